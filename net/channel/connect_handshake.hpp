// The handshake of every connection between paired nodes: Noise_KKpsk0_25519_ChaChaPoly_BLAKE2b, two messages of
// kHandshakeMessageBytes. Machines without I/O; each is used once, and an error ends it, but for
// ConnectResponder::read_first.
#pragma once

#include "core/crypto/random.hpp"
#include "net/channel/payload.hpp"
#include "net/noise/handshake_state.hpp"
#include "proto/ids.hpp"

namespace alongside::net {

inline constexpr std::string_view kConnectProtocol = "Noise_KKpsk0_25519_ChaChaPoly_BLAKE2b";

// "alongside handshake v1" | u8 purpose | id.
enum class Purpose : unsigned char { pair = 1, connect = 2 };
Bytes prologue(Purpose purpose, std::span<const unsigned char, 16> id);

// What both sides of a link have. Copies of the stored keys, for one handshake.
struct ConnectKeys {
  LinkId link;
  crypto::KeyPair mine;
  crypto::PublicKey theirs;
  noise::Psk psk;
};

struct Connected {
  noise::Transport transport;
  std::uint8_t version;
};

class ConnectInitiator {
 public:
  // `counter` is above every one used before, durably.
  ConnectInitiator(ConnectKeys keys, std::uint64_t counter);

  Result<Bytes> first_message(crypto::RandomSource& random);
  // message_not_authentic, or is_version_gap().
  Result<Connected> read_second(BytesView message);

 private:
  noise::HandshakeState handshake_;
  std::uint64_t counter_;
};

class ConnectResponder {
 public:
  explicit ConnectResponder(ConnectKeys keys);

  // message_not_authentic when it is not from the partner; then the next may be read in its place. Nothing may be
  // answered before counter() has been found to be above all that were accepted before, and remembered durably.
  Result<void> read_first(BytesView message);
  std::uint64_t counter() const noexcept { return first_.counter; }

  // The second message, which also says so when there is no common version; then connected() is is_version_gap().
  Result<Bytes> second_message(crypto::RandomSource& random);
  Result<Connected> connected();

 private:
  noise::HandshakeState handshake_;
  FirstPayload first_;
};

}  // namespace alongside::net
