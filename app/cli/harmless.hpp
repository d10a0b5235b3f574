// Texts, names and tags come from people, one of whom may wish the other's terminal ill. Everything that is printed
// for a person and was not written by this program goes through here.
#pragma once

#include <string>
#include <string_view>

namespace alongside::app {

// Makes a text safe to print. Control characters become visible signs (escape: U+241B), and so do bidirectional
// overrides, line and paragraph separators, tag characters and bytes that are not UTF-8 (U+FFFD). Line breaks stay,
// tabs become a space.
std::string harmless(std::string_view text);

// The same for what must stay on one line: a line break becomes a space.
std::string harmless_line(std::string_view text);

}  // namespace alongside::app
