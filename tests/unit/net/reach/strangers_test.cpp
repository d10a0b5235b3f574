#include "net/reach/strangers.hpp"

#include <gtest/gtest.h>

namespace alongside::test {
namespace {

using namespace net;

TEST(Strangers, OnesThatFailedGoFirst) {
  Strangers strangers;
  for (std::uint64_t id = 1; id <= kMaxStrangers; ++id)
    EXPECT_FALSE(strangers.add(ConnectionId(id), std::to_string(id)));
  EXPECT_FALSE(strangers.failed(ConnectionId(40), "40"));
  EXPECT_FALSE(strangers.failed(ConnectionId(30), "30"));
  EXPECT_EQ(strangers.add(ConnectionId(100), "x"), ConnectionId(30));
  EXPECT_EQ(strangers.add(ConnectionId(101), "y"), ConnectionId(40));
}

TEST(Strangers, APlaceCanOnlyCrowdOutItself) {
  Strangers strangers;
  EXPECT_FALSE(strangers.add(ConnectionId(1), "partner"));
  for (std::uint64_t id = 2; id <= 10'000; ++id) EXPECT_NE(strangers.add(ConnectionId(id), "crowd"), ConnectionId(1));
}

TEST(Strangers, WhoIsRemovedLeavesRoom) {
  Strangers strangers;
  for (std::uint64_t id = 1; id <= kMaxStrangers; ++id) static_cast<void>(strangers.add(ConnectionId(id), "x"));
  strangers.remove(ConnectionId(1));
  EXPECT_FALSE(strangers.add(ConnectionId(100), "x"));
}

TEST(Strangers, WhoWasRemovedAndFailsCountsAgain) {
  Strangers strangers;
  for (std::uint64_t id = 1; id <= kMaxStrangers; ++id)
    EXPECT_FALSE(strangers.add(ConnectionId(id), std::to_string(id)));
  strangers.remove(ConnectionId(1));
  EXPECT_FALSE(strangers.failed(ConnectionId(1), "1"));
  EXPECT_EQ(strangers.failed(ConnectionId(100), "x"), ConnectionId(1));
  EXPECT_EQ(strangers.add(ConnectionId(101), "y"), ConnectionId(100));
}

}  // namespace
}  // namespace alongside::test
