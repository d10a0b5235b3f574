// Sealing what lies on disk: XChaCha20-Poly1305 with random nonces.
// The channel's ChaCha20-Poly1305, whose nonces count, is net/noise/cipher_state.hpp.
#pragma once

#include "core/crypto/error.hpp"
#include "core/crypto/random.hpp"
#include "core/crypto/secret.hpp"
#include "proto/bytes.hpp"
#include "proto/result.hpp"

namespace alongside::crypto {

// A key that seals; the role says what, and no other key fits in its place.
template <class Role>
using SealingKey = Secret<Role, 32>;

inline constexpr std::size_t kSealNonceBytes = 24;
inline constexpr std::size_t kSealTagBytes = 16;
inline constexpr std::size_t kSealOverheadBytes = kSealNonceBytes + kSealTagBytes;

namespace detail {
Bytes seal(std::span<const unsigned char, 32> key, BytesView plaintext, BytesView place, RandomSource& random);
Result<Bytes> open(std::span<const unsigned char, 32> key, BytesView sealed, BytesView place);
}  // namespace detail

// nonce (24 random bytes) | ciphertext | tag (16). `place` is the associated data: where this belongs,
// so that it opens nowhere else. The result is plaintext.size() + kSealOverheadBytes long.
template <class Role>
Bytes seal(const SealingKey<Role>& key, BytesView plaintext, BytesView place, RandomSource& random) {
  return detail::seal(key.expose(), plaintext, place, random);
}

// The plaintext, or CryptoErrc::not_authentic; never part of it.
template <class Role>
Result<Bytes> open(const SealingKey<Role>& key, BytesView sealed, BytesView place) {
  return detail::open(key.expose(), sealed, place);
}

}  // namespace alongside::crypto
