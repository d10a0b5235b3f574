#include "app/cli/progress_line.hpp"

#include <algorithm>
#include <cstdio>
#include <string>

#include "app/cli/harmless.hpp"
#include "app/cli/layout.hpp"

namespace alongside::app {
namespace {

constexpr auto kPause = std::chrono::milliseconds(100);
constexpr int kWhatWidth = 60;
constexpr std::string_view kBackAndClear = "\r\x1b[K";

int percent(std::uint64_t done, std::uint64_t total) {
  return static_cast<int>(100.0 * static_cast<double>(std::min(done, total)) / static_cast<double>(total));
}

void draw(std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), stderr);
  std::fflush(stderr);
}

}  // namespace

void ProgressLine::show(std::string_view what, std::uint64_t done, std::uint64_t total) {
  const auto now = std::chrono::steady_clock::now();
  if (!visible_ || (drawn_ && now - last_ < kPause)) return;
  last_ = now;
  drawn_ = true;
  std::string line(kBackAndClear);
  line += first_line(harmless_line(what), kWhatWidth) + " ...";
  if (done > 0 && total > 0) line += " " + std::to_string(percent(done, total)) + " %";
  draw(line);
}

void ProgressLine::clear() {
  if (drawn_) draw(kBackAndClear);
  drawn_ = false;
}

}  // namespace alongside::app
