// Letters that the tokenizer takes for letters of their own, although people who can't type them write others instead.
#pragma once

#include <string>
#include <string_view>

namespace alongside::items {

// Put into every image of an index beside the words: an image whose words were folded otherwise is made anew. To be
// raised with every change of the table.
inline constexpr int kFolding = 1;

// `text` with each letter of core/VAULT.md's table (ø, ł, ß and so on, small and capital) written as its plain ones.
// Accents that Unicode knows how to take off are left to the tokenizer. Takes any bytes.
std::string folded(std::string_view text);

}  // namespace alongside::items
