// Lives a list of acts through two real vaults in virtual time, and says what happened that must never happen.
#pragma once

#include <filesystem>
#include <optional>

#include "tests/twonode/histories/act.hpp"

namespace alongside::test {

// Two homes, paired and compared, to begin every history from.
struct PreparedCouple {
  PreparedCouple();
  ~PreparedCouple();
  PreparedCouple(const PreparedCouple&) = delete;

  std::filesystem::path folder;
  std::string recovery_codes[2];
};

struct Lived {
  std::optional<std::string> broken;  // what must never happen, and after which act
  std::uint64_t acts_done = 0;        // that the program acknowledged
  std::uint64_t crashes = 0;
  std::uint64_t restores = 0;
  std::uint64_t batches_stored = 0;
  std::uint64_t connections = 0;
};

Lived live(const Acts& acts, std::uint64_t seed, const PreparedCouple& couple);

// As few of the acts as can be found that still break something; `acts` breaks.
Acts shrunk(Acts acts, std::uint64_t seed, const PreparedCouple& couple);

}  // namespace alongside::test
