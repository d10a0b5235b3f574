#include "app/cli/commands/safety_words.hpp"

#include <algorithm>
#include <cctype>

#include "app/cli/harmless.hpp"

namespace alongside::app {
namespace {

// Letters apart from each other are the largest that a terminal has.
std::string spread(std::string_view word) {
  std::string out;
  for (const char letter : word) {
    if (!out.empty()) out += ' ';
    out += static_cast<char>(std::toupper(static_cast<unsigned char>(letter)));
  }
  return out;
}

}  // namespace

std::string safety_words_page(const Console& console, const google::protobuf::RepeatedPtrField<std::string>& words) {
  std::string out = "\n";
  int number = 0;
  for (const auto& word : words)
    out += "    " + std::to_string(++number) + "   " + console.strong(spread(harmless_line(word))) + "\n\n";
  return out;
}

}  // namespace alongside::app
