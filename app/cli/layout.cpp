#include "app/cli/layout.hpp"

#include <algorithm>

#include "app/cli/utf8.hpp"

namespace alongside::app {
namespace {

// As much of the front of `text` as fits in `width` columns, at least one character.
std::string_view front_that_fits(std::string_view text, int width) {
  std::string_view rest = text;
  int used = 0;
  while (!rest.empty()) {
    std::string_view after = rest;
    used += columns(take_character(after));
    if (used > width && rest.size() < text.size()) break;
    rest = after;
  }
  return text.substr(0, text.size() - rest.size());
}

// Up to the last space that still fits, or a cut through a word that is too long for any line.
std::string_view take_line(std::string_view& paragraph, int width) {
  std::string_view line = front_that_fits(paragraph, width);
  if (line.size() < paragraph.size() && paragraph[line.size()] != ' ') {
    const auto space = line.find_last_of(' ');
    const bool only_leading_spaces = line.find_first_not_of(' ') > space;
    if (space != std::string_view::npos && !only_leading_spaces) line = line.substr(0, space);
  }
  paragraph.remove_prefix(line.size());
  paragraph.remove_prefix(std::min(paragraph.find_first_not_of(' '), paragraph.size()));
  const auto last = line.find_last_not_of(' ');
  return line.substr(0, last == std::string_view::npos ? 0 : last + 1);
}

}  // namespace

std::string wrapped(std::string_view text, int width, std::string_view indent) {
  const int room = std::max(10, width - columns(indent));
  std::string out;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    std::string_view paragraph = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    do {
      const auto line = take_line(paragraph, room);
      if (!line.empty()) out += indent;
      out += line;
      out += '\n';
    } while (!paragraph.empty());
  }
  return out;
}

std::string first_line(std::string_view text, int width) {
  const auto end = std::min(text.find('\n'), text.size());
  const bool more_lines = text.find_first_not_of("\n ", end) != std::string_view::npos;
  const std::string_view line = text.substr(0, end);
  const int line_columns = columns(line);
  if (line_columns <= width && !more_lines) return std::string(line);
  if (line_columns + 2 <= width) return std::string(line) + " …";
  auto front = front_that_fits(line, width - 1);
  front = front.substr(0, front.find_last_not_of(' ') + 1);
  return std::string(front) + "…";
}

std::string padded(std::string_view text, int width) {
  return std::string(text) + std::string(static_cast<std::size_t>(std::max(0, width - columns(text))), ' ');
}

std::string counted(std::uint64_t count, std::string_view one, std::string_view many) {
  return std::to_string(count) + " " + std::string(count == 1 ? one : many);
}

}  // namespace alongside::app
