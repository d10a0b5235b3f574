#include "core/crypto/secret.hpp"

#include <gtest/gtest.h>

#include <ostream>
#include <type_traits>

#include "tests/support/seeded_random.hpp"

namespace alongside::crypto {
namespace {

using Apple = Secret<struct AppleRole, 32>;
using Pear = Secret<struct PearRole, 32>;

template <class T>
concept Printable = requires(std::ostream& out, const T& value) { out << value; };
template <class T>
concept Comparable = requires(const T& a, const T& b) { a == b; };

static_assert(!std::is_copy_constructible_v<Apple> && !std::is_copy_assignable_v<Apple>);
static_assert(std::is_nothrow_move_constructible_v<Apple> && std::is_nothrow_move_assignable_v<Apple>);
static_assert(!std::is_constructible_v<Apple, Pear> && !std::is_assignable_v<Apple&, Pear>);
static_assert(!Printable<Apple> && !Comparable<Apple>);

TEST(Secret, WipesTheSourceItTakes) {
  std::array<unsigned char, 32> bytes;
  bytes.fill(7);
  const Apple secret{std::span<unsigned char, 32>(bytes)};
  EXPECT_EQ(bytes, (std::array<unsigned char, 32>{}));
  EXPECT_TRUE(std::ranges::all_of(secret.expose(), [](unsigned char byte) { return byte == 7; }));
}

TEST(Secret, DuplicatesOnlyWhenAsked) {
  test::SeededRandom random(5);
  const auto secret = Apple::random(random);
  const auto copy = secret.duplicate();
  EXPECT_TRUE(std::ranges::equal(secret.expose(), copy.expose()));
  EXPECT_NE(secret.expose().data(), copy.expose().data());
}

TEST(Secret, IsRewrittenInPlace) {
  test::SeededRandom random(5);
  auto secret = Apple::random(random);
  const auto* place = secret.expose().data();
  secret.rewrite([](std::span<unsigned char, 32> bytes) { bytes[0] = 1; });
  secret.rewrite([](std::span<unsigned char, 32> bytes) { bytes[0] += 1; });
  EXPECT_EQ(secret.expose()[0], 2);
  EXPECT_EQ(secret.expose().data(), place);
}

TEST(SecretDeathTest, CannotBeReadAfterItsOwnerIsGone) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  const auto read_after_free = [] {
    const unsigned char* bytes = nullptr;
    {
      SystemRandom random;
      const auto secret = Apple::random(random);
      bytes = secret.expose().data();
    }
    return *const_cast<const volatile unsigned char*>(bytes);
  };
  EXPECT_DEATH(read_after_free(), "");
}

}  // namespace
}  // namespace alongside::crypto
