// CipherState of the Noise specification (revision 34, section 5.1) with ChaCha20-Poly1305: a key and the nonce that
// counts. Unlike the specification's it always has a key; a handshake before its first key is SymmetricState's matter.
#pragma once

#include <cstdint>
#include <span>

#include "core/crypto/secret.hpp"
#include "proto/bytes.hpp"
#include "proto/result.hpp"

namespace alongside::net::noise {

inline constexpr std::size_t kTagBytes = 16;
// Of any Noise message, handshake or transport, tags included.
inline constexpr std::size_t kMaxMessageBytes = 65535;

using CipherKey = crypto::Secret<struct CipherKeyRole, 32>;

// Any failure ends it: the key is wiped and every later call is NetErrc::state_is_dead, until it is given another key.
class CipherState {
 public:
  explicit CipherState(CipherKey key) noexcept : key_(std::move(key)) {}

  // InitializeKey: another key in place of this one, and the nonce from zero.
  void initialize_key(std::span<const unsigned char, CipherKey::kSize> key);

  // EncryptWithAd into `out`, which is plaintext.size() + kTagBytes long and either begins where `plaintext` begins or
  // does not overlap it. nonce_exhausted, or message_too_long when `out` is longer than kMaxMessageBytes.
  Result<void> encrypt_into(std::span<unsigned char> out, BytesView ad, BytesView plaintext);
  // DecryptWithAd into `out`, which is ciphertext.size() - kTagBytes long, with the same rule on overlap. The tag is
  // checked first: on failure `out` holds nothing of the plaintext. message_too_short, message_too_long,
  // message_not_authentic or nonce_exhausted.
  Result<void> decrypt_into(std::span<unsigned char> out, BytesView ad, BytesView ciphertext);

  Result<Bytes> encrypt(BytesView ad, BytesView plaintext);
  Result<Bytes> decrypt(BytesView ad, BytesView ciphertext);

  // Rekey(): the next key is made from this one, which is wiped; the nonce goes on counting. state_is_dead.
  Result<void> rekey();

  // The nonce of the next message. A caller who sets it back seals twice under one nonce.
  std::uint64_t nonce() const noexcept { return nonce_; }
  void set_nonce(std::uint64_t nonce) noexcept { nonce_ = nonce; }

 private:
  Result<void> ready_for(std::size_t message_bytes) const;
  Result<void> die(error_code why);

  CipherKey key_;
  bool alive_ = true;
  std::uint64_t nonce_ = 0;
};

}  // namespace alongside::net::noise
