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

// Columns of what a terminal shows: without the sequences ESC [ ... LETTER that only change colours.
int shown_columns(std::string_view text) {
  int shown = 0;
  while (!text.empty()) {
    if (text.starts_with("\x1b[")) {
      text.remove_prefix(2);
      while (!text.empty() && (text.front() < '@' || text.front() > '~')) text.remove_prefix(1);
      if (!text.empty()) text.remove_prefix(1);
      continue;
    }
    shown += columns(take_character(text));
  }
  return shown;
}

void fit_line(std::string_view line, int width, std::string& out) {
  if (shown_columns(line) <= width) {
    out += line;
    return;
  }
  const auto begin = std::min(line.find_first_not_of(' '), line.size());
  const std::string indent(begin <= static_cast<std::size_t>(width) / 2 ? begin : 0, ' ');
  out += indent;
  int used = static_cast<int>(indent.size());
  bool line_has_words = false;
  line.remove_prefix(begin);
  while (!line.empty()) {
    const auto gap = std::min(line.find_first_not_of(' '), line.size());
    const auto end = std::min(line.find(' ', gap), line.size());
    const int taken = shown_columns(line.substr(0, end));
    if (line_has_words && used + taken > width) {
      out += "\n" + indent;
      used = static_cast<int>(indent.size());
      line.remove_prefix(gap);
      line_has_words = false;
      continue;
    }
    out += line.substr(0, end);
    used += taken;
    line_has_words = true;
    line.remove_prefix(end);
  }
}

}  // namespace

std::string fitted(std::string_view text, int width) {
  std::string out;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    fit_line(text.substr(0, end), width, out);
    if (end < text.size()) out += '\n';
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

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
