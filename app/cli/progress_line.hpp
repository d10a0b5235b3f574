// How far something long has come, on one line of the terminal that disappears at the end.
#pragma once

#include <chrono>
#include <cstdint>
#include <string_view>

namespace alongside::app {

class ProgressLine {
 public:
  // `visible`: standard error is a terminal. Else nothing is ever drawn.
  explicit ProgressLine(bool visible) : visible_(visible) {}
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;
  ~ProgressLine() { clear(); }

  // Draws at most ten times a second. `total` 0: not known.
  void show(std::string_view what, std::uint64_t done, std::uint64_t total);
  void clear();

 private:
  bool visible_;
  bool drawn_ = false;
  std::chrono::steady_clock::time_point last_{};
};

}  // namespace alongside::app
