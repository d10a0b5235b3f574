// What `alongside run --json` prints once it accepts.
#pragma once

#include <string>
#include <vector>

namespace alongside::app {

struct ReadyLine {
  std::vector<std::string> listening;
  bool locked = false;
  std::string socket;

  std::string json() const;
};

}  // namespace alongside::app
