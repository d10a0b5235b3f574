// Any text as a recovery code: refused, or the code whose own spelling reads back the same.
#include "core/crypto/password.hpp"
#include "core/crypto/random.hpp"
#include "proto/bytes.hpp"
#include "proto/check.hpp"

using namespace alongside;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  crypto::initialize();
  const auto typed = crypto::read_recovery_code(as_text({data, size}));
  if (!typed) return 0;
  const auto spelled = crypto::recovery_code(*typed);
  const auto again = crypto::read_recovery_code(spelled);
  require(again.has_value() && crypto::recovery_code(*again) == spelled);
  return 0;
}
