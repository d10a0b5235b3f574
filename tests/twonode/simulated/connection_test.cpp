#include <gtest/gtest.h>

#include "tests/twonode/simulated/two_people.hpp"

namespace alongside::test {
namespace {

using namespace net;
using namespace std::chrono_literals;
using Kind = LinkEvent::Kind;

TEST(Connection, WhatIsSharedLiveArrivesAfterOneWay) {
  TwoPeople people(20);
  people.become_partners();
  const auto before = people.world.time();
  people.ana.share("now");
  ASSERT_TRUE(people.world.run_until([&] { return !people.ben.sync.arrived().empty(); }, 5s));
  EXPECT_LE(people.world.time() - before, people.world.weather.delay + 5ms);
}

TEST(Connection, GoesOnWhereTheLineBroke) {
  TwoPeople people(21);
  people.become_partners();
  for (int entry = 0; entry < 3000; ++entry) people.ana.sync.share("entry " + std::to_string(entry) + std::string(500, '.'));
  std::uint64_t cut = 600;
  for (int breaks = 0; breaks < 40; ++breaks, cut += 9973) {
    people.world.cut_all();
    people.world.weather.break_after = cut;
    people.ana.act([](Meeting& meeting, Now now) { meeting.share_happened(now); });
    people.world.run_for(3s);
  }
  people.world.weather.break_after = UINT64_MAX;
  people.world.cut_all();
  ASSERT_TRUE(people.converge());
  EXPECT_EQ(people.ben.sync.arrived().size(), 3000u);
}

TEST(Connection, BothDiallingAtOnceEndsInOne) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    TwoPeople people(seed + 40);
    people.become_partners();
    people.world.network_up = false;
    people.world.cut_all();
    people.world.run_for(milliseconds(1000 + 37 * static_cast<int>(seed)));
    people.world.network_up = true;
    for (auto* node : {&people.ana, &people.ben})
      node->act([](Meeting& meeting, Now now) { meeting.nudge(now); });
    ASSERT_TRUE(people.world.run_until([&] { return people.both_in_step(); }, 60s)) << "seed " << seed;
    people.world.run_for(5s);
    const auto made = people.world.connections_made;
    people.ana.share("hello");
    ASSERT_TRUE(people.converge()) << "seed " << seed;
    people.world.run_for(120s);
    EXPECT_EQ(people.world.connections_made, made) << "seed " << seed;
    EXPECT_TRUE(people.both_connected());
  }
}

TEST(Connection, AHalfOpenOneIsNoticedAndReplaced) {
  TwoPeople people(60);
  people.become_partners();
  people.world.swallow_all();
  people.ana.share("into the void");
  ASSERT_TRUE(people.world.run_until([&] { return people.ana.count(Kind::disconnected) > 0; }, 60s));
  EXPECT_TRUE(people.converge());
}

TEST(Connection, ARestartedPartnerIsLetInAtOnce) {
  for (const bool ana_restarts : {true, false}) {
    TwoPeople people(61);
    people.become_partners();
    people.world.swallow_all();
    (ana_restarts ? people.ana : people.ben).restart();
    people.ana.share("back");
    EXPECT_TRUE(people.converge(10s));
  }
}

TEST(Connection, AMachineThatSleptLooksAroundAtOnce) {
  TwoPeople people(62);
  people.become_partners();
  people.world.swallow_all();
  people.ana.asleep_by = 3'600'000ms;
  people.ana.share("good morning");
  EXPECT_TRUE(people.converge(20s));
}

TEST(Connection, DialsWithGrowingPausesAndAtOnceWhenNudged) {
  TwoPeople people(63);
  people.become_partners();
  people.ben.kill();
  people.world.run_for(3600s);
  people.ben.start();
  people.world.network_up = true;
  const auto before = people.world.time();
  people.ana.act([](Meeting& meeting, Now now) { meeting.nudge(now); });
  ASSERT_TRUE(people.world.run_until([&] { return people.both_connected(); }, 10s));
  EXPECT_LT(people.world.time() - before, 500ms);
}

TEST(Connection, StaysUpWhenNothingIsSaid) {
  TwoPeople people(64);
  people.become_partners();
  const auto made = people.world.connections_made;
  people.world.run_for(6h);
  EXPECT_EQ(people.world.connections_made, made);
  EXPECT_TRUE(people.both_in_step());
}

