// An authenticated partner who breaks every rule changes nothing of mine and harms nothing of theirs.
#include "core/items/limits.hpp"
#include "tests/unit/core/items/person.hpp"

namespace alongside::items {
namespace {

class HostilePartnerTest : public testing::Test {
 protected:
  HostilePartnerTest() { EXPECT_TRUE(ada_.correspondence().follow(Epoch(some_id(1).bytes()))); }

  // What the change was refused for; none when it was not.
  std::optional<CoreErrc> refused(const wire::Change& change) {
    const auto refusals = store(ada_, change);
    if (refusals.empty()) return std::nullopt;
    return refusals.front().why;
  }
  std::optional<CoreErrc> refused(const wire::Copy& copy) { return refused(rogue_change(some_id(++last_), 1, copy)); }

  Person ada_{Who::ada};
  unsigned char last_ = 0;
};

TEST_F(HostilePartnerTest, CantTouchWhatIsMine) {
  const auto shared = ada_.write_and_share("mine, shared");
  const auto hidden = ada_.write("mine, private");
  const auto deleted = ada_.write_and_share("mine, deleted");
  send_into_the_void(ada_);
  ASSERT_TRUE(ada_.notebook().remove(deleted));
  for (const auto& id : {shared, hidden, deleted}) {
    EXPECT_EQ(refused(rogue_change(id, 99, note_copy("theirs"))), std::nullopt);
    auto retraction = rogue_change(id, 100, {});
    retraction.mutable_retraction();
    EXPECT_EQ(refused(retraction), std::nullopt);
  }
  EXPECT_EQ(ada_.texts(), (Texts{"mine, private", "mine, shared"}));
  EXPECT_TRUE(ada_.notebook().item(shared)->sharing);
}

TEST_F(HostilePartnerTest, SendsBytesThatAreNoChange) {
  const auto next = ada_.correspondence().incoming()->received.next();
  const Bytes noise(100, 0xff);
  const Bytes nothing;
  const Bytes huge(kMaxChangeBytes + 1, 0);
  const auto refusals = ada_.correspondence().store_batch(next, {noise, nothing, huge}).value();
  ASSERT_EQ(refusals.size(), 3U);
  EXPECT_EQ(refusals[0].why, CoreErrc::malformed_change);
  EXPECT_EQ(refusals[1].why, CoreErrc::malformed_change);
  EXPECT_EQ(refusals[2].why, CoreErrc::too_large);
  EXPECT_EQ(ada_.correspondence().incoming()->received, next);
}

TEST_F(HostilePartnerTest, OneBadChangeDoesNotKeepOutTheOthers) {
  const auto good = rogue_change(some_id(1), 1, note_copy("good")).SerializeAsString();
  const auto bad = rogue_change(some_id(2), 0, note_copy("bad")).SerializeAsString();
  const auto refusals = ada_.correspondence().store_batch(BatchNumber(1), {as_bytes(bad), as_bytes(good)}).value();
  ASSERT_EQ(refusals.size(), 1U);
  EXPECT_EQ(refusals[0].item, some_id(2));
  EXPECT_EQ(ada_.texts_of_theirs(), Texts{"good"});
}

TEST_F(HostilePartnerTest, BreaksTheFrameOfAChange) {
  auto change = rogue_change(some_id(1), 1, note_copy("x"));
  change.set_item("short");
  EXPECT_EQ(refused(change), CoreErrc::malformed_change);
  change = rogue_change(some_id(1), 1, note_copy("x"));
  change.set_seal("short");
  EXPECT_EQ(refused(change), CoreErrc::malformed_change);
  change = rogue_change(some_id(1), UINT64_MAX, note_copy("x"));
  EXPECT_EQ(refused(change), CoreErrc::malformed_change);
  change = rogue_change(some_id(1), 1, note_copy("x"));
  change.clear_copy();
  EXPECT_EQ(refused(change), CoreErrc::malformed_change);
  change.set_copy("\xff\xff");
  EXPECT_EQ(refused(change), CoreErrc::malformed_change);
}

TEST_F(HostilePartnerTest, BreaksTheLimitsOfAnItem) {
  auto copy = note_copy(std::string(kMaxTextBytes + 1, 'x'));
  EXPECT_EQ(refused(copy), CoreErrc::too_large);
  copy = note_copy("x");
  for (std::size_t i = 0; i <= kMaxTags; ++i) copy.mutable_body()->add_tags("tag");
  EXPECT_EQ(refused(copy), CoreErrc::too_large);
  copy = note_copy("escape \x1b[2J");
  EXPECT_EQ(refused(copy), CoreErrc::not_text);
  copy = note_copy("x");
  copy.set_kind(std::string(256, 'k'));
  EXPECT_EQ(refused(copy), CoreErrc::too_large);
  copy = note_copy("x");
  copy.mutable_written()->set_utc_offset_minutes(100'000);
  EXPECT_EQ(refused(copy), CoreErrc::malformed_change);
  copy = note_copy("x");
  for (int i = 0; i < 1000; ++i) copy.add_welcome(item::ANSWER_ASK);
  EXPECT_EQ(refused(copy), CoreErrc::too_large);
  EXPECT_TRUE(ada_.texts_of_theirs().empty());
}

TEST_F(HostilePartnerTest, SendsTextThatIsNotUtf8) {
  auto bytes = rogue_change(some_id(1), 1, note_copy("MARK")).SerializeAsString();
  bytes.replace(bytes.find("MARK"), 4, "\xc0\xaf\xed\xa0");
  const auto refusals = ada_.correspondence().store_batch(BatchNumber(1), {as_bytes(bytes)}).value();
  EXPECT_EQ(refusals.size(), 1U);
}

TEST_F(HostilePartnerTest, RepeatsOldRevisions) {
  const auto id = some_id(1);
  store(ada_, rogue_change(id, 5, note_copy("five")));
  store(ada_, rogue_change(id, 5, note_copy("five again")));
  store(ada_, rogue_change(id, 4, note_copy("four")));
  EXPECT_EQ(ada_.texts_of_theirs(), Texts{"five"});
  auto retraction = rogue_change(id, 6, {});
  retraction.mutable_retraction();
  store(ada_, retraction);
  store(ada_, rogue_change(id, 5, note_copy("back from the dead")));
  EXPECT_TRUE(ada_.texts_of_theirs().empty());
  ada_.restart();
  store(ada_, rogue_change(id, 6, note_copy("back after a restart")));
  EXPECT_TRUE(ada_.texts_of_theirs().empty());
}

TEST_F(HostilePartnerTest, SendsOneItemTwiceInABatch) {
  const auto older = rogue_change(some_id(1), 1, note_copy("older")).SerializeAsString();
  const auto newer = rogue_change(some_id(1), 2, note_copy("newer")).SerializeAsString();
  const std::vector<BytesView> twice{as_bytes(older), as_bytes(newer), as_bytes(older)};
  ASSERT_TRUE(ada_.correspondence().store_batch(BatchNumber(1), twice));
  EXPECT_EQ(ada_.texts_of_theirs(), Texts{"newer"});
  EXPECT_EQ(ada_.vault().rows(vault::Table::item).size(), 1U);
}

TEST_F(HostilePartnerTest, CantGetHoldOfAFileOfMine) {
  const auto attachment = ada_.attach("bytes of mine");
  auto body = body_with("with a photo");
  *body.add_attachments() = attachment;
  const auto mine = ada_.write(body);
  auto copy = note_copy("claims my file");
  *copy.mutable_body()->add_attachments() = attachment;
  EXPECT_EQ(refused(copy), std::nullopt);
  EXPECT_TRUE(ada_.texts_of_theirs().empty());
  const auto id = *AttachmentId::from(attachment.id());
  EXPECT_EQ(ada_.correspondence().chunk_for_partner(id, 0).error(), CoreErrc::no_such_item);
  EXPECT_EQ(ada_.correspondence().chunk_for_partner(AttachmentId(some_id(9).bytes()), 0).error(),
            CoreErrc::no_such_item);
  ASSERT_TRUE(ada_.notebook().item(mine));
  EXPECT_EQ(ada_.attachments().chunks_present(id), 1U);
}

TEST_F(HostilePartnerTest, TwoItemsCantClaimOneFile) {
  auto copy = note_copy("claims a file");
  auto* attachment = copy.mutable_body()->add_attachments();
  attachment->set_id(some_id(50).raw());
  attachment->set_key(std::string(32, 'k'));
  attachment->set_name("a");
  const auto one = rogue_change(some_id(1), 1, copy).SerializeAsString();
  const auto two = rogue_change(some_id(2), 1, copy).SerializeAsString();
  EXPECT_EQ(ada_.correspondence().store_batch(BatchNumber(1), {as_bytes(one), as_bytes(two)})->size(), 1U);
  EXPECT_EQ(refused(rogue_change(some_id(3), 1, copy)), CoreErrc::malformed_change);
  EXPECT_EQ(ada_.correspondence().wanted().size(), 1U);
}

TEST_F(HostilePartnerTest, SendsBadThingsWhileLocked) {
  const auto mine = ada_.write_and_share("mine");
  ada_.lock();
  store(ada_, rogue_change(mine, 99, note_copy("theirs")));
  store(ada_, rogue_change(some_id(1), 1, note_copy(std::string(kMaxTextBytes + 1, 'x'))));
  store(ada_, rogue_change(some_id(2), 1, note_copy("sound")));
  ada_.unlock();
  EXPECT_EQ(ada_.text(mine), "mine");
  EXPECT_EQ(ada_.texts_of_theirs(), Texts{"sound"});
}

}  // namespace
}  // namespace alongside::items
