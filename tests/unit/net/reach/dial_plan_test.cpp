#include "net/reach/dial_plan.hpp"

#include <gtest/gtest.h>

#include "net/reach/clocks.hpp"
#include "tests/support/seeded_random.hpp"

namespace alongside::test {
namespace {

using namespace net;

class Dialling : public ::testing::Test {
 protected:
  Dialling() {
    plan_.set_addresses({"a:1", "b:2"}, now());
    plan_.want(true, now());
  }
  Now now() const { return {SteadyTime(std::chrono::milliseconds(1'000'000) + at_), 0}; }
  void pass(std::chrono::milliseconds time) { at_ += time; }
  // How long until something is to be dialled.
  std::chrono::milliseconds wait() const {
    return std::chrono::duration_cast<std::chrono::milliseconds>(plan_.next_deadline() - now().steady);
  }
  void fail_a_round() {
    while (plan_.next(now())) pass(kHeadStart);
    plan_.ended(now());
    plan_.ended(now());
  }

  SeededRandom random_{1};
  DialPlan plan_{random_};
  std::chrono::milliseconds at_{0};
};

TEST_F(Dialling, TriesTheNextAddressBesideAfterAHeadStart) {
  EXPECT_EQ(plan_.next(now()), "a:1");
  EXPECT_FALSE(plan_.next(now()));
  pass(kHeadStart);
  EXPECT_EQ(plan_.next(now()), "b:2");
  EXPECT_FALSE(plan_.next(now()));
}

TEST_F(Dialling, TriesTheNextAtOnceWhenOneFails) {
  EXPECT_TRUE(plan_.next(now()));
  plan_.ended(now());
  EXPECT_EQ(plan_.next(now()), "b:2");
}

TEST_F(Dialling, PausesGrowToALimitAndAreSpread) {
  auto longest = std::chrono::milliseconds(0);
  for (int round = 0; round < 20; ++round) {
    fail_a_round();
    const auto pause = wait();
    EXPECT_GE(pause, std::chrono::milliseconds(kFirstPause) * 3 / 4);
    EXPECT_LE(pause, kLongestPause);
    longest = std::max(longest, pause);
    pass(pause);
  }
  EXPECT_GE(longest, kLongestPause * 3 / 4);
}

TEST_F(Dialling, ANudgeEndsThePauseAndMakesTheNextOneShort) {
  for (int round = 0; round < 10; ++round) {
    fail_a_round();
    pass(wait());
  }
  fail_a_round();
  plan_.nudge(now());
  EXPECT_EQ(plan_.next(now()), "a:1");
  pass(kHeadStart);
  EXPECT_EQ(plan_.next(now()), "b:2");
  plan_.ended(now());
  plan_.ended(now());
  EXPECT_LE(wait(), kFirstPause);
}

TEST_F(Dialling, NothingIsDialledWithoutNeedOrAddress) {
  plan_.want(false, now());
  EXPECT_EQ(plan_.next_deadline(), kNever);
  plan_.want(true, now());
  plan_.set_addresses({}, now());
  EXPECT_EQ(plan_.next_deadline(), kNever);
}

TEST_F(Dialling, AConnectionThatDidNotLastIsNotDialledAgainAtOnce) {
  plan_.next(now());
  plan_.ended(now());
  plan_.lost(/*lasted=*/false, now());
  EXPECT_GT(wait(), std::chrono::milliseconds(500));
  plan_.lost(/*lasted=*/true, now());
  EXPECT_LE(wait(), std::chrono::milliseconds(0));
}

}  // namespace
}  // namespace alongside::test
