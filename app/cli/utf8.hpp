// Walking over UTF-8 and how wide it stands on a terminal.
#pragma once

#include <cstdint>
#include <string_view>

namespace alongside::app {

inline constexpr char32_t kNotUtf8 = 0xFFFFFFFF;

// Takes the first character off `text`, which must not be empty. A byte that begins no sound character is taken alone
// and answered with kNotUtf8.
char32_t take_character(std::string_view& text) noexcept;

// Columns on a terminal: 0 for what joins the character before it, 2 for East Asian wide ones and emoji, else 1.
int columns(char32_t character) noexcept;
int columns(std::string_view text) noexcept;

}  // namespace alongside::app
