#include "proto/bytes.hpp"

#include <gtest/gtest.h>

namespace alongside {
namespace {

TEST(Bytes, HexHasTwoLowerCaseDigitsForEachByte) {
  EXPECT_EQ(to_hex(Bytes{0x00, 0x0f, 0xa5, 0xff}), "000fa5ff");
  EXPECT_EQ(to_hex({}), "");
}

TEST(Bytes, TextAndBytesAreViewsOfTheSameCharacters) {
  const std::string text = "a\0b";
  EXPECT_EQ(as_text(as_bytes(text)), text);
  EXPECT_EQ(static_cast<const void*>(as_bytes(text).data()), text.data());
}

}  // namespace
}  // namespace alongside
