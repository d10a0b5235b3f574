// A disk without room, and the moment when there is room again.
#include <gtest/gtest.h>

#include "tests/twonode/simulated/two_people.hpp"

namespace alongside::test {
namespace {

using namespace net;
using namespace std::chrono_literals;
using Kind = LinkEvent::Kind;

class FullDisk : public ::testing::Test {
 protected:
  void SetUp() override { people.become_partners(); }
  void fill(MemoryNode& node) { node.sync.fails = node.pairing.fails = NetErrc::store_full; }
  void make_room(MemoryNode& node) {
    node.sync.fails.reset();
    node.pairing.fails.reset();
  }

  TwoPeople people{110};
};

TEST_F(FullDisk, WhatComesWaitsForRoomAndIsNotSentTwice) {
  fill(people.ben);
  people.ana.sync.share_file(30);
  people.ana.share("patience" + std::string(100'000, '.'));
  people.world.run_for(60s);
  const auto made = people.world.connections_made;
  const auto carried = people.world.bytes_carried;
  people.world.run_for(1h);
  EXPECT_EQ(people.world.connections_made, made);
  EXPECT_LT(people.world.bytes_carried - carried, 4'000'000u) << "signs of life, and nothing else";
  EXPECT_EQ(people.ben.count(Kind::store_failed), 1u);
  make_room(people.ben);
  ASSERT_TRUE(people.converge(5s));
  EXPECT_TRUE(people.world.run_until([&] { return people.ben.sync.complete_files() == 1; }, 5s));
}

TEST_F(FullDisk, AFileThatFindsNoRoomHalfWayGoesOn) {
  people.ana.sync.share_file(200);
  people.ana.act([](Meeting& meeting, Now now) { meeting.share_happened(now); });
  people.world.run_for(150ms);
  ASSERT_EQ(people.ben.sync.arrived().size(), 1u);
  ASSERT_EQ(people.ben.sync.complete_files(), 0u);
  fill(people.ben);
  people.world.run_for(1h);
  make_room(people.ben);
  EXPECT_TRUE(people.world.run_until([&] { return people.ben.sync.complete_files() == 1; }, 10s));
}

TEST_F(FullDisk, WhoeverHasItReachesThePartnerAgainAtOnce) {
  for (auto* full : {&people.ana, &people.ben}) {
    fill(*full);
    people.world.cut_all();
    people.world.run_for(1h);
    EXPECT_FALSE(people.both_connected());
    people.ana.share("are you there");
    make_room(*full);
    EXPECT_TRUE(people.converge(5s));
  }
}

TEST_F(FullDisk, WhatIsSharedWaitsForRoomToo) {
  people.ana.sync.fails = NetErrc::store_full;
  people.ana.share("from a full disk");
  people.world.run_for(1h);
  people.ana.sync.fails.reset();
  EXPECT_TRUE(people.converge(5s));
}

}  // namespace
}  // namespace alongside::test
