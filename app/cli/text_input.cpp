#include "app/cli/text_input.hpp"

#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>

#include "app/cli/layout.hpp"
#include "app/cli/named_file.hpp"
#include "app/cli/plain_editor.hpp"

namespace alongside::app {
namespace {

// What the kernel's line editing takes; it drops the rest of a longer line without a word.
constexpr std::size_t kLongestTerminalLine = 4095;

Outcome<std::string> read_standard_input() {
  std::string text;
  std::array<char, 16 * 1024> piece;
  while (true) {
    const auto got = read(STDIN_FILENO, piece.data(), piece.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return refused("cannot_read_file", "Can't read standard input: " + reason_words(errno) + ".");
    if (got == 0) return text;
    text.append(piece.data(), static_cast<std::size_t>(got));
    if (text.size() > kMaxTypedBytes) return refused("too_large", "The text is too long; nothing was kept.");
  }
}

std::string with_plain_line_ends(std::string text) {
  std::size_t at = 0;
  while ((at = text.find("\r\n", at)) != std::string::npos) text.erase(at, 1);
  if (text.ends_with('\n')) text.pop_back();
  return text;
}

bool has_overlong_line(std::string_view text) {
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    if (end >= kLongestTerminalLine) return true;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return false;
}

Outcome<std::string> text_from_terminal(Console& console, std::string_view question) {
  console.remark(wrapped(std::string(question) + " Ctrl-D on an empty line ends, Ctrl-C gives up.", console.width()));
  auto text = text_from_standard_input();
  if (text && has_overlong_line(*text))
    return refused("line_too_long",
                   "A line was longer than a terminal passes on (4095 bytes), so its end is missing; nothing was kept. "
                   "Press Enter between paragraphs, or use --text - <FILE.");
  return text;
}

std::string_view without_spaces_around(std::string_view text) {
  constexpr std::string_view kSpaces = " \t\r\n";
  const auto first = text.find_first_not_of(kSpaces);
  if (first == std::string_view::npos) return "";
  return text.substr(first, text.find_last_not_of(kSpaces) - first + 1);
}

}  // namespace

Outcome<std::string> text_from_standard_input() {
  auto text = read_standard_input();
  if (!text) return text;
  return with_plain_line_ends(std::move(*text));
}

Outcome<std::string> text_of(Console& console, const std::optional<std::string>& given, std::string_view question,
                             std::string_view before, std::string_view hint) {
  if (given && *given != "-") return *given;
  if (given) return text_from_standard_input();
  if (!console.can_ask()) return wrong_usage(std::string(hint));
  const char* editor = std::getenv("ALONGSIDE_EDITOR");
  if (editor && *editor) return text_from_editor(editor, before);
  return text_from_terminal(console, question);
}

Outcome<std::string> line_of(Console& console, const std::optional<std::string>& given, std::string_view question,
                             std::string_view hint) {
  if (given && *given != "-") return std::string(without_spaces_around(*given));
  if (given) {
    auto text = text_from_standard_input();
    if (!text) return text;
    return std::string(without_spaces_around(*text));
  }
  if (!console.can_ask()) return wrong_usage(std::string(hint));
  const auto line = console.ask_line(question);
  if (!line || without_spaces_around(*line).empty())
    return refused("nothing_typed", "Nothing was typed, so nothing was done.");
  return std::string(without_spaces_around(*line));
}

}  // namespace alongside::app
