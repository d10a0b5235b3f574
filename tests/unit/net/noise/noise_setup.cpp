#include "tests/unit/net/noise/noise_setup.hpp"

namespace alongside::test {

using namespace net::noise;

NoiseSetup::NoiseSetup(std::string_view protocol_name, std::uint64_t seed)
    : random(seed),
      protocol(ProtocolName::parse(protocol_name).value()),
      prologue(16, 0x5a),
      initiator_static(crypto::KeyPair::generate(random)),
      responder_static(crypto::KeyPair::generate(random)),
      psks(protocol.pattern.psk_count()) {
  for (auto& psk : psks) random.fill(psk);
}

HandshakeState NoiseSetup::end(Role role) const {
  const auto& own = role == Role::initiator ? initiator_static : responder_static;
  const auto& other = role == Role::initiator ? responder_static : initiator_static;
  HandshakeKeys keys;
  if (protocol.pattern.needs_static(role)) keys.own_static = own.duplicate();
  if (protocol.pattern.needs_remote_static(role)) keys.remote_static = other.open;
  for (auto psk : psks) keys.psks.emplace_back(std::span(psk));
  return HandshakeState(protocol, role, prologue, std::move(keys));
}

}  // namespace alongside::test