TEST(Connection, HasANewHandshakeEachDay) {
  TwoPeople people(65);
  people.become_partners();
  const auto made = people.world.connections_made;
  people.world.run_for(25h);
  EXPECT_EQ(people.world.connections_made, made + 1);
  EXPECT_TRUE(people.both_in_step());
}

TEST(Connection, FarewellIsHeardAndEndsTheDialling) {
  TwoPeople people(66);
  people.become_partners();
  people.ana.act([](Meeting& meeting, Now now) { meeting.farewell(now); });
  ASSERT_TRUE(people.world.run_until([&] { return people.ana.meeting().farewell_said(); }, 5s));
  people.ana.kill();
  EXPECT_TRUE(people.ben.pairing.facts().partner_left);
  EXPECT_EQ(people.ben.count(Kind::partner_left), 1u);
  people.world.run_for(10s);
  people.ana.pairing = MemoryPairingStore();
  people.ana.start();
  const auto made = people.world.connections_made;
  people.ben.act([](Meeting& meeting, Now now) { meeting.nudge(now); });
  people.world.run_for(1s);
  EXPECT_EQ(people.world.connections_made, made);
}

TEST(Connection, WhoLeftCanPairAnewAndNothingOfTheFormerLinkLivesOn) {
  TwoPeople people(68);
  people.become_partners();
  const auto former = people.ana.pairing.facts().id;
  people.ana.act([](Meeting& meeting, Now now) { meeting.farewell(now); });
  ASSERT_TRUE(people.world.run_until([&] { return people.ana.meeting().farewell_said(); }, 5s));
  for (auto* node : {&people.ana, &people.ben}) {
    node->pairing = MemoryPairingStore();
    node->sync = MemorySyncStore(node == &people.ana ? 5 : 6);
    node->act([](Meeting& meeting, Now now) { meeting.link_changed(now); });
  }
  people.world.run_for(1s);
  EXPECT_FALSE(people.ana.meeting().connected());
  people.become_partners();
  people.ana.share("a new beginning");
  EXPECT_TRUE(people.converge());
  EXPECT_NE(people.ana.pairing.facts().id, former);
}

TEST(Connection, AStoreThatFailsIsTriedAgainLater) {
  TwoPeople people(67);
  people.become_partners();
  people.ben.sync.fails = NetErrc::store_locked;
  people.ana.share("patience");
  people.world.run_for(60s);
  EXPECT_GE(people.ben.count(Kind::disconnected), 1u);
  EXPECT_LT(people.ben.count(Kind::disconnected), 20u);
  people.ben.sync.fails.reset();
  EXPECT_TRUE(people.converge());
}

// Days of bad weather in a moment: cuts, half-open lines, restarts, sleep, and both of them sharing and taking back.
TEST(Connection, WhateverHappensTheTwoConverge) {
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    TwoPeople people(seed * 1000);
    people.become_partners();
    SeededRandom dice(seed);
    std::vector<std::pair<MemoryNode*, ItemId>> shared;
    for (int step = 0; step < 60; ++step) {
      unsigned char throws[4];
      dice.fill(throws);
      auto& node = throws[1] % 2 == 0 ? people.ana : people.ben;
      switch (throws[0] % 10) {
        case 0:
          people.world.cut_all();
          break;
        case 1:
          people.world.swallow_all();
          break;
        case 2:
          node.restart();
          break;
        case 3:
          people.world.weather.break_after = 300u * throws[2];
          break;
        case 4:
          people.world.weather.break_after = UINT64_MAX;
          break;
        case 5:
          node.asleep_by += 600'000ms;
          break;
        case 6:
          if (shared.empty()) break;
          shared[throws[2] % shared.size()].first->sync.unshare(shared[throws[2] % shared.size()].second);
          break;
        case 7:
          if (shared.empty()) break;
          shared[throws[2] % shared.size()].first->sync.edit(shared[throws[2] % shared.size()].second,
                                                            "edited " + std::to_string(step));
          break;
        default:
          shared.emplace_back(&node, node.sync.share("text " + std::to_string(step)));
      }
      node.act([](Meeting& meeting, Now now) { meeting.share_happened(now); });
      people.world.run_for(milliseconds(10 * throws[3]));
    }
    people.world.weather.break_after = UINT64_MAX;
    for (auto* node : {&people.ana, &people.ben})
      node->act([](Meeting& meeting, Now now) { meeting.share_happened(now); });
    ASSERT_TRUE(people.converge(3'600'000ms)) << "seed " << seed;
  }
}

}  // namespace
}  // namespace alongside::test
