#include "tests/twonode/histories/act.hpp"

#include <array>

#include "tests/support/seeded_random.hpp"

namespace alongside::test {
namespace {

struct Share {
  Act::Kind kind;
  const char* name;
  unsigned weight;
};

using Kind = Act::Kind;

constexpr auto kShares = std::to_array<Share>({
    {Kind::write, "write", 14},
    {Kind::write_with_file, "write with a file", 2},
    {Kind::edit, "edit", 12},
    {Kind::share, "share", 14},
    {Kind::share_tags_only, "share the tags", 5},
    {Kind::take_back, "take back", 8},
    {Kind::remove, "remove", 5},
    {Kind::drop_theirs, "drop theirs", 2},
    {Kind::thank, "thank", 3},
    {Kind::lock, "lock", 4},
    {Kind::unlock, "unlock", 14},
    {Kind::crash, "crash", 5},
    {Kind::back_up, "back up", 4},
    {Kind::restore, "restore", 3},
    {Kind::jump_clock, "jump the clock", 2},
    {Kind::cut, "cut", 5},
    {Kind::swallow, "swallow", 2},
    {Kind::network_down, "network down", 2},
    {Kind::network_up, "network up", 4},
    {Kind::slow_line, "slow line", 2},
    {Kind::break_line, "break line", 4},
    {Kind::replay, "replay", 3},
    {Kind::wait, "wait", 20},
});

constexpr unsigned all_weights() {
  unsigned sum = 0;
  for (const auto& share : kShares) sum += share.weight;
  return sum;
}

Kind kind_at(unsigned place) {
  for (const auto& share : kShares) {
    if (place < share.weight) return share.kind;
    place -= share.weight;
  }
  return Kind::wait;
}

}  // namespace

Acts acts_from(std::uint64_t seed, std::size_t count) {
  SeededRandom dice(seed);
  Acts acts;
  while (acts.size() < count) {
    std::array<unsigned char, 8> throws{};
    dice.fill(throws);
    const auto kind = kind_at((throws[0] * 256u + throws[1]) % all_weights());
    const auto pick = std::uint32_t{throws[3]} << 16 | std::uint32_t{throws[4]} << 8 | throws[5];
    acts.push_back({kind, throws[2] % 2u, pick});
  }
  return acts;
}

std::string text_of(const Act& act) {
  for (const auto& share : kShares) {
    if (share.kind == act.kind)
      return (act.who == 0 ? "Ana: " : "Ben: ") + std::string(share.name) + " (" + std::to_string(act.pick) + ")";
  }
  return {};
}

}  // namespace alongside::test
