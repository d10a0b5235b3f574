#include "net/channel/connect_handshake.hpp"

#include "net/error.hpp"

namespace alongside::net {
namespace {

constexpr std::string_view kProloguePrefix = "alongside handshake v1";

noise::HandshakeState handshake(noise::Role role, ConnectKeys keys) {
  auto known = noise::HandshakeKeys{std::move(keys.mine), keys.theirs, {}};
  known.psks.push_back(std::move(keys.psk));
  return noise::HandshakeState(noise::ProtocolName::parse(kConnectProtocol).value(), role,
                               prologue(Purpose::connect, keys.link.bytes()), std::move(known));
}

}  // namespace

Bytes prologue(Purpose purpose, std::span<const unsigned char, 16> id) {
  const auto prefix = as_bytes(kProloguePrefix);
  Bytes bytes(prefix.begin(), prefix.end());
  bytes.push_back(static_cast<unsigned char>(purpose));
  bytes.insert(bytes.end(), id.begin(), id.end());
  return bytes;
}

ConnectInitiator::ConnectInitiator(ConnectKeys keys, std::uint64_t counter)
    : handshake_(handshake(noise::Role::initiator, std::move(keys))), counter_(counter) {}

Result<Bytes> ConnectInitiator::first_message(crypto::RandomSource& random) {
  return handshake_.write_message(FirstPayload{{}, counter_}.encode(), random);
}

Result<Connected> ConnectInitiator::read_second(BytesView message) {
  auto payload = handshake_.read_message(message);
  if (!payload) return payload.error();
  const auto second = SecondPayload::decode(*payload);
  if (second.chosen < kOldestWireVersion || second.chosen > kNewestWireVersion) return version_gap({}, second.versions);
  auto transport = handshake_.split();
  if (!transport) return transport.error();
  return Connected{std::move(*transport), second.chosen};
}

ConnectResponder::ConnectResponder(ConnectKeys keys)
    : handshake_(handshake(noise::Role::responder, std::move(keys))) {}

Result<void> ConnectResponder::read_first(BytesView message) {
  auto payload = handshake_.try_first(message);
  if (!payload) return payload.error();
  first_ = FirstPayload::decode(*payload);
  return {};
}

Result<Bytes> ConnectResponder::second_message(crypto::RandomSource& random) {
  SecondPayload second;
  second.chosen = common_version({}, first_.versions);
  return handshake_.write_message(second.encode(kConnectSecondPayloadBytes), random);
}

Result<Connected> ConnectResponder::connected() {
  const auto version = common_version({}, first_.versions);
  if (version == 0) return version_gap({}, first_.versions);
  auto transport = handshake_.split();
  if (!transport) return transport.error();
  return Connected{std::move(*transport), version};
}

}  // namespace alongside::net
