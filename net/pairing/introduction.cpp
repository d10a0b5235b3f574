#include "net/pairing/introduction.hpp"

#include <algorithm>

#include "net/pairing/invite.hpp"
#include "proto/wire.pb.h"

namespace alongside::net {
namespace {

bool is_name(const std::string& text) {
  const auto is_control = [](char c) { return (c >= 0 && c < 0x20) || c == 0x7f; };
  return text.size() <= kMaxNameBytes && std::ranges::none_of(text, is_control);
}

}  // namespace

Introduction sound(Introduction introduction) {
  if (!is_name(introduction.name)) introduction.name.clear();
  auto& addresses = introduction.addresses;
  std::erase_if(addresses, [](const std::string& address) { return !is_address(address); });
  if (addresses.size() > kMaxInviteAddresses) addresses.resize(kMaxInviteAddresses);
  return introduction;
}

Bytes encode_hello(const Introduction& introduction) {
  wire::PairingHello hello;
  const auto said = sound(introduction);
  hello.set_name(said.name);
  for (const auto& address : said.addresses) hello.add_addresses(address);
  Bytes frame(hello.ByteSizeLong());
  hello.SerializeToArray(frame.data(), static_cast<int>(frame.size()));
  // An empty message would be an empty frame, and there is none.
  if (frame.empty()) frame = {0x0a, 0x00};
  return frame;
}

Result<Introduction> read_hello(BytesView frame) {
  wire::PairingHello hello;
  if (frame.size() > kMaxHelloBytes || !hello.ParseFromArray(frame.data(), static_cast<int>(frame.size())))
    return NetErrc::malformed_frame;
  return sound({hello.name(), {hello.addresses().begin(), hello.addresses().end()}});
}

}  // namespace alongside::net
