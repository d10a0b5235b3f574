// The time as it is handed to machines: one clock that never jumps, to wait by, and one that says what day it is.
#pragma once

#include <chrono>
#include <cstdint>

namespace alongside::net {

using SteadyTime = std::chrono::steady_clock::time_point;

struct Now {
  SteadyTime steady;
  std::int64_t unix_ms = 0;
};

inline constexpr SteadyTime kNever = SteadyTime::max();

}  // namespace alongside::net
