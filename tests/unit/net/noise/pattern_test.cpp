#include "net/noise/pattern.hpp"

#include <gtest/gtest.h>

namespace alongside::net::noise {
namespace {

using Tokens = std::vector<std::vector<Token>>;

TEST(FindPattern, ReadsTokensAndWhatIsKnownBefore) {
  const auto pattern = find_pattern("IK");
  ASSERT_TRUE(pattern);
  EXPECT_EQ(pattern->messages, (Tokens{{Token::e, Token::es, Token::s, Token::ss}, {Token::e, Token::ee, Token::se}}));
  EXPECT_FALSE(pattern->initiator_static_known);
  EXPECT_TRUE(pattern->responder_static_known);
  EXPECT_FALSE(pattern->one_way());
}

TEST(FindPattern, PutsPsksWhereTheirModifiersSay) {
  EXPECT_EQ(find_pattern("XXpsk0+psk3")->messages,
            (Tokens{{Token::psk, Token::e},
                    {Token::e, Token::ee, Token::s, Token::es},
                    {Token::s, Token::se, Token::psk}}));
  EXPECT_EQ(find_pattern("XXpsk0+psk1")->messages[0], (std::vector{Token::psk, Token::e, Token::psk}));
  EXPECT_EQ(find_pattern("XXpsk0+psk1+psk2+psk3")->psk_count(), 4u);
  EXPECT_TRUE(find_pattern("Kpsk0")->one_way());
}

TEST(FindPattern, SaysWhichKeysEachSideNeeds) {
  const auto needs = [](const char* name) {
    const auto pattern = *find_pattern(name);
    return std::vector{pattern.needs_static(Role::initiator), pattern.needs_remote_static(Role::initiator),
                       pattern.needs_static(Role::responder), pattern.needs_remote_static(Role::responder)};
  };
  EXPECT_EQ(needs("NN"), (std::vector{false, false, false, false}));
  EXPECT_EQ(needs("XX"), (std::vector{true, false, true, false}));
  EXPECT_EQ(needs("KK"), (std::vector{true, true, true, true}));
  EXPECT_EQ(needs("NK"), (std::vector{false, true, true, false}));
  EXPECT_EQ(needs("X"), (std::vector{true, true, true, false}));
}

TEST(FindPattern, KnowsNoOtherName) {
  for (const auto* name : {"", "Z", "xx", "XXX", "XX1X", "psk0", "+psk0", "XXpsk", "XXpsk4", "XXpsk9", "XXpsk00",
                           "XX+psk0", "XXpsk0+", "XXpsk0+psk0", "XXpsk3+psk0", "XXpsk0psk3", "XXpsk0++psk3", "Kpsk2",
                           "XXfallback", "XXfallback+psk0", "XXhfs", "XXpsk0+hfs", "XXPSK0", "XXpsk-1"})
    EXPECT_FALSE(find_pattern(name)) << name;
}

}  // namespace
}  // namespace alongside::net::noise
