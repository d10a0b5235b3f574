#include "core/crypto/random.hpp"

#include <gtest/gtest.h>

#include "proto/ids.hpp"

namespace alongside::crypto {
namespace {

// All zero at first, then ones.
class ZerosThenOnes final : public RandomSource {
 public:
  void fill(std::span<unsigned char> out) override {
    std::ranges::fill(out, next_);
    next_ = 1;
  }

 private:
  unsigned char next_ = 0;
};

TEST(RandomId, IsNeverNone) {
  ZerosThenOnes random;
  EXPECT_EQ(random_id<ItemId>(random), ItemId::from(Bytes(16, 1)));
}

TEST(SystemRandom, GivesDifferentIds) {
  SystemRandom random;
  EXPECT_NE(random_id<ItemId>(random), random_id<ItemId>(random));
}

}  // namespace
}  // namespace alongside::crypto
