#include "app/cli/console.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <iostream>

#include "app/cli/layout.hpp"

namespace alongside::app {
namespace {

constexpr int kNarrowest = 40;
constexpr int kWidest = 100;

// https://no-color.org: set and not empty means no colours.
bool colours_wanted() noexcept {
  const char* no_color = std::getenv("NO_COLOR");
  const char* term = std::getenv("TERM");
  return !(no_color && *no_color) && term && *term && std::string_view(term) != "dumb";
}

}  // namespace

Console::Console()
    : can_ask_(isatty(STDIN_FILENO) && isatty(STDERR_FILENO)),
      out_is_terminal_(isatty(STDOUT_FILENO)),
      error_is_terminal_(isatty(STDERR_FILENO)),
      colours_(out_is_terminal_ && colours_wanted()) {
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 && ioctl(STDERR_FILENO, TIOCGWINSZ, &size) != 0) return;
  if (size.ws_col > 0) width_ = std::clamp(static_cast<int>(size.ws_col), kNarrowest, kWidest);
  if (size.ws_row > 0) height_ = size.ws_row;
}

void Console::answer(std::string_view text) {
  const std::string shown = out_is_terminal_ ? fitted(text, width_) : std::string(text);
  std::fwrite(shown.data(), 1, shown.size(), stdout);
}

void Console::remark(std::string_view text) {
  const std::string shown = error_is_terminal_ ? fitted(text, width_) : std::string(text);
  std::fflush(stdout);
  std::fwrite(shown.data(), 1, shown.size(), stderr);
}

bool Console::answered() noexcept { return std::fflush(stdout) == 0 && !std::ferror(stdout); }

std::string Console::strong(std::string_view text) const {
  return colours_ ? "\x1b[1m" + std::string(text) + "\x1b[0m" : std::string(text);
}

std::string Console::quiet(std::string_view text) const {
  return colours_ ? "\x1b[2m" + std::string(text) + "\x1b[0m" : std::string(text);
}

std::optional<std::string> Console::ask_line(std::string_view question) {
  remark(question);
  std::string line;
  if (!std::getline(std::cin, line)) {
    remark("\n");
    return std::nullopt;
  }
  return line;
}

bool Console::ask_yes(std::string_view question) {
  auto line = ask_line(question);
  if (!line) return false;
  std::ranges::transform(*line, line->begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return *line == "y" || *line == "yes";
}

}  // namespace alongside::app
