#include "net/pairing/link_keys.hpp"

#include <algorithm>
#include <utility>

#include "core/crypto/hash.hpp"

namespace alongside::net {
namespace {

constexpr std::string_view kPskLabel = "alongside link psk v1";
constexpr std::string_view kIdLabel = "alongside link id v1";

}  // namespace

LinkPsk link_psk(const InviteSecret& secret, const Contribution& acceptor, const Contribution& inviter,
                 std::span<const unsigned char, 64> handshake_hash) {
  auto bytes = crypto::keyed_hash(secret.expose(), {as_bytes(kPskLabel), acceptor, inviter, handshake_hash});
  return LinkPsk(std::span<unsigned char, 32>(bytes));
}

LinkId link_id(const InviteSecret& secret, std::span<const unsigned char, 64> handshake_hash) {
  const auto bytes = crypto::keyed_hash(secret.expose(), {as_bytes(kIdLabel), handshake_hash});
  return LinkId(std::span<const unsigned char, 32>(bytes).first<16>());
}

ConnectKeys connect_keys(const Link& link) {
  auto psk = noise::Psk::produced_by(
      [&](std::span<unsigned char, 32> out) { std::ranges::copy(link.keys.psk.expose(), out.begin()); });
  return {link.facts.id, link.keys.mine.duplicate(), link.facts.partner_public, std::move(psk)};
}

}  // namespace alongside::net
