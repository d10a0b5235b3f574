// Sealing to a public key, for a node that holds no key to open with: libsodium's crypto_box_seal
// (ephemeral X25519, XSalsa20-Poly1305).
#pragma once

#include "core/crypto/x25519.hpp"
#include "proto/bytes.hpp"

namespace alongside::crypto {

inline constexpr std::size_t kSealedBoxOverheadBytes = 48;

// `receiver` is the public half of a KeyPair of our own; a point of low order is a broken promise of the caller.
Bytes seal_to(const PublicKey& receiver, BytesView plaintext);

// CryptoErrc::not_authentic when it was not sealed to `receiver` or was altered.
Result<Bytes> open_sealed(const KeyPair& receiver, BytesView sealed);

}  // namespace alongside::crypto
