#include "app/cli/pasted_invite.hpp"

#include <gtest/gtest.h>

#include "core/crypto/secret.hpp"
#include "net/pairing/invite.hpp"

namespace alongside::app {
namespace {

std::string an_invite() {
  crypto::initialize();
  crypto::SystemRandom random;
  return net::invite_text(net::make_invite({"192.0.2.7:4711", "[2001:db8::7]:4711"}, 1'000'000, random).invite);
}

TEST(PastedInvite, IsWholeWithItsLastLetterAndNotBefore) {
  const auto text = an_invite();
  PastedInvite invite;
  invite.take(text.substr(0, 60));
  invite.take("   " + text.substr(60, 60) + "\r");
  EXPECT_FALSE(invite.ended());
  invite.take(text.substr(120));
  EXPECT_TRUE(invite.ended());
  EXPECT_EQ(invite.text(), text);
}

TEST(PastedInvite, OverlooksWhatStandsAroundIt) {
  const auto text = an_invite();
  PastedInvite invite;
  invite.take("Here is my alongside invite:");
  EXPECT_TRUE(invite.empty());
  invite.take("take this: " + text + " It works once, until tomorrow.");
  EXPECT_TRUE(invite.ended());
  EXPECT_EQ(invite.text(), text);
}

TEST(PastedInvite, OverlooksTheMarksThatTerminalsPutAroundAPaste) {
  const auto text = an_invite();
  PastedInvite invite;
  invite.take("\x1b[200~" + text.substr(0, 33));
  invite.take(text.substr(33) + "\x1b[201~");
  EXPECT_TRUE(invite.ended());
  EXPECT_EQ(invite.text(), text);
}

TEST(PastedInvite, EndsWhereNoInviteCanFollow) {
  PastedInvite later;
  later.take("alongside7-abcdefgh");
  EXPECT_TRUE(later.ended());
  PastedInvite endless;
  endless.take("alongside1-" + std::string(net::kMaxInviteTextBytes, 'a'));
  EXPECT_TRUE(endless.ended());
}

}  // namespace
}  // namespace alongside::app
