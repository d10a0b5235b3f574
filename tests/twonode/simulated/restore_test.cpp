#include <gtest/gtest.h>

#include "tests/twonode/simulated/two_people.hpp"

namespace alongside::test {
namespace {

using namespace net;
using namespace std::chrono_literals;

TEST(Restore, OfTheAuthorBringsBackWhatOnlyThePartnerHas) {
  TwoPeople people(90);
  people.become_partners();
  people.ana.share("before");
  ASSERT_TRUE(people.converge());
  const auto backup = people.ana.sync;
  people.ana.share("after");
  ASSERT_TRUE(people.converge());

  people.ana.kill();
  people.ana.sync = backup;
  people.ana.sync.become_restored();
  people.ana.start();
  people.ana.share("and on");

  ASSERT_TRUE(people.converge());
  EXPECT_EQ(people.ana.sync.own_shared_texts(), (Texts{"after", "and on", "before"}));
}

TEST(Restore, OfTheFollowerIsNoticedByTheNumbers) {
  TwoPeople people(91);
  people.become_partners();
  const auto backup = people.ben.sync;
  for (int entry = 0; entry < 5; ++entry) {
    people.ana.share("entry " + std::to_string(entry));
    ASSERT_TRUE(people.converge());
  }
  people.ben.kill();
  people.ben.sync = backup;
  people.ben.start();
  ASSERT_TRUE(people.converge());
  EXPECT_EQ(people.ben.sync.received_texts().size(), 5u);
}

TEST(Restore, DoesNotSendAgainWhatWasTakenBack) {
  TwoPeople people(92);
  people.become_partners();
  const auto item = people.ana.sync.share("hasty");
  people.ana.act([](Meeting& meeting, Now now) { meeting.share_happened(now); });
  ASSERT_TRUE(people.converge());
  const auto backup = people.ana.sync;
  people.ana.sync.unshare(item);
  people.ana.act([](Meeting& meeting, Now now) { meeting.share_happened(now); });
  ASSERT_TRUE(people.converge());

  people.ana.kill();
  people.ana.sync = backup;
  people.ana.sync.become_restored();
  people.ana.start();
  ASSERT_TRUE(people.converge());
  EXPECT_TRUE(people.ben.sync.received_texts().empty());
  EXPECT_EQ(people.ben.sync.arrived(), (Texts{"hasty", ""}));
}

TEST(Restore, WaitsForTheUnlockAndThenGoesOn) {
  for (const bool author_locked : {true, false}) {
    TwoPeople people(93);
    people.become_partners();
    people.ana.share("one");
    ASSERT_TRUE(people.converge());
    auto& locked = author_locked ? people.ana : people.ben;
    people.ana.kill();
    people.ana.sync.become_restored();
    locked.sync.locked = true;
    people.ana.start();
    people.ana.share("two");
    people.world.run_for(120s);
    EXPECT_EQ(people.ben.sync.received_texts(), Texts{"one"});
    locked.sync.locked = false;
    locked.act([](Meeting& meeting, Now now) { meeting.unlocked(now); });
    EXPECT_TRUE(people.converge());
  }
}

TEST(Restore, OfThousandsGoesPageByPage) {
  TwoPeople people(94);
  people.become_partners();
  const auto backup = people.ana.sync;
  for (int entry = 0; entry < 2500; ++entry) people.ana.sync.share("entry " + std::to_string(entry));
  people.ana.share("last");
  ASSERT_TRUE(people.converge());
  people.ana.kill();
  people.ana.sync = backup;
  people.ana.sync.become_restored();
  people.ana.start();
  ASSERT_TRUE(people.converge());
  EXPECT_EQ(people.ana.sync.own_shared_texts().size(), 2501u);
}

TEST(Restore, IsNotUpsetByCuts) {
  for (std::uint64_t cut = 5000; cut < 60000; cut += 4099) {
    TwoPeople people(95 + cut);
    people.become_partners();
    const auto backup = people.ana.sync;
    for (int entry = 0; entry < 20; ++entry) people.ana.sync.share("entry " + std::to_string(entry));
    people.ana.share("last");
    ASSERT_TRUE(people.converge());
    people.ana.kill();
    people.ana.sync = backup;
    people.ana.sync.become_restored();
    people.world.weather.break_after = cut;
    people.ana.start();
    people.world.run_for(10s);
    people.world.weather.break_after = UINT64_MAX;
    people.world.cut_all();
    ASSERT_TRUE(people.converge()) << cut;
    EXPECT_EQ(people.ana.sync.own_shared_texts().size(), 21u) << cut;
  }
}

}  // namespace
}  // namespace alongside::test
