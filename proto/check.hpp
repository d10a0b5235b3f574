// Promises of our own code, kept in every build. Never for input from a file, a peer or a person: that is a Result.
#pragma once

namespace alongside {

// Says where on standard error, and aborts.
[[noreturn]] void broken_promise(const char* file, int line) noexcept;

// Aborts unless `promise` holds.
inline void require(bool promise, const char* file = __builtin_FILE(), int line = __builtin_LINE()) noexcept {
  if (!promise) [[unlikely]]
    broken_promise(file, line);
}

}  // namespace alongside
