#include <gtest/gtest.h>

#include "tests/twonode/simulated/two_people.hpp"

namespace alongside::test {
namespace {

using namespace net;
using namespace std::chrono_literals;
using Kind = LinkEvent::Kind;

TEST(Pairing, LeavesBothWithTheSameLink) {
  TwoPeople people(1);
  people.invite_and_accept();
  ASSERT_TRUE(people.world.run_until([&] { return people.both_paired(); }, 10s));

  const auto& ana = people.ana.pairing.facts();
  const auto& ben = people.ben.pairing.facts();
  EXPECT_EQ(ana.id, ben.id);
  EXPECT_EQ(ana.handshake_hash, ben.handshake_hash);
  EXPECT_EQ(ana.partner_public, ben.my_public);
  EXPECT_EQ(ben.partner_public, ana.my_public);
  EXPECT_EQ(ana.partner_name, "person at ben:1");
  EXPECT_EQ(ben.partner_name, "person at ana:1");
  EXPECT_TRUE(std::ranges::equal(people.ana.pairing.link()->keys.psk.expose(), people.ben.pairing.link()->keys.psk.expose()));
}

TEST(Pairing, EndsTheInvite) {
  TwoPeople people(2);
  people.invite_and_accept();
  ASSERT_TRUE(people.world.run_until([&] { return people.both_paired(); }, 10s));
  EXPECT_FALSE(people.ana.pairing.given());
  EXPECT_FALSE(people.ben.pairing.taken());
}

TEST(Pairing, NothingSharedLeavesBeforeBothHaveConfirmedTheWords) {
  TwoPeople people(3);
  people.ana.sync.share("rain on the window");
  people.invite_and_accept();
  ASSERT_TRUE(people.world.run_until([&] { return people.both_connected(); }, 30s));
  people.ana.act([](Meeting& meeting, Now now) { meeting.confirm_words([](Result<void>) {}, now); });
  people.world.run_for(60s);
  EXPECT_TRUE(people.ben.sync.arrived().empty());
  EXPECT_EQ(people.ben.count(Kind::partner_confirmed), 1u);

  people.ben.act([](Meeting& meeting, Now now) { meeting.confirm_words([](Result<void>) {}, now); });
  EXPECT_TRUE(people.converge());
  EXPECT_EQ(people.ben.sync.received_texts(), Texts{"rain on the window"});
}

TEST(Pairing, AnExpiredInviteIsNotAnswered) {
  TwoPeople people(4);
  people.world.network_up = false;
  people.invite_and_accept();
  people.world.run_for(1s);
  people.world.network_up = true;
  people.ana.asleep_by = milliseconds(kInviteLifeMs);
  people.world.run_for(600s);
  EXPECT_EQ(people.ana.count(Kind::paired), 0u);
  EXPECT_EQ(people.ben.count(Kind::paired), 0u);
}

TEST(Pairing, AnInviteThatExpiresDuringItsHandshakeIsRefusedLikeAStranger) {
  TwoPeople people(6);
  people.invite_and_accept();
  ASSERT_TRUE(people.world.run_until(
      [&] { return people.ana.pairing.given() && !people.ana.pairing.given()->seen_first_messages.empty(); }, 5s));
  people.ana.asleep_by = milliseconds(kInviteLifeMs);
  const auto carried = people.world.bytes_carried;
  people.world.run_for(600s);
  EXPECT_FALSE(people.ana.pairing.link());
  EXPECT_EQ(people.ana.count(Kind::paired), 0u);
  EXPECT_EQ(people.ben.count(Kind::paired), 0u);
  EXPECT_GT(people.world.bytes_carried, carried);
}

TEST(Pairing, ASecondPersonWithTheSameInviteGetsSilence) {
  TwoPeople people(5);
  auto invite = make_invite({people.ana.address}, people.world.now_for(people.ana).unix_ms, people.random);
  people.ana.pairing.give(invite);
  people.ana.act([](Meeting& meeting, Now now) { meeting.link_changed(now); });
  people.world.run_for(10ms);
  auto& eve = people.world.add<MemoryNode>("eve:1");
  eve.start();
  const auto take = [&](MemoryNode& node) {
    TakenInvite taken{read_invite(invite_text(invite.invite)).value(), crypto::KeyPair::generate(people.random)};
    node.act([&](Meeting& meeting, Now now) { meeting.pair(std::move(taken), [](Result<void>) {}, now); });
  };
  take(people.ben);
  ASSERT_TRUE(people.world.run_until([&] { return people.both_paired(); }, 10s));
  take(eve);
  people.world.run_for(600s);
  EXPECT_FALSE(eve.pairing.established());
  EXPECT_FALSE(eve.pairing.link().has_value());
  bool unanswered = false;
  eve.act([&](Meeting& meeting, Now) { unanswered = meeting.pairing_unanswered(); });
  EXPECT_TRUE(unanswered) << "that somebody is there and silent is told apart from nobody there";
}

// Wherever the line breaks, and however often, the two come together in the end.
TEST(Pairing, NoCutStrandsIt) {
  constexpr std::uint64_t kWholePairing = 3 * 256 + 6 * 4096;
  for (std::uint64_t cut = 0; cut < kWholePairing; cut += cut < 1100 ? 64 : 511) {
    for (const auto nudge : {0, 1}) {
      TwoPeople people(cut + 10);
      people.world.weather.break_after = cut + nudge;
      people.invite_and_accept();
      people.world.run_for(2s);
      people.world.weather.break_after = UINT64_MAX;
      ASSERT_TRUE(people.world.run_until([&] { return people.both_paired() && people.both_connected(); }, 300s))
          << "cut after " << cut + nudge;
      EXPECT_EQ(people.ana.pairing.facts().id, people.ben.pairing.facts().id) << "cut after " << cut + nudge;
      people.confirm_words();
      people.ana.share("one");
      EXPECT_TRUE(people.converge()) << "cut after " << cut + nudge;
    }
  }
}

TEST(Pairing, NoStopStrandsIt) {
  for (int ms = 0; ms < 400; ms += 7) {
    for (const bool acceptor : {false, true}) {
      TwoPeople people(static_cast<std::uint64_t>(ms) + 900);
      people.invite_and_accept();
      people.world.run_for(milliseconds(ms));
      (acceptor ? people.ben : people.ana).restart();
      // An acceptor killed before it wrote the invite down has simply not accepted.
      if (!people.ben.pairing.taken() && !people.ben.pairing.link()) continue;
      ASSERT_TRUE(people.world.run_until([&] { return people.both_paired() && people.both_connected(); }, 300s))
          << (acceptor ? "acceptor" : "inviter") << " stopped after " << ms << " ms";
      EXPECT_EQ(people.ana.pairing.facts().id, people.ben.pairing.facts().id);
    }
  }
}

}  // namespace
}  // namespace alongside::test
