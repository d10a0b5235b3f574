// Any text as an address: what reads as a numeric endpoint is an address, and its own spelling reads back the same.
#include "net/pairing/invite.hpp"
#include "net/reach/endpoint_text.hpp"
#include "proto/bytes.hpp"
#include "proto/check.hpp"

using namespace alongside;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const auto text = as_text({data, size});
  static_cast<void>(net::is_address(text));
  const auto endpoint = net::read_endpoint(text);
  if (!endpoint) return 0;
  const auto spelled = net::endpoint_text(*endpoint);
  const auto again = net::read_endpoint(spelled);
  require(again.has_value() && *again == *endpoint);
  require(endpoint->port() == 0 || net::is_address(spelled));
  return 0;
}
