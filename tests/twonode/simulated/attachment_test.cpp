#include <gtest/gtest.h>

#include "tests/twonode/simulated/two_people.hpp"

namespace alongside::test {
namespace {

using namespace net;
using namespace std::chrono_literals;

TEST(Attachment, GoesChunkByChunk) {
  TwoPeople people(100);
  people.become_partners();
  people.ana.sync.share_file(1);
  people.ana.sync.share_file(100);
  people.ana.sync.share_file(17);
  people.ana.act([](Meeting& meeting, Now now) { meeting.share_happened(now); });
  ASSERT_TRUE(people.world.run_until([&] { return people.ben.sync.complete_files() == 3; }, 60s));
  EXPECT_TRUE(people.converge());
}

TEST(Attachment, ResumesAfterEveryCut) {
  TwoPeople people(101);
  people.become_partners();
  people.ana.sync.share_file(60);
  people.ana.act([](Meeting& meeting, Now now) { meeting.share_happened(now); });
  people.world.run_for(100ms);
  people.world.cut_all();
  people.world.weather.break_after = 1'000'000;
  ASSERT_TRUE(people.world.run_until([&] { return people.ben.sync.complete_files() == 1; }, 600s));
  EXPECT_LT(people.world.bytes_carried, 60u * 65552u * 2u);
}

TEST(Attachment, BothUpToDateMeansThatItIsThere) {
  TwoPeople people(102);
  people.become_partners();
  people.ana.sync.share_file(300);
  std::uint64_t token = 0;
  people.ana.act([&](Meeting& meeting, Now now) { token = meeting.flush(now); });
  ASSERT_TRUE(people.world.run_until([&] { return people.ana.meeting().flushed_through() >= token; }, 60s));
  EXPECT_EQ(people.ben.sync.complete_files(), 1u);
}

TEST(Attachment, DoesNotHoldUpWhatIsSharedMeanwhile) {
  TwoPeople people(103);
  people.become_partners();
  people.ana.sync.share_file(2000);
  people.ana.act([](Meeting& meeting, Now now) { meeting.share_happened(now); });
  people.world.run_for(200ms);
  people.ana.share("quick");
  const auto before = people.world.time();
  ASSERT_TRUE(people.world.run_until([&] { return people.ben.sync.arrived().size() == 2; }, 60s));
  EXPECT_LT(people.world.time() - before, 200ms);
  EXPECT_EQ(people.ben.sync.complete_files(), 0u);
}

}  // namespace
}  // namespace alongside::test
