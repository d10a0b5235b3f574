#include "app/cli/nearest.hpp"

#include <gtest/gtest.h>

namespace alongside::app {
namespace {

const std::vector<std::string> kWords = {"share", "show", "status", "stop", "sync", "write"};

TEST(Nearest, FindsWhatWasMeant) {
  EXPECT_EQ(nearest("shrae", kWords), "share");
  EXPECT_EQ(nearest("wirte", kWords), "write");
  EXPECT_EQ(nearest("stat", kWords), "status");
  EXPECT_EQ(nearest("statsu", kWords), "status");
  EXPECT_EQ(nearest("sharee", kWords), "share");
}

TEST(Nearest, DoesNotGuessWildly) {
  EXPECT_EQ(nearest("dance", kWords), std::nullopt);
  EXPECT_EQ(nearest("", kWords), std::nullopt);
  EXPECT_EQ(nearest("xy", kWords), std::nullopt);
  EXPECT_EQ(nearest(std::string(100'000, 's'), kWords), std::nullopt);
}

}  // namespace
}  // namespace alongside::app
