// Which bytes count as text.
#pragma once

#include <string_view>

#include "proto/result.hpp"

namespace alongside::items {

// Sound UTF-8 (no overlong forms, no surrogates, nothing above U+10FFFF) without control characters (C0, DEL, C1) other
// than line feed, carriage return and tab. Fast for plain ASCII.
bool is_text(std::string_view bytes) noexcept;

// Text of one line, without any control character.
bool is_line(std::string_view bytes) noexcept;

// A name of a kind, field, tag, attachment or person: a line that is neither empty (not_text) nor longer than kMaxNameBytes
// (too_large).
Result<void> check_name(std::string_view name);

}  // namespace alongside::items
