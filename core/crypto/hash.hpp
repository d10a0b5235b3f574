// Hashes by name, HMAC and HKDF over them as the Noise specification (revision 34, section 4.3) defines them,
// and a keyed hash for fingerprints of our own.
#pragma once

#include <array>
#include <initializer_list>
#include <span>

#include "core/crypto/secret.hpp"
#include "proto/bytes.hpp"

namespace alongside::crypto {

enum class HashFunction { sha256, sha512, blake2b };

inline constexpr std::size_t kMaxHashBytes = 64;

// HASHLEN: 32 for SHA-256, 64 for SHA-512 and BLAKE2b.
std::size_t hash_size(HashFunction function) noexcept;

// HASH(first || second): `out` must be hash_size(function) bytes long and may overlap neither input.
void hash(HashFunction function, BytesView first, BytesView second, std::span<unsigned char> out) noexcept;

// HMAC (RFC 2104) with a key of any length; `out` is hash_size(function) bytes and may overlap the inputs.
void hmac(HashFunction function, BytesView key, BytesView message, std::span<unsigned char> out) noexcept;

// HKDF(chaining_key, input, n) with n = outputs.size() (1 to 3), each output hash_size(function) bytes; outputs may
// overlap the inputs, not each other. Intermediate values are wiped.
void hkdf(HashFunction function, BytesView chaining_key, BytesView input,
          std::span<const std::span<unsigned char>> outputs) noexcept;

// BLAKE2b-256 keyed with `key` over the parts in turn. The caller makes the parts' bounds unambiguous.
std::array<unsigned char, 32> keyed_hash(std::span<const unsigned char, 32> key,
                                         std::initializer_list<BytesView> parts) noexcept;

}  // namespace alongside::crypto
