// One partner gets so much room on this node and no more, whatever their node sends.
#include "core/items/limits.hpp"
#include "core/vault/attachments.hpp"
#include "tests/unit/core/items/person.hpp"

namespace alongside::items {
namespace {

constexpr std::size_t kPlacesOfTheWidest = 1 + kMaxTags + kMaxAttachmentsPerItem;

ItemId numbered(std::uint32_t number) {
  std::array<unsigned char, ItemId::kSize> bytes{0xcd};
  for (std::size_t i = 0; i < 4; ++i) bytes[4 + i] = static_cast<unsigned char>(number >> (8 * i));
  return ItemId(bytes);
}

class PartnerRoomTest : public testing::Test {
 protected:
  PartnerRoomTest() { EXPECT_TRUE(ada_.correspondence().follow(Epoch(some_id(1).bytes()))); }

  // As many tags and attachments as one item may have.
  wire::Copy widest(std::uint64_t file_bytes = 1) {
    auto copy = note_copy("x");
    for (std::size_t i = 0; i < kMaxTags; ++i) copy.mutable_body()->add_tags("t" + std::to_string(i));
    for (std::size_t i = 0; i < kMaxAttachmentsPerItem; ++i) {
      auto* attachment = copy.mutable_body()->add_attachments();
      attachment->set_id(numbered(++files_).raw());
      attachment->set_key(std::string(32, 'k'));
      attachment->set_name("a");
      attachment->set_size(file_bytes);
    }
    return copy;
  }
  static wire::Change retraction(const ItemId& id, std::uint64_t revision) {
    auto change = rogue_change(id, revision, {});
    change.mutable_retraction();
    return change;
  }
  // Sends changes of new items until one is refused; how many were taken.
  std::uint32_t fill(const std::function<wire::Change(const ItemId&)>& next) {
    constexpr std::size_t kInABatch = 64;
    for (std::uint32_t taken = 0;;) {
      std::vector<std::string> changes;
      for (std::size_t i = 0; i < kInABatch; ++i) changes.push_back(next(numbered(++items_)).SerializeAsString());
      const std::vector<BytesView> views = [&] {
        std::vector<BytesView> all;
        for (const auto& change : changes) all.push_back(as_bytes(change));
        return all;
      }();
      const auto refusals = ada_.correspondence().store_batch(ada_.correspondence().incoming()->received.next(), views).value();
      taken += static_cast<std::uint32_t>(kInABatch - refusals.size());
      for (const auto& refusal : refusals) EXPECT_EQ(refusal.why, CoreErrc::partner_full);
      if (!refusals.empty()) return taken;
    }
  }
  std::size_t rows() { return ada_.vault().rows(vault::Table::item).size(); }

