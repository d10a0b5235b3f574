#include "app/node/moment_text.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <limits>

namespace alongside::app {
namespace {

TEST(MomentText, ShowsTheWritersClock) {
  EXPECT_EQ(moment_text({1'763'846'045'999, 60}), "2025-11-22T22:14:05+01:00");
  EXPECT_EQ(moment_text({1'763'846'045'000, -210}), "2025-11-22T17:44:05-03:30");
}

TEST(MomentText, IsEmptyForNever) { EXPECT_EQ(moment_text_utc(0), ""); }

TEST(MomentText, SurvivesTimesThatNobodyCouldHaveWritten) {
  using Ms = std::numeric_limits<std::int64_t>;
  using Minutes = std::numeric_limits<std::int32_t>;
  EXPECT_FALSE(moment_text({Ms::max(), Minutes::max()}).empty());
  EXPECT_FALSE(moment_text({Ms::min(), Minutes::min()}).empty());
}

TEST(MomentText, IsReadBack) {
  EXPECT_EQ(read_moment("2025-11-22T22:14:05+01:00"), 1'763'846'045'000);
  EXPECT_EQ(read_moment("2025-11-22T21:14:05.250Z"), 1'763'846'045'250);
  EXPECT_EQ(read_moment("1969-12-31T23:59:59Z"), -1000);
}

TEST(MomentText, ADateBeginsAtMidnightHereAndEndsAtTheNext) {
  setenv("TZ", "XXX-2", 1);
  EXPECT_EQ(read_moment("1970-01-02"), (24 - 2) * 3'600'000);
  EXPECT_EQ(read_end("1970-01-02"), (48 - 2) * 3'600'000);
  EXPECT_EQ(read_end("1970-01-02T00:00:00Z"), 86'400'000);
  unsetenv("TZ");
}

TEST(MomentText, RefusesWhatIsNoMoment) {
  for (const auto* text :
       {"", "yesterday", "2025-13-01", "2025-02-29", "2025-1-1", "-025-01-01", "2025-01-01T", "2025-01-01T10:00",
        "2025-01-01T10:00:00", "2025-01-01T24:00:00Z", "2025-01-01T10:00:00.Z", "2025-01-01T10:00:00Zz",
        "2025-01-01T10:00:00+1:00", "2025-01-01 "})
    EXPECT_FALSE(read_moment(text)) << text;
}

}  // namespace
}  // namespace alongside::app
