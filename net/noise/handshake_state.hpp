// HandshakeState of the Noise specification (revision 34, section 5.3): one side of one handshake, driven by the tokens
// of its pattern. Bytes go in and come out; sending them, and how long to wait, is the caller's.
#pragma once

#include <optional>
#include <vector>

#include "core/crypto/random.hpp"
#include "core/crypto/x25519.hpp"
#include "net/noise/cipher_state.hpp"
#include "net/noise/protocol_name.hpp"
#include "net/noise/symmetric_state.hpp"
#include "proto/bytes.hpp"
#include "proto/result.hpp"

namespace alongside::net::noise {

using Psk = crypto::Secret<struct PskRole, 32>;

// What one side has before the first message.
struct HandshakeKeys {
  std::optional<crypto::KeyPair> own_static;
  std::optional<crypto::PublicKey> remote_static;
  std::vector<Psk> psks;  // in the order of the pattern's psk tokens
};

// The ciphers of the two directions. After a one-way pattern only the initiator's `send` and the responder's
// `receive` may be used.
struct Transport {
  CipherState send;
  CipherState receive;
};

// Any failure, but of try_first(), ends it: its keys are wiped at once, nothing of the message that failed is given
// out, and every later call is NetErrc::state_is_dead. A responder who doesn't know who is calling makes one state per
// candidate and lets each read the first message; a failure ends only that one.
class HandshakeState {
 public:
  // Initialize. The keys must be those that the pattern needs (HandshakePattern::needs_static, needs_remote_static,
  // psk_count), no fewer.
  HandshakeState(ProtocolName protocol, Role role, BytesView prologue, HandshakeKeys keys);

  // WriteMessage: the next message with `payload` in it; a fresh ephemeral key comes from `random` where the pattern
  // has one. out_of_turn, message_too_long, or CryptoErrc::weak_public_key.
  Result<Bytes> write_message(BytesView payload, crypto::RandomSource& random);

  // ReadMessage: the payload of the other side's next message. The payload of a message that has no key yet is as
  // anybody on the way left it. out_of_turn, message_too_short, message_too_long, message_not_authentic, or
  // CryptoErrc::weak_public_key.
  Result<Bytes> read_message(BytesView message);

  // As read_message(), for a responder's first; but a failure leaves the state as it was when new. So one state serves
  // until the right caller comes, and the others don't cost guarded memory of their own, which is dear.
  Result<Bytes> try_first(BytesView message);

  bool my_turn() const noexcept;
  // All messages of the pattern are through; split() may be called.
  bool finished() const noexcept;
  bool dead() const noexcept { return !symmetric_; }

  // Split: once, after the last message. The handshake's keys are wiped. out_of_turn or state_is_dead.
  Result<Transport> split();

  // Of all that both sides have seen so far; after the last message it names this one conversation. Public.
  const Bytes& handshake_hash() const noexcept { return handshake_hash_; }

  // The other side's static key, known beforehand or received. That it belongs to the one who sent it is proven by
  // the message that carries its "es" or "se", not before.
  const std::optional<crypto::PublicKey>& remote_static() const noexcept { return keys_.remote_static; }

 private:
  Result<Bytes> take_message(BytesView message);
  void begin_again();
  Result<void> write_tokens(Bytes& message, crypto::RandomSource& random);
  Result<void> read_tokens(BytesView& rest);
  void write_ephemeral(Bytes& message, crypto::RandomSource& random);
  Result<void> read_ephemeral(BytesView& rest);
  Result<void> read_static(BytesView& rest);
  Result<void> mix_secret(Token token);
  void mix_ephemeral(const crypto::PublicKey& ephemeral);
  Result<void> check_turn(bool writing) const;
  void message_done();
  void wipe() noexcept;
  error_code die(error_code why) noexcept;

  ProtocolName protocol_;
  Role role_;
  HandshakeKeys keys_;
  std::optional<SymmetricState> symmetric_;
  std::optional<crypto::KeyPair> ephemeral_;
  std::optional<crypto::PublicKey> remote_ephemeral_;
  std::optional<crypto::SharedPoint> shared_;      // the last one that an ephemeral key had part in
  std::optional<crypto::SharedPoint> of_statics_;  // once it was needed; the same in every try
  std::size_t next_message_ = 0;
  std::size_t next_psk_ = 0;
  Bytes handshake_hash_;
};

}  // namespace alongside::net::noise
