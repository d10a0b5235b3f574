#include "proto/ids.hpp"

#include <gtest/gtest.h>

#include <sstream>
#include <type_traits>
#include <unordered_set>

namespace alongside {
namespace {

static_assert(!std::is_convertible_v<ItemId, LinkId>);
static_assert(!std::is_constructible_v<ItemId, LinkId>);
static_assert(!std::is_convertible_v<std::uint64_t, BatchNumber>);
static_assert(!std::is_constructible_v<BatchNumber, Revision>);

ItemId item(unsigned char last) {
  std::array<unsigned char, 16> bytes{};
  bytes[15] = last;
  return ItemId(bytes);
}

TEST(Id, IsTakenOnlyFromExactlyItsNumberOfBytes) {
  EXPECT_FALSE(ItemId::from(Bytes(15, 1)));
  EXPECT_FALSE(ItemId::from(Bytes(17, 1)));
  EXPECT_FALSE(ItemId::from(std::string_view()));
  ASSERT_TRUE(ItemId::from(Bytes(16, 1)));
  EXPECT_EQ(ItemId::from(Bytes(16, 1))->text(), "01010101010101010101010101010101");
}

TEST(Id, IsNoneOnlyWhileAllZero) {
  EXPECT_TRUE(ItemId{}.is_none());
  EXPECT_FALSE(item(1).is_none());
}

TEST(Id, GoesThroughItsRawFormUnchanged) {
  EXPECT_EQ(ItemId::from(std::string_view(item(7).raw())), item(7));
  EXPECT_EQ(item(7).raw().size(), 16u);
}

TEST(Id, OrdersByItsBytesAndPrintsAsHex) {
  EXPECT_LT(item(1), item(2));
  std::ostringstream printed;
  PrintTo(item(0xab), &printed);
  EXPECT_EQ(printed.str(), "000000000000000000000000000000ab");
}

TEST(Id, IsFoundAgainInAHashedSet) {
  std::unordered_set<ItemId> ids;
  for (unsigned char i = 1; i <= 100; ++i) ids.insert(item(i));
  EXPECT_EQ(ids.size(), 100u);
  EXPECT_TRUE(ids.contains(item(50)));
  EXPECT_FALSE(ids.contains(item(101)));
}

TEST(Number, StepsUpByOneAndOrders) {
  EXPECT_EQ(BatchNumber{}.value(), 0u);
  EXPECT_EQ(BatchNumber(41).next(), BatchNumber(42));
  EXPECT_LT(BatchNumber(41), BatchNumber(42));
}

}  // namespace
}  // namespace alongside
