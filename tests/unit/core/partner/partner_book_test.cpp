#include "core/partner/partner_book.hpp"

#include "tests/unit/core/items/person.hpp"

namespace alongside::partner {
namespace {

using items::Person;
using items::some_id;
using items::Who;

class PartnerBookTest : public testing::Test {
 protected:
  PartnerBookTest() { EXPECT_TRUE(book_->load()); }

  void read_again() {
    book_ = std::make_unique<PartnerBook>(ada_.vault());
    ASSERT_TRUE(book_->load());
  }
  LinkFacts facts(unsigned char id = 1) {
    LinkFacts facts;
    facts.id = LinkId(some_id(id).bytes());
    facts.partner_public = crypto::KeyPair::generate(random_).open;
    facts.partner_name = "Ben";
    facts.partner_addresses = {"192.0.2.1:7411", "[2001:db8::1]:7411"};
    facts.handshake_hash.fill(7);
    return facts;
  }
  LinkKeys keys() { return {crypto::KeyPair::generate(random_), LinkPsk::random(random_)}; }
  PendingInvite invite(unsigned char id = 2) {
    return {InviteId(some_id(id).bytes()),
            crypto::KeyPair::generate(random_),
            std::nullopt,
            InviteSecret::random(random_),
            1'800'000'000'000,
            {"192.0.2.1:7411"},
            {}};
  }
  template <class Secret>
  static Bytes bytes_of(const Secret& secret) {
    return {secret.expose().begin(), secret.expose().end()};
  }

  test::SeededRandom random_{5};
  Person ada_{Who::ada};
  std::unique_ptr<PartnerBook> book_ = std::make_unique<PartnerBook>(ada_.vault());
};

TEST_F(PartnerBookTest, IsEmptyAtFirst) {
  EXPECT_FALSE(book_->link());
  EXPECT_EQ(book_->keys(), nullptr);
  EXPECT_EQ(book_->given(), nullptr);
  EXPECT_EQ(book_->taken(), nullptr);
  EXPECT_EQ(book_->update(facts()).error(), CoreErrc::not_paired);
}

TEST_F(PartnerBookTest, RemembersTheLinkWhole) {
  auto link = facts();
  link.established = true;
  link.i_dialled = true;
  link.dial_counter = 12;
  auto fresh = keys();
  const auto psk = bytes_of(fresh.psk);
  const auto open = fresh.mine.open;
  ASSERT_TRUE(book_->begin(link, std::move(fresh)));
  link.words_confirmed = true;
  link.dial_counter_seen = 99;
  ASSERT_TRUE(book_->update(link));
  read_again();
  ASSERT_TRUE(book_->link());
  EXPECT_EQ(book_->link()->id, link.id);
  EXPECT_EQ(book_->link()->my_public, open);
  EXPECT_EQ(book_->link()->partner_public, link.partner_public);
  EXPECT_EQ(book_->link()->partner_name, "Ben");
  EXPECT_EQ(book_->link()->partner_addresses, link.partner_addresses);
  EXPECT_EQ(book_->link()->handshake_hash, link.handshake_hash);
  EXPECT_TRUE(book_->link()->words_confirmed);
  EXPECT_TRUE(book_->link()->i_dialled);
  EXPECT_EQ(book_->link()->dial_counter, 12U);
  EXPECT_EQ(book_->link()->dial_counter_seen, 99U);
  EXPECT_EQ(bytes_of(book_->keys()->psk), psk);
  EXPECT_EQ(book_->keys()->mine.open, open);
}

TEST_F(PartnerBookTest, WorksWhileLocked) {
  ada_.lock();
  ASSERT_TRUE(book_->begin(facts(), keys()));
  read_again();
  EXPECT_TRUE(book_->link());
}

TEST_F(PartnerBookTest, RemembersInvitesUntilTheyAreReplacedOrUsed) {
  ASSERT_TRUE(book_->give(invite(2)));
  ASSERT_TRUE(book_->remember_seen(Bytes{1, 2, 3}));
  auto taken = invite(3);
  taken.inviter = crypto::KeyPair::generate(random_).open;
  const auto inviter = taken.inviter;
  ASSERT_TRUE(book_->take(std::move(taken)));
  read_again();
  EXPECT_EQ(book_->given()->id, InviteId(some_id(2).bytes()));
  EXPECT_EQ(book_->given()->seen_first_messages, std::vector<Bytes>({Bytes{1, 2, 3}}));
  EXPECT_EQ(book_->taken()->inviter, inviter);
  ASSERT_TRUE(book_->give(invite(4)));
  EXPECT_EQ(book_->given()->id, InviteId(some_id(4).bytes()));
  EXPECT_TRUE(book_->given()->seen_first_messages.empty());
  ASSERT_TRUE(book_->begin(facts(), keys()));
  EXPECT_NE(book_->given(), nullptr);
  auto established = *book_->link();
  established.established = true;
  ASSERT_TRUE(book_->update(established));
  read_again();
  EXPECT_EQ(book_->given(), nullptr);
  EXPECT_EQ(book_->taken(), nullptr);
}

TEST_F(PartnerBookTest, AnEstablishedLinkIsNotReplaced) {
  ASSERT_TRUE(book_->begin(facts(1), keys()));
  auto second = facts(2);
  second.established = true;
  ASSERT_TRUE(book_->begin(second, keys()));
  EXPECT_EQ(book_->begin(facts(3), keys()).error(), CoreErrc::already_paired);
  EXPECT_EQ(book_->link()->id, second.id);
}

TEST_F(PartnerBookTest, EndingDestroysEverythingOfTheLink) {
  ASSERT_TRUE(book_->begin(facts(), keys()));
  ASSERT_TRUE(book_->give(invite()));
  const auto id = ada_.write_and_share("waiting");
  ada_.lock();
  ASSERT_TRUE(book_->end());
  ASSERT_TRUE(ada_.correspondence().ended());
  EXPECT_FALSE(book_->link());
  EXPECT_FALSE(ada_.correspondence().outgoing()->anything_pending);
  read_again();
  EXPECT_FALSE(book_->link());
  EXPECT_EQ(book_->given(), nullptr);
  ada_.unlock();
  EXPECT_FALSE(ada_.notebook().item(id)->sharing);
}

TEST_F(PartnerBookTest, TheItemsPartAfterTheEnd) {
  Person ben(Who::ben);
  ben.write_and_share("theirs");
  items::deliver(ben, ada_);
  const auto mine = ada_.write_and_share("mine");
  ASSERT_TRUE(book_->begin(facts(), keys()));
  ASSERT_TRUE(book_->end());
  ASSERT_TRUE(ada_.notebook().part(/*keep_theirs=*/false));
  ada_.restart();
  EXPECT_EQ(ada_.texts(), std::vector<std::string>{"mine"});
  EXPECT_FALSE(ada_.notebook().item(mine)->sharing);
}

TEST_F(PartnerBookTest, AnEndCutShortBeforeTheItemsPartEndsAllSharing) {
  Person ben(Who::ben);
  ben.write_and_share("theirs");
  items::deliver(ben, ada_);
  const auto mine = ada_.write_and_share("mine");
  ASSERT_TRUE(book_->end());
  ada_.restart(/*killed=*/true);
  EXPECT_FALSE(ada_.notebook().item(mine)->sharing);
  EXPECT_EQ(ada_.texts_of_theirs(), std::vector<std::string>{"theirs"});
  EXPECT_TRUE(ada_.correspondence().incoming()->epoch.is_none());
}

}  // namespace
}  // namespace alongside::partner
