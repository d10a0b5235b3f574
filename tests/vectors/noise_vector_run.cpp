#include "tests/vectors/noise_vector_run.hpp"

#include <algorithm>
#include <stdexcept>

#include "net/noise/handshake_state.hpp"

namespace alongside::test {
namespace {

using namespace net::noise;

// Gives out the vector's ephemeral key.
class Ephemeral final : public crypto::RandomSource {
 public:
  explicit Ephemeral(const std::optional<Bytes>& key) : key_(key) {}
  void fill(std::span<unsigned char> out) override {
    if (!key_ || key_->size() != out.size()) throw std::runtime_error("the vector has no such ephemeral key");
    std::ranges::copy(*key_, out.begin());
  }

 private:
  const std::optional<Bytes>& key_;
};

template <class SecretType>
SecretType secret_of(Bytes bytes) {
  if (bytes.size() != SecretType::kSize) throw std::runtime_error("a key of the wrong length");
  return SecretType(std::span<unsigned char, SecretType::kSize>(bytes));
}

HandshakeKeys keys_of(const NoiseVectorSide& side, Role role, const HandshakePattern& pattern) {
  HandshakeKeys keys;
  if (pattern.needs_static(role))
    keys.own_static = crypto::KeyPair::from(secret_of<crypto::PrivateKey>(side.own_static.value()));
  if (pattern.needs_remote_static(role))
    keys.remote_static = crypto::PublicKey::from(BytesView(side.remote_static.value())).value();
  if (side.psks.size() != pattern.psk_count()) throw std::runtime_error("a wrong number of psks");
  for (const auto& psk : side.psks) keys.psks.push_back(secret_of<Psk>(psk));
  return keys;
}

void expect(bool holds, const std::string& otherwise) {
  if (!holds) throw std::runtime_error(otherwise);
}

struct End {
  End(const NoiseVectorSide& side, Role role, const ProtocolName& protocol)
      : handshake(protocol, role, side.prologue, keys_of(side, role, protocol.pattern)), random(side.ephemeral) {}

  HandshakeState handshake;
  Ephemeral random;
};

void hand_over(End& writer, End& reader, const NoiseVectorMessage& message, const std::string& name) {
  expect(writer.handshake.write_message(message.payload, writer.random).value() == message.ciphertext,
         name + " differs as written");
  expect(reader.handshake.read_message(message.ciphertext).value() == message.payload, name + " differs as read");
}

void transport(CipherState& sending, CipherState& receiving, const NoiseVectorMessage& message,
               const std::string& name) {
  expect(sending.encrypt({}, message.payload).value() == message.ciphertext, name + " differs as sealed");
  expect(receiving.decrypt({}, message.ciphertext).value() == message.payload, name + " differs as opened");
}

void run(const NoiseVector& vector) {
  const auto protocol = ProtocolName::parse(vector.protocol_name).value();
  const auto handshake_messages = protocol.pattern.messages.size();
  expect(vector.messages.size() >= handshake_messages, "fewer messages than the pattern has");
  End initiator(vector.initiator, Role::initiator, protocol);
  End responder(vector.responder, Role::responder, protocol);
  const auto from_initiator = [&](std::size_t i) { return protocol.pattern.one_way() || i % 2 == 0; };

  for (std::size_t i = 0; i < handshake_messages; ++i) {
    auto& writer = from_initiator(i) ? initiator : responder;
    auto& reader = from_initiator(i) ? responder : initiator;
    hand_over(writer, reader, vector.messages[i], "handshake message " + std::to_string(i));
  }
  expect(initiator.handshake.handshake_hash() == responder.handshake.handshake_hash(), "the handshake hashes differ");
  if (vector.handshake_hash)
    expect(initiator.handshake.handshake_hash() == *vector.handshake_hash, "the handshake hash differs");

  auto initiators = initiator.handshake.split().value();
  auto responders = responder.handshake.split().value();
  for (std::size_t i = handshake_messages; i < vector.messages.size(); ++i) {
    const auto name = "transport message " + std::to_string(i);
    if (from_initiator(i)) {
      transport(initiators.send, responders.receive, vector.messages[i], name);
    } else {
      transport(responders.send, initiators.receive, vector.messages[i], name);
    }
  }
}

}  // namespace

std::optional<std::string> failure_of(const NoiseVector& vector) {
  try {
    run(vector);
  } catch (const std::exception& failure) {
    return vector.protocol_name + ": " + failure.what();
  }
  return std::nullopt;
}

}  // namespace alongside::test
