// The handshake of a pairing: Noise_XXpsk0_25519_ChaChaPoly_BLAKE2b under the invite's secret, three messages of
// kHandshakeMessageBytes, the acceptor's first. Machines without I/O; each is used once, and an error ends it.
#pragma once

#include <optional>

#include "core/crypto/random.hpp"
#include "net/channel/connect_handshake.hpp"
#include "net/pairing/pairing_store.hpp"

namespace alongside::net {

inline constexpr std::string_view kPairProtocol = "Noise_XXpsk0_25519_ChaChaPoly_BLAKE2b";

// A pairing that both sides' keys have proven. The link's names, addresses and `established` are still to be filled in.
struct Paired {
  noise::Transport transport;
  Link link;
};

// The acceptor.
class PairInitiator {
 public:
  explicit PairInitiator(const TakenInvite& invite);

  Result<Bytes> first_message(crypto::RandomSource& random);
  // not_the_inviter when the answer's static key is not the invite's: then nothing more may be sent.
  // message_not_authentic, or is_version_gap().
  Result<void> read_second(BytesView message);
  Result<Bytes> third_message(crypto::RandomSource& random);
  Result<Paired> paired();

 private:
  InviteSecret secret_;
  crypto::KeyPair mine_;
  crypto::PublicKey inviter_;
  noise::HandshakeState handshake_;
  Contribution my_contribution_{};
  Contribution their_contribution_{};
};

// The inviter.
class PairResponder {
 public:
  explicit PairResponder(const GivenInvite& invite);

  // message_not_authentic when its sender does not hold the invite. Nothing may be answered before the message's hash
  // has been found to be new, and remembered durably.
  Result<void> read_first(BytesView message);
  // Says so when there is no common version; then there is nothing more to be read.
  Result<Bytes> second_message(crypto::RandomSource& random);
  // After read_first: who is behind, when there is no common version.
  std::optional<NetErrc> no_version() const noexcept;
  Result<Paired> read_third(BytesView message);

  // The first half of BLAKE2b-512 of a first message, as it is remembered against replay.
  static Bytes hash_of(BytesView first_message);

 private:
  InviteSecret secret_;
  crypto::KeyPair mine_;
  noise::HandshakeState handshake_;
  FirstPayload first_;
  Contribution my_contribution_{};
};

}  // namespace alongside::net
