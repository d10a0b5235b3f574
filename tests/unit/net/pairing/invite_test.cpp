#include "net/pairing/invite.hpp"

#include <gtest/gtest.h>

#include "tests/support/seeded_random.hpp"

namespace alongside::test {
namespace {

using namespace net;

constexpr std::int64_t kNow = 1'800'000'000'123;

class InviteText : public ::testing::Test {
 protected:
  SeededRandom random_{3};
  NewInvite made_ = make_invite({"192.0.2.7:4711", "[2001:db8::1]:4711", "home.example:1"}, kNow, random_);
  std::string text_ = invite_text(made_.invite);
};

TEST_F(InviteText, ReadsBackWhole) {
  auto read = read_invite(text_);
  ASSERT_TRUE(read);
  EXPECT_TRUE(std::ranges::equal(read->secret.expose(), made_.invite.secret.expose()));
  EXPECT_EQ(read->inviter, made_.mine.open);
  EXPECT_EQ(read->addresses, made_.invite.addresses);
  EXPECT_EQ(read->id(), made_.invite.id());
  EXPECT_EQ(read->expires_unix_ms, (kNow + kInviteLifeMs) / 1000 * 1000);
}

TEST_F(InviteText, ForgivesCaseAndWhiteSpace) {
  std::string spread = " \n";
  for (const char c : text_) {
    spread.push_back(static_cast<char>(std::toupper(static_cast<unsigned char>(c))));
    if (spread.size() % 7 == 0) spread += "\n ";
  }
  EXPECT_TRUE(read_invite(spread));
}

TEST_F(InviteText, EachOtherCharacterAnywhereIsNoticed) {
  const std::string_view others = "abcdefghijklmnopqrstuvwxyz0123456789-=!";
  for (std::size_t place = 0; place < text_.size(); ++place) {
    for (const char other : others) {
      if (other == text_[place]) continue;
      auto altered = text_;
      altered[place] = other;
      ASSERT_FALSE(read_invite(altered)) << place << " " << other;
    }
  }
}

TEST_F(InviteText, EachCutAndEachMissingCharacterIsNoticed) {
  for (std::size_t place = 0; place < text_.size(); ++place) {
    EXPECT_FALSE(read_invite(text_.substr(0, place))) << place;
    auto without = text_;
    without.erase(place, 1);
    EXPECT_FALSE(read_invite(without)) << place;
    auto doubled = text_;
    doubled.insert(place, 1, text_[place]);
    EXPECT_FALSE(read_invite(doubled)) << place;
  }
}

TEST_F(InviteText, OfALaterVersionSaysSo) {
  auto later = text_;
  later.replace(0, kInvitePrefix.size(), "alongside2-");
  EXPECT_EQ(read_invite(later).error(), NetErrc::invite_too_new);
}

TEST_F(InviteText, IsBounded) {
  EXPECT_EQ(read_invite(std::string(10'000'000, 'a')).error(), NetErrc::malformed_invite);
  const std::vector<std::string> most(kMaxInviteAddresses, std::string(kMaxAddressBytes - 2, 'h') + ":1");
  EXPECT_TRUE(read_invite(invite_text(make_invite(most, kNow, random_).invite)));
}

TEST_F(InviteText, MayHaveNoAddress) {
  EXPECT_TRUE(read_invite(invite_text(make_invite({}, kNow, random_).invite)));
}

TEST(Address, IsHostAndPort) {
  for (const auto* good :
       {"a:1", "192.0.2.1:65535", "[::1]:80", "[fe80::1%eth0]:80", "[fe80::1%br-lan]:1", "[fe80::1%eth0.100]:1",
        "[fe80::1%wg_a+b@2]:1", "[fe80::1%fifteen-letters]:1", "some-host_1.example.org:4711"})
    EXPECT_TRUE(is_address(good)) << good;
  for (const auto* bad :
       {"", ":", "a", "a:", ":1", "a:0", "a:65536", "a:01", "a:1x", "a b:1", "::1:80", "[::1]", "[]:1",
        "[fe80::1%]:1", "[fe80::1%a b]:1", "[fe80::1%a/b]:1", "[fe80::1%a:b]:1", "[fe80::1%a%b]:1",
        "[fe80::1%sixteen--letters]:1", "[fe80::1%\xc3\xa9]:1", "[fe80::1%a]b]:1", "[%eth0]:1", "[a-b::1]:1",
        "a/b:1", "a\n:1", "[::1:80", "\xc3\xa9:1"})
    EXPECT_FALSE(is_address(bad)) << bad;
  EXPECT_FALSE(is_address(std::string(254, 'h') + ":1"));
}

}  // namespace
}  // namespace alongside::test
