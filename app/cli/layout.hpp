// Text on a page of limited width.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace alongside::app {

// Breaks at spaces so that no line is wider than `width` columns (a single longer word is cut), keeps the text's own
// line breaks, and puts `indent` before each line. Ends with a line break unless the text is empty.
// Takes plain text only: no escape sequences.
std::string wrapped(std::string_view text, int width, std::string_view indent = "");

// For the screen: lines that are wider than `width` go on under their own indent, broken at spaces; what fits stays as
// it is. No word is ever cut, so that an invite, a path or a code can be copied whole. Escape sequences have no width.
std::string fitted(std::string_view text, int width);

// The first line, cut to `width` columns, with an ellipsis if anything is missing.
std::string first_line(std::string_view text, int width);

// `text` with spaces up to `width` columns.
std::string padded(std::string_view text, int width);

// "1 thing", "2 things".
std::string counted(std::uint64_t count, std::string_view one, std::string_view many);

}  // namespace alongside::app
