// Histories of two people at random: ALONGSIDE_HISTORIES how many, ALONGSIDE_HISTORY_SEED from which seed on,
// ALONGSIDE_HISTORY_MINUTES for how long instead.
#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <iostream>

#include "tests/twonode/histories/history.hpp"

namespace alongside::test {
namespace {

constexpr std::size_t kActs = 60;

std::uint64_t number_in(const char* variable, std::uint64_t otherwise) {
  const char* text = std::getenv(variable);
  return text ? std::strtoull(text, nullptr, 10) : otherwise;
}

std::string story_of(const Acts& acts, std::uint64_t seed, const Lived& lived) {
  std::string story = "seed " + std::to_string(seed) + ": " + *lived.broken + "\n";
  for (const auto& act : acts) story += "  " + text_of(act) + "\n";
  return story;
}

TEST(Histories, NothingHappensThatMustNeverHappen) {
  const PreparedCouple couple;
  const auto minutes = number_in("ALONGSIDE_HISTORY_MINUTES", 0);
  const auto most = minutes > 0 ? UINT64_MAX : number_in("ALONGSIDE_HISTORIES", 500);
  const auto end = std::chrono::steady_clock::now() + std::chrono::minutes(minutes);
  auto seed = number_in("ALONGSIDE_HISTORY_SEED", 1);
  Lived all;
  std::uint64_t histories = 0;
  for (; histories < most && (minutes == 0 || std::chrono::steady_clock::now() < end); ++histories, ++seed) {
    const auto acts = acts_from(seed, kActs);
    const auto lived = live(acts, seed, couple);
    if (lived.broken) {
      const auto few = shrunk(acts, seed, couple);
      FAIL() << story_of(few, seed, live(few, seed, couple));
    }
    all.acts_done += lived.acts_done;
    all.crashes += lived.crashes;
    all.restores += lived.restores;
    all.batches_stored += lived.batches_stored;
    all.connections += lived.connections;
  }
  std::cout << histories << " histories: " << all.acts_done << " acts, " << all.crashes << " crashes, " << all.restores
            << " restores, " << all.connections << " connections, " << all.batches_stored << " batches\n";
  EXPECT_GT(all.crashes, histories);
  EXPECT_GT(all.restores, histories / 8);
  EXPECT_GT(all.batches_stored, 2 * histories);
}

}  // namespace
}  // namespace alongside::test