  Person ada_{Who::ada};
  std::uint32_t items_ = 0;
  std::uint32_t files_ = 0;
};

TEST_F(PartnerRoomTest, EndsForItemsTagsAndAttachments) {
  const auto taken = fill([this](const ItemId& id) { return rogue_change(id, 1, widest()); });
  EXPECT_EQ(taken, kMaxPartnerPlaces / kPlacesOfTheWidest);
  EXPECT_TRUE(ada_.correspondence().is_nearly_full());
  EXPECT_LE(ada_.correspondence().wanted().size(), kMaxPartnerPlaces);
  // What I do goes on.
  const auto mine = ada_.write_and_share("mine");
  EXPECT_EQ(ada_.text(mine), "mine");

  ada_.restart();
  EXPECT_TRUE(ada_.correspondence().is_nearly_full());
  EXPECT_EQ(store(ada_, rogue_change(some_id(1), 1, widest())).size(), 1U);
}

TEST_F(PartnerRoomTest, EndsForText) {
  const auto copy = note_copy(std::string(kMaxTextBytes, 'x'));
  const auto taken = fill([&](const ItemId& id) { return rogue_change(id, 1, copy); });
  EXPECT_EQ(taken, kMaxPartnerChangeBytes / rogue_change(some_id(1), 1, copy).ByteSizeLong());
  EXPECT_TRUE(ada_.correspondence().is_nearly_full());
}

TEST_F(PartnerRoomTest, EndsForFilesBeforeTheyCome) {
  const auto taken = fill([this](const ItemId& id) { return rogue_change(id, 1, widest(vault::kMaxAttachmentBytes)); });
  EXPECT_EQ(taken, 0U);
  EXPECT_TRUE(ada_.correspondence().wanted().empty());
}

// A large file that came must not be counted as a small one from then on.
TEST_F(PartnerRoomTest, AFileKeepsItsSize) {
  const auto large = widest(vault::kMaxAttachmentBytes / kMaxAttachmentsPerItem);
  auto small = large;
  for (auto& attachment : *small.mutable_body()->mutable_attachments()) attachment.set_size(1);
  EXPECT_TRUE(store(ada_, rogue_change(some_id(1), 1, large)).empty());
  const auto refusals = store(ada_, rogue_change(some_id(1), 2, small));
  ASSERT_EQ(refusals.size(), 1U);
  EXPECT_EQ(refusals[0].why, CoreErrc::malformed_change);

  // Nor by leaving them out for a moment that no file was removed in.
  const auto without = rogue_change(some_id(1), 2, note_copy("x")).SerializeAsString();
  const auto again = rogue_change(some_id(1), 3, small).SerializeAsString();
  auto& feeds = ada_.correspondence();
  EXPECT_EQ(feeds.store_batch(feeds.incoming()->received.next(), {as_bytes(without), as_bytes(again)})->size(), 1U);
  EXPECT_TRUE(store(ada_, rogue_change(some_id(1), 3, small)).empty());
}

TEST_F(PartnerRoomTest, IsTakenByRetractionsOfWhatNeverCameToo) {
  fill([this](const ItemId& id) { return rogue_change(id, 1, widest()); });
  const auto before = rows();
  const auto taken = fill([](const ItemId& id) { return retraction(id, 1); });
  EXPECT_LT(taken, kPlacesOfTheWidest);
  EXPECT_EQ(rows(), before + taken);
}

TEST_F(PartnerRoomTest, AFullOneStillTakesBackAndChangesWhatItHas) {
  fill([this](const ItemId& id) { return rogue_change(id, 1, widest()); });
  fill([](const ItemId& id) { return retraction(id, 1); });
  EXPECT_TRUE(store(ada_, rogue_change(numbered(1), 2, note_copy("smaller"))).empty());
  EXPECT_EQ(ada_.text(numbered(1)), "smaller");
  EXPECT_TRUE(store(ada_, retraction(numbered(2), 2)).empty());
  EXPECT_EQ(ada_.notebook().item(numbered(2)).error(), CoreErrc::no_such_item);
  EXPECT_TRUE(store(ada_, rogue_change(some_id(1), 1, note_copy("into the room that this made"))).empty());
}

TEST_F(PartnerRoomTest, AChangeThatFindsNoneTakesTheOldFormAway) {
  store(ada_, rogue_change(some_id(1), 1, note_copy("the old form")));
  fill([this](const ItemId& id) { return rogue_change(id, 1, widest()); });
  fill([](const ItemId& id) { return retraction(id, 1); });
  const auto refusals = store(ada_, rogue_change(some_id(1), 2, widest()));
  ASSERT_EQ(refusals.size(), 1U);
  EXPECT_EQ(refusals[0].why, CoreErrc::partner_full);
  EXPECT_EQ(ada_.notebook().item(some_id(1)).error(), CoreErrc::no_such_item);
  store(ada_, rogue_change(some_id(1), 2, note_copy("said before")));
  EXPECT_EQ(ada_.notebook().item(some_id(1)).error(), CoreErrc::no_such_item);
  store(ada_, rogue_change(some_id(1), 3, note_copy("the new form, smaller")));
  EXPECT_EQ(ada_.text(some_id(1)), "the new form, smaller");
}

TEST_F(PartnerRoomTest, IsMadeByDeletingTheirs) {
  fill([this](const ItemId& id) { return rogue_change(id, 1, widest()); });
  ASSERT_TRUE(ada_.notebook().remove(numbered(1)));
  EXPECT_TRUE(store(ada_, rogue_change(some_id(1), 1, note_copy("fits again"))).empty());
}

TEST_F(PartnerRoomTest, EndsForWhatWaitsWhileLocked) {
  ada_.lock();
  auto& feeds = ada_.correspondence();
  const auto change = rogue_change(some_id(1), 1, note_copy(std::string(kMaxTextBytes, 'x'))).SerializeAsString();
  const std::vector<BytesView> batch(7, as_bytes(change));
  std::uint64_t taken = 0;
  while (feeds.store_batch(feeds.incoming()->received.next(), batch)) ASSERT_LT(++taken, kMaxWaitingBatches);
  EXPECT_EQ(taken, kMaxWaitingBytes / (7 * change.size()));
  const auto next = feeds.incoming()->received.next();
  EXPECT_EQ(feeds.store_batch(next, batch).error(), CoreErrc::locked);
  EXPECT_TRUE(feeds.store_batch(next, {}));

  ada_.unlock();
  EXPECT_TRUE(feeds.store_batch(feeds.incoming()->received.next(), batch));
  EXPECT_TRUE(ada_.vault().rows(vault::Table::inbox).empty());
  ada_.lock();
  EXPECT_TRUE(feeds.store_batch(feeds.incoming()->received.next(), batch));
}

}  // namespace
}  // namespace alongside::items
