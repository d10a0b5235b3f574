// Any bytes as an invite's text: refused, or an invite whose text reads back the same.
#include <sodium.h>

#include "net/pairing/invite.hpp"
#include "proto/check.hpp"

using namespace alongside;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  crypto::initialize();
  const auto invite = net::read_invite(as_text({data, size}));
  if (!invite) return 0;
  const auto again = net::read_invite(net::invite_text(*invite));
  require(again.has_value());
  require(again->id() == invite->id() && again->addresses == invite->addresses);
  return 0;
}
