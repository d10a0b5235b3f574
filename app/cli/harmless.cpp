#include "app/cli/harmless.hpp"

#include "app/cli/utf8.hpp"

namespace alongside::app {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";  // U+FFFD

bool is_treacherous(char32_t character) noexcept {
  return (character >= 0x80 && character <= 0x9F)          // C1 controls: a terminal may obey them
         || character == 0x061C                            // bidirectional marks, embeddings,
         || character == 0x200E || character == 0x200F     // overrides and isolates
         || (character >= 0x202A && character <= 0x202E)   //
         || (character >= 0x2066 && character <= 0x2069)   //
         || character == 0x2028 || character == 0x2029     // line and paragraph separators
         || (character >= 0xFFF9 && character <= 0xFFFB)   // interlinear annotation
         || (character >= 0xE0000 && character <= 0xE007F) // tags: invisible text
         || character == kNotUtf8;
}

// U+2400 and on picture the control characters one by one.
void append_picture(std::string& out, unsigned char control) {
  out += "\xE2\x90";
  out += static_cast<char>(control == 0x7F ? 0xA1 : 0x80 + control);
}

std::string made_harmless(std::string_view text, std::string_view line_break) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const std::string_view rest = text;
    const char32_t character = take_character(text);
    if (character == '\n') {
      out += line_break;
    } else if (character == '\t') {
      out += ' ';
    } else if (character < 0x20 || character == 0x7F) {
      append_picture(out, static_cast<unsigned char>(character));
    } else if (is_treacherous(character)) {
      out += kReplacement;
    } else {
      out += rest.substr(0, rest.size() - text.size());
    }
  }
  return out;
}

}  // namespace

std::string harmless(std::string_view text) { return made_harmless(text, "\n"); }
std::string harmless_line(std::string_view text) { return made_harmless(text, " "); }

}  // namespace alongside::app
