// A way between two nodes that counts the bytes it passes on.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>

namespace alongside::bench {

class Tap {
 public:
  // Passes every connection on to `target`, "127.0.0.1:PORT", from a thread of its own.
  explicit Tap(const std::string& target);
  ~Tap();
  // Where to dial instead of the target.
  std::string address() const;
  // Passed on so far, both ways.
  std::uint64_t bytes() const;

 private:
  class State;
  std::unique_ptr<State> state_;
};

}  // namespace alongside::bench
