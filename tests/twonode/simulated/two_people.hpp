// Two nodes of two people in a simulated world, and what the people do.
#pragma once

#include "net/pairing/invite.hpp"
#include "tests/twonode/simulated/world.hpp"

namespace alongside::test {

struct TwoPeople {
  explicit TwoPeople(std::uint64_t seed);

  // `ana` gives an invite, `ben` takes it.
  void invite_and_accept();
  bool both_paired() const { return ana.pairing.established() && ben.pairing.established(); }
  bool both_connected();
  bool both_in_step();
  void confirm_words();
  // All of the above, until both are up to date. Fails the test when it does not come to that.
  void become_partners();
  // Whether each has what the other shares, within `limit`.
  bool converge(milliseconds limit = milliseconds(600'000));

  World world;
  SeededRandom random;
  MemoryNode& ana;
  MemoryNode& ben;
};

}  // namespace alongside::test
