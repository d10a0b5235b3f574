#include "app/cli/short_id.hpp"

#include <gtest/gtest.h>

namespace alongside::app {
namespace {

TEST(ShortIds, AreAsShortAsTheyCanBeAndNotShorterThanSix) {
  const std::string one = "3f9a2c11000000000000000000000000";
  const std::string like_it = "3f9a2c12000000000000000000000000";
  const std::string other = "81bb0e00000000000000000000000000";
  EXPECT_EQ(ShortIds({one, other}).of(one), "3f9a2c");
  EXPECT_EQ(ShortIds({one, other, like_it}).of(one), "3f9a2c11");
  EXPECT_EQ(ShortIds({one, one}).of(one), "3f9a2c");
  EXPECT_EQ(ShortIds({}).digits(), kShortIdDigits);
}

}  // namespace
}  // namespace alongside::app
