#include "net/pairing/pair_handshake.hpp"

#include <gtest/gtest.h>

#include "tests/support/seeded_random.hpp"

namespace alongside::test {
namespace {

using namespace net;

struct PairingSides {
  SeededRandom random{9};
  NewInvite made = make_invite({}, 0, random);
  GivenInvite given{made.invite.id(), made.mine.duplicate(), made.invite.secret.duplicate(), 0, {}};
  TakenInvite taken{Invite{made.invite.secret.duplicate(), made.invite.inviter, 0, {}}, crypto::KeyPair::generate(random)};
};

TEST(PairHandshake, LeavesBothWithTheSameLinkAndEachOthersKey) {
  PairingSides sides;
  PairInitiator acceptor(sides.taken);
  PairResponder inviter(sides.given);
  const auto first = acceptor.first_message(sides.random).value();
  ASSERT_TRUE(inviter.read_first(first));
  const auto second = inviter.second_message(sides.random).value();
  ASSERT_TRUE(acceptor.read_second(second));
  const auto third = acceptor.third_message(sides.random).value();
  auto here = acceptor.paired();
  auto there = inviter.read_third(third);
  ASSERT_TRUE(here);
  ASSERT_TRUE(there);
  for (const auto* message : {&first, &second, &third}) EXPECT_EQ(message->size(), kHandshakeMessageBytes);
  EXPECT_EQ(here->link.facts.id, there->link.facts.id);
  EXPECT_EQ(here->link.facts.handshake_hash, there->link.facts.handshake_hash);
  EXPECT_EQ(here->link.facts.partner_public, sides.made.mine.open);
  EXPECT_EQ(there->link.facts.partner_public, sides.taken.mine.open);
  EXPECT_TRUE(std::ranges::equal(here->link.keys.psk.expose(), there->link.keys.psk.expose()));
}

TEST(PairHandshake, WhoHoldsTheInviteButNotTheInvitersKeyIsNotTheInviter) {
  PairingSides sides;
  sides.given.mine = crypto::KeyPair::generate(sides.random);
  PairInitiator acceptor(sides.taken);
  PairResponder impostor(sides.given);
  ASSERT_TRUE(impostor.read_first(acceptor.first_message(sides.random).value()));
  EXPECT_EQ(acceptor.read_second(impostor.second_message(sides.random).value()).error(), NetErrc::not_the_inviter);
}

TEST(PairHandshake, WithoutTheSecretDoesNotOpen) {
  PairingSides sides;
  sides.taken.invite.secret = InviteSecret::random(sides.random);
  PairInitiator acceptor(sides.taken);
  PairResponder inviter(sides.given);
  EXPECT_EQ(inviter.read_first(acceptor.first_message(sides.random).value()).error(), NetErrc::message_not_authentic);
}

}  // namespace
}  // namespace alongside::test
