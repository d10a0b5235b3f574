// Upper bounds of what an item may hold, checked where a person writes it and where a partner sends it.
// proto/PROTOCOL.md repeats them; a change there is a change of the wire version.
#pragma once

#include <cstddef>

namespace alongside::items {

inline constexpr std::size_t kMaxTextBytes = 256 * 1024;  // of a body's text and fields together, UTF-8
inline constexpr std::size_t kMaxFields = 64;
inline constexpr std::size_t kMaxTags = 64;
inline constexpr std::size_t kMaxAttachmentsPerItem = 64;
inline constexpr std::size_t kMaxLinks = 64;
inline constexpr std::size_t kMaxWelcome = 16;  // entries of a welcome, known or not
inline constexpr std::size_t kMaxNameBytes = 255;      // of a field, tag, attachment, kind or person
inline constexpr std::size_t kMaxChangeBytes = 384 * 1024;  // of one encoded wire.Change

}  // namespace alongside::items
