// Upper bounds of what an item may hold, checked where a person writes it and where a partner sends it.
// proto/PROTOCOL.md repeats them; a change there is a change of the wire version, but for what one partner may take up.
#pragma once

#include <cstddef>
#include <cstdint>

namespace alongside::items {

inline constexpr std::size_t kMaxTextBytes = 256 * 1024;  // of a body's text and fields together, UTF-8
inline constexpr std::size_t kMaxFields = 64;
inline constexpr std::size_t kMaxTags = 64;
inline constexpr std::size_t kMaxAttachmentsPerItem = 64;
inline constexpr std::size_t kMaxLinks = 64;
inline constexpr std::size_t kMaxWelcome = 16;  // entries of a welcome, known or not
inline constexpr std::size_t kMaxNameBytes = 255;      // of a field, tag, attachment, kind or person
inline constexpr std::size_t kMaxChangeBytes = 384 * 1024;  // of one encoded wire.Change

// What one partner may take up on this node (footprint.hpp): ten years of 36 entries, 70 KB of text and 18 MB of photos a
// day. The first also bounds the memory, as each place costs up to about 700 bytes there.
inline constexpr std::uint64_t kMaxPartnerPlaces = 128 * 1024;
inline constexpr std::uint64_t kMaxPartnerChangeBytes = 256ull << 20;
inline constexpr std::uint64_t kMaxPartnerFileBytes = 64ull << 30;
// What may wait for the next unlock.
inline constexpr std::size_t kMaxWaitingBatches = 4096;
inline constexpr std::uint64_t kMaxWaitingBytes = 64ull << 20;

}  // namespace alongside::items
