#include "core/crypto/padding.hpp"

#include <gtest/gtest.h>

#include <set>

#include "core/crypto/error.hpp"

namespace alongside::crypto {
namespace {

TEST(PaddedSize, GivesEverythingSmallTheSameSize) {
  for (std::size_t length = 0; length <= kSmallestPaddedBytes - 4; ++length)
    EXPECT_EQ(padded_size(length), kSmallestPaddedBytes);
  EXPECT_GT(padded_size(kSmallestPaddedBytes - 3), kSmallestPaddedBytes);
}

// 1000 has 9 as its exponent, so its last 9 - 4 bits are cleared by rounding up.
TEST(PaddedSize, FollowsPadme) {
  EXPECT_EQ(padded_size(1000 - 4), 1024u);
  EXPECT_EQ(padded_size(1025 - 4), 1088u);
  EXPECT_EQ(padded_size(1'000'000 - 4), 1'015'808u);
  EXPECT_EQ(padded_size(1'015'808 - 4), 1'015'808u);
}

TEST(PaddedSize, NeverShrinksAndAddsAtMostAnEighth) {
  std::size_t last = 0;
  for (std::size_t length = kSmallestPaddedBytes; length < 300'000; length += 7) {
    const auto size = padded_size(length);
    EXPECT_GE(size, last);
    EXPECT_GE(size, length + 4);
    EXPECT_LE(size, (length + 4) + (length + 4) / 8);
    last = size;
  }
}

TEST(PaddedSize, LeavesFewSizesToTellApart) {
  std::set<std::size_t> sizes;
  for (std::size_t length = 0; length < (1u << 20); length += 13) sizes.insert(padded_size(length));
  EXPECT_LT(sizes.size(), 300u);
}

TEST(Padding, GivesBackWhatWasPadded) {
  for (const std::size_t length : {0u, 1u, 251u, 252u, 253u, 5000u}) {
    const Bytes bytes(length, 0x7e);
    const Bytes padded = pad(bytes);
    EXPECT_EQ(padded.size(), padded_size(length));
    EXPECT_EQ(unpad(padded).value(), bytes);
  }
}

TEST(Padding, RefusesALengthThatDoesNotFit) {
  Bytes padded = pad(Bytes(10, 1));
  padded[3] = 1;
  EXPECT_EQ(unpad(padded).error(), CryptoErrc::not_authentic);
  EXPECT_EQ(unpad(Bytes(3, 0)).error(), CryptoErrc::not_authentic);
  EXPECT_EQ(unpad({}).error(), CryptoErrc::not_authentic);
}

TEST(Padding, RefusesFillerThatIsNotZero) {
  Bytes padded = pad(Bytes(10, 1));
  padded.back() = 1;
  EXPECT_EQ(unpad(padded).error(), CryptoErrc::not_authentic);
}

}  // namespace
}  // namespace alongside::crypto
