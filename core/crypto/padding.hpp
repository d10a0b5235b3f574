// Hiding exact lengths before sealing. Layout: u32 little-endian length | bytes | zeros up to a size class.
#pragma once

#include "proto/bytes.hpp"
#include "proto/result.hpp"

namespace alongside::crypto {

inline constexpr std::size_t kSmallestPaddedBytes = 256;

// The size class that holds `length` bytes and their length field: kSmallestPaddedBytes at least, then Padmé's steps
// (Nikitin et al., "Reducing Metadata Leakage from Encrypted Files and Communication with PURBs", 2019,
// section 4), which add 12% at most and leave O(log log n) bits to be told from a length. `length` is at most 2^32 - 1.
std::size_t padded_size(std::size_t length);

Bytes pad(BytesView bytes);

// The bytes within, or CryptoErrc::not_authentic when the length field does not fit or the filler is not zero.
Result<Bytes> unpad(BytesView padded);

}  // namespace alongside::crypto
