// What the handshake messages carry, as bytes (proto/PROTOCOL.md, "Payloads").
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "net/channel/limits.hpp"
#include "net/error.hpp"
#include "proto/bytes.hpp"

namespace alongside::net {

// Payload bytes that make each message of a pattern kHandshakeMessageBytes long.
inline constexpr std::size_t kFirstPayloadBytes = 208;           // XX and KK: e (32) and a tag (16)
inline constexpr std::size_t kConnectSecondPayloadBytes = 208;   // KK: e and a tag
inline constexpr std::size_t kPairSecondPayloadBytes = 160;      // XX: e, s with a tag, and a tag
inline constexpr std::size_t kPairThirdPayloadBytes = 192;       // XX: s with a tag, and a tag

// Fresh random bytes that each side puts into the link's psk.
using Contribution = std::array<unsigned char, 32>;

struct VersionRange {
  std::uint8_t oldest = kOldestWireVersion;
  std::uint8_t newest = kNewestWireVersion;
};

// The newest version that both speak, 0 when there is none.
std::uint8_t common_version(VersionRange mine, VersionRange theirs) noexcept;
// Who is behind when there is none: their_version_too_old or own_version_too_old.
NetErrc version_gap(VersionRange mine, VersionRange theirs) noexcept;

// Of the first message: u8 oldest | u8 newest | u64le counter | zeros.
struct FirstPayload {
  VersionRange versions;
  std::uint64_t counter = 0;

  Bytes encode() const;
  // `payload` is at least kFirstPayloadBytes long.
  static FirstPayload decode(BytesView payload) noexcept;
};

// Of the second: u8 chosen, 0 = none in common | u8 oldest | u8 newest | contribution (zeros in KK) | zeros.
struct SecondPayload {
  std::uint8_t chosen = 0;
  VersionRange versions;
  Contribution contribution{};

  Bytes encode(std::size_t payload_bytes) const;
  static SecondPayload decode(BytesView payload) noexcept;
};

}  // namespace alongside::net
