#include "net/pairing/safety_words.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

#include "net/pairing/words.hpp"

namespace alongside::test {
namespace {

using namespace net;

TEST(SafetyWords, ShowTheirFirstFourLettersToBeEnough) {
  std::set<std::string> beginnings;
  for (const auto word : kWords) {
    EXPECT_GE(word.size(), 4u) << word;
    EXPECT_LE(word.size(), 8u) << word;
    EXPECT_TRUE(std::ranges::all_of(word, [](char c) { return c >= 'a' && c <= 'z'; })) << word;
    beginnings.emplace(word.substr(0, 4));
  }
  EXPECT_EQ(beginnings.size(), kWords.size());
  EXPECT_TRUE(std::ranges::is_sorted(kWords));
}

TEST(SafetyWords, ChangeWithEachBitOfTheHandshakeHash) {
  std::array<unsigned char, 64> hash{};
  const auto words = safety_words(hash);
  EXPECT_EQ(safety_words(hash), words);
  for (std::size_t bit = 0; bit < 512; ++bit) {
    auto other = hash;
    other[bit / 8] = static_cast<unsigned char>(1u << bit % 8);
    EXPECT_NE(safety_words(other), words) << bit;
  }
}

}  // namespace
}  // namespace alongside::test
