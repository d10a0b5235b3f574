#include "app/cli/local_time.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <ctime>

namespace alongside::app {
namespace {

// Noon in UTC of Sunday 22 November 2026, on a machine an hour ahead.
class LocalTime : public testing::Test {
 protected:
  void SetUp() override {
    setenv("TZ", "CET-1", 1);
    tzset();
  }
  const std::chrono::system_clock::time_point now = std::chrono::system_clock::from_time_t(1795348800);
};

TEST_F(LocalTime, SpeaksAsAPersonWould) {
  EXPECT_EQ(local_time("2026-11-22T10:05:00Z", now), "today 11:05");
  EXPECT_EQ(local_time("2026-11-21T22:30:00+00:00", now), "yesterday 23:30");
  EXPECT_EQ(local_time("2026-11-21T23:30:00Z", now), "today 00:30");
  EXPECT_EQ(local_time("2026-11-05T08:00:00Z", now), "Thu 5 Nov, 09:00");
  EXPECT_EQ(local_time("2025-12-31T12:00:00Z", now), "Wed 31 Dec 2025, 13:00");
}

TEST_F(LocalTime, SaysNothingWhereThereIsNothing) {
  EXPECT_EQ(local_time("", now), "");
  EXPECT_EQ(local_time("soon", now), "");
}

TEST_F(LocalTime, ShowsTheWritersClockOnlyWhenItStandsDifferently) {
  EXPECT_EQ(their_time("2026-11-22T21:14:00+09:00"), "21:14 there");
  EXPECT_EQ(their_time("2026-11-22T21:14:00+01:00"), "");
}

}  // namespace
}  // namespace alongside::app
