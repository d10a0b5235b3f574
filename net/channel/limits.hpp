// The channel's fixed sizes and clocks (proto/PROTOCOL.md, "The channel"). A change of one is a change of wire version.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace alongside::net {

inline constexpr std::size_t kHandshakeMessageBytes = 256;

inline constexpr std::size_t kRecordBytes = 4096;
inline constexpr std::size_t kRecordPlaintextBytes = kRecordBytes - 16;
inline constexpr std::size_t kRecordHeaderBytes = 3;  // u8 kind | u16le used
inline constexpr std::size_t kRecordRoomBytes = kRecordPlaintextBytes - kRecordHeaderBytes;
inline constexpr std::uint64_t kRecordsPerKey = 65536;

inline constexpr std::size_t kFrameLengthBytes = 4;
inline constexpr std::size_t kMaxFrameBytes = 2 * 1024 * 1024;

inline constexpr std::uint8_t kOldestWireVersion = 1;  // the first
inline constexpr std::uint8_t kNewestWireVersion = 1;

// From connecting to the end of the handshake; a dialler gives up, an answerer falls silent.
inline constexpr std::chrono::seconds kHandshakeLimit{10};
// From accepting to closing, for whoever did not prove to be the partner. Always the same.
inline constexpr std::chrono::seconds kStrangerLife{10};

}  // namespace alongside::net
