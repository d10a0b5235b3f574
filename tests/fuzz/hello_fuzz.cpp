// Any bytes as the first words of a new partner: refused, or a name and addresses that may be shown and dialled.
#include <algorithm>

#include "net/pairing/introduction.hpp"
#include "net/pairing/invite.hpp"
#include "proto/check.hpp"

using namespace alongside;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const auto hello = net::read_hello({data, size});
  if (!hello) return 0;
  require(size <= net::kMaxHelloBytes);
  require(hello->name.size() <= net::kMaxNameBytes && hello->addresses.size() <= net::kMaxInviteAddresses);
  require(std::ranges::all_of(hello->addresses, [](const auto& address) { return net::is_address(address); }));
  require(std::ranges::none_of(hello->name, [](unsigned char letter) { return letter < 0x20 || letter == 0x7f; }));
  const auto again = net::read_hello(net::encode_hello(*hello));
  require(again.has_value() && again->name == hello->name && again->addresses == hello->addresses);
  return 0;
}
