// What the partner is told when the pairing ends, and how soon it is clear that they were not.
#include <gtest/gtest.h>

#include "tests/twonode/simulated/two_people.hpp"

namespace alongside::test {
namespace {

using namespace net;
using namespace std::chrono_literals;

class Farewell : public ::testing::Test {
 protected:
  void SetUp() override { people.become_partners(); }
  void say() {
    began = people.world.time();
    people.ana.act([](Meeting& meeting, Now now) { meeting.farewell(now); });
  }
  // Whether Ana knows within `limit` what became of it.
  bool over_within(milliseconds limit) {
    const auto over = [&] {
      const auto& meeting = people.ana.meeting();
      return meeting.farewell_said() || meeting.farewell_unheard(people.world.now_for(people.ana));
    };
    return people.world.run_until(over, limit);
  }

  TwoPeople people{120};
  milliseconds began{0};
};

TEST_F(Farewell, IsSaidWhenThePartnersNodeHasNotedIt) {
  say();
  ASSERT_TRUE(over_within(1s));
  EXPECT_TRUE(people.ana.meeting().farewell_said());
  EXPECT_TRUE(people.ben.pairing.facts().partner_left);
}

TEST_F(Farewell, IsHeardByAPartnerWhoIsReachedFirst) {
  people.world.cut_all();
  say();
  ASSERT_TRUE(over_within(2s));
  EXPECT_TRUE(people.ana.meeting().farewell_said());
  EXPECT_TRUE(people.ben.pairing.facts().partner_left);
}

// Who comes only to say it says it in the first record, beside the greeting, before the other has looked into its store.
TEST_F(Farewell, ThatComesWithTheGreetingIsHeard) {
  people.ana.kill();
  people.world.run_for(1h);
  people.ana.start();
  people.world.run_for(10ms);
  say();
  ASSERT_TRUE(over_within(3s));
  EXPECT_TRUE(people.ana.meeting().farewell_said());
  EXPECT_TRUE(people.ben.pairing.facts().partner_left);
}

TEST_F(Farewell, ToNobodyIsNotWaitedFor) {
  people.ben.kill();
  people.world.run_for(1h);
  say();
  ASSERT_TRUE(over_within(1s));
  EXPECT_FALSE(people.ana.meeting().farewell_said());
}

TEST_F(Farewell, OverADeadLineIsNotTakenForSaid) {
  people.world.swallow_all();
  people.ben.kill();
  say();
  ASSERT_TRUE(over_within(3s));
  EXPECT_FALSE(people.ana.meeting().farewell_said());
}

TEST_F(Farewell, OverADeadLineIsSaidOverANewOne) {
  people.world.swallow_all();
  say();
  ASSERT_TRUE(over_within(4s));
  EXPECT_TRUE(people.ana.meeting().farewell_said());
  EXPECT_TRUE(people.ben.pairing.facts().partner_left);
}

TEST_F(Farewell, OfBothAtOnceIsHeardByBoth) {
  people.ben.act([](Meeting& meeting, Now now) { meeting.farewell(now); });
  say();
  ASSERT_TRUE(over_within(3s));
  EXPECT_TRUE(people.ana.meeting().farewell_said());
  EXPECT_TRUE(people.ana.pairing.facts().partner_left);
  EXPECT_TRUE(people.ben.pairing.facts().partner_left);
}

}  // namespace
}  // namespace alongside::test
