#include "core/crypto/password.hpp"

#include <gtest/gtest.h>

#include "tests/support/hex.hpp"

namespace alongside::crypto {
namespace {

Salt salt_of(unsigned char byte) {
  std::array<unsigned char, Salt::kSize> bytes;
  bytes.fill(byte);
  return Salt(bytes);
}

TEST(Passphrase, TakesTheCharactersOverAndWipesTheirSource) {
  std::string typed = "correct horse battery staple, and more than any short-string buffer holds";
  const std::string expected = typed;
  const char* source = typed.data();
  const Passphrase passphrase(std::move(typed));
  EXPECT_EQ(passphrase.expose(), expected);
  EXPECT_EQ(source[0], '\0');
  EXPECT_TRUE(Passphrase(std::string()).empty());
}

TEST(Passphrase, IsTheSameOnlyWhenEveryCharacterIs) {
  const Passphrase passphrase(std::string("rain"));
  EXPECT_TRUE(passphrase.same_as(Passphrase(std::string("rain"))));
  EXPECT_FALSE(passphrase.same_as(Passphrase(std::string("raim"))));
  EXPECT_FALSE(passphrase.same_as(Passphrase(std::string("rai"))));
  EXPECT_FALSE(passphrase.same_as(Passphrase(std::string("rain\0", 5))));
}

// t = 2, m = 64 MiB, p = 1, worked out through libsodium's Python binding.
TEST(Stretch, IsArgon2id) {
  const auto key = stretch("password", salt_of(0x01), PasswordCost{});
  ASSERT_TRUE(key);
  EXPECT_EQ(to_hex(key->expose()), "ac9cb351182403e35fda25495dc734bfcf2a051f5d2e413c512fb926e050a65a");
}

TEST(Stretch, DependsOnThePassphraseTheSaltAndTheCost) {
  const auto hex = [](const char* typed, unsigned char salt, std::uint32_t passes) {
    return to_hex(stretch(typed, salt_of(salt), {passes, PasswordCost::kMinMemoryBytes})->expose());
  };
  const auto key = hex("a", 1, 2);
  EXPECT_NE(hex("b", 1, 2), key);
  EXPECT_NE(hex("a", 2, 2), key);
  EXPECT_NE(hex("a", 1, 3), key);
}

TEST(Stretch, RefusesCostsOutOfBoundsBeforeHashing) {
  using Cost = PasswordCost;
  for (const Cost cost :
       {Cost{Cost::kMinPasses - 1, Cost::kMinMemoryBytes}, Cost{Cost::kMaxPasses + 1, Cost::kMinMemoryBytes},
        Cost{Cost::kMinPasses, Cost::kMinMemoryBytes - 1}, Cost{Cost::kMinPasses, Cost::kMaxMemoryBytes + 1},
        Cost{0, 0}, Cost{0xffffffff, ~0ull}}) {
    EXPECT_FALSE(cost.within_bounds());
    EXPECT_EQ(stretch("a", salt_of(1), cost).error(), CryptoErrc::password_cost_out_of_bounds);
  }
}

TEST(PasswordCost, IsCalibratedBetweenItsFloorAndItsCeiling) {
  EXPECT_EQ(PasswordCost::calibrated(std::chrono::milliseconds(0)), PasswordCost{});
  const auto endless = PasswordCost::calibrated(std::chrono::hours(1));
  EXPECT_TRUE(endless.within_bounds());
  EXPECT_EQ(endless.passes, PasswordCost::kMaxPasses);
}

}  // namespace
}  // namespace alongside::crypto
