#include "tests/unit/core/items/person.hpp"

namespace alongside::items {
namespace {

class FeedsTest : public testing::Test {
 protected:
  static std::vector<BytesView> views_of(const FormedBatch& batch) {
    return {batch.changes.begin(), batch.changes.end()};
  }
  Correspondence& out() { return ada_.correspondence(); }
  Correspondence& in() { return ben_.correspondence(); }

  Person ada_{Who::ada};
  Person ben_{Who::ben};
};

TEST_F(FeedsTest, TakesANumberOnlyForABatchThatIsFormed) {
  EXPECT_FALSE(out().next_batch(BatchNumber(), 10, 1000).value());
  for (int i = 0; i < 5; ++i) ada_.write_and_share("note");
  EXPECT_EQ(out().outgoing()->last_formed, BatchNumber());
  EXPECT_EQ(out().next_batch(BatchNumber(), 10, 1 << 20)->value().number, BatchNumber(1));
  EXPECT_EQ(out().outgoing()->last_formed, BatchNumber(1));
  EXPECT_FALSE(out().next_batch(BatchNumber(1), 10, 1000).value());
}

TEST_F(FeedsTest, KeepsToBothBoundsOfABatch) {
  for (int i = 0; i < 5; ++i) ada_.write_and_share(std::string(1000, 'x'));
  EXPECT_EQ(out().next_batch(BatchNumber(), 2, 1 << 20)->value().changes.size(), 2U);
  EXPECT_EQ(out().next_batch(BatchNumber(1), 10, 2500)->value().changes.size(), 2U);
  EXPECT_EQ(out().next_batch(BatchNumber(2), 10, 1)->value().changes.size(), 1U);
}

TEST_F(FeedsTest, FormsABatchAgainAfterACutFromWhatIsLeftOfIt) {
  const auto first = ada_.write_and_share("first");
  ada_.write_and_share("second");
  send_into_the_void(ada_);
  ada_.edit(first, "first, edited");
  ada_.restart(/*killed=*/true);
  const auto again = out().next_batch(BatchNumber(), 10, 1 << 20)->value();
  EXPECT_EQ(again.number, BatchNumber(1));
  ASSERT_EQ(again.changes.size(), 1U);
  EXPECT_EQ(copy_of(change_in(again.changes[0])).body().text(), "second");
  deliver(ada_, ben_);
  EXPECT_EQ(ben_.texts_of_theirs(), (Texts{"second", "first, edited"}));
}

TEST_F(FeedsTest, SendsAnEmptyBatchWhenAllOfItWasOvertaken) {
  const auto id = ada_.write_and_share("one");
  send_into_the_void(ada_);
  ada_.edit(id, "two");
  const auto again = out().next_batch(BatchNumber(), 10, 1 << 20)->value();
  EXPECT_EQ(again.number, BatchNumber(1));
  EXPECT_TRUE(again.changes.empty());
  EXPECT_EQ(deliver(ada_, ben_).size(), 2U);
  EXPECT_EQ(ben_.text(id), "two");
}

TEST_F(FeedsTest, ForgetsWhatIsAcknowledgedAndNothingElse) {
  for (int i = 0; i < 3; ++i) {
    ada_.write_and_share("note");
    send_into_the_void(ada_);
  }
  ASSERT_TRUE(out().acknowledged(BatchNumber(2)));
  EXPECT_EQ(ada_.vault().rows(vault::Table::outbox).size(), 1U);
  EXPECT_EQ(out().next_batch(BatchNumber(2), 10, 1000)->value().number, BatchNumber(3));
  ASSERT_TRUE(out().acknowledged(BatchNumber(1)));
  EXPECT_EQ(out().outgoing()->acknowledged, BatchNumber(2));
  EXPECT_EQ(out().acknowledged(BatchNumber(4)).error(), CoreErrc::malformed_change);
  ada_.restart(/*killed=*/true);
  EXPECT_EQ(out().outgoing()->acknowledged, BatchNumber(2));
  EXPECT_EQ(out().outgoing()->last_formed, BatchNumber(3));
}

TEST_F(FeedsTest, StoresOnlyTheNextBatchOfAFeedThatIsFollowed) {
  EXPECT_EQ(in().store_batch(BatchNumber(1), {}).error(), CoreErrc::malformed_change);
  ASSERT_TRUE(in().follow(out().outgoing()->epoch));
  EXPECT_EQ(in().store_batch(BatchNumber(2), {}).error(), CoreErrc::malformed_change);
  EXPECT_TRUE(in().store_batch(BatchNumber(1), {}));
  EXPECT_EQ(in().store_batch(BatchNumber(1), {}).error(), CoreErrc::malformed_change);
  ben_.restart(/*killed=*/true);
  EXPECT_EQ(in().incoming()->received, BatchNumber(1));
}

TEST_F(FeedsTest, TheSameBatchTwiceInAnotherLifeOfTheFeedChangesNothing) {
  ada_.write_and_share("one");
  const auto batch = out().next_batch(BatchNumber(), 10, 1 << 20)->value();
  deliver(ada_, ben_);
  ASSERT_TRUE(in().follow(Epoch(some_id(7).bytes())));
  ASSERT_TRUE(in().store_batch(BatchNumber(1), views_of(batch)));
  EXPECT_EQ(ben_.texts_of_theirs(), Texts{"one"});
  EXPECT_EQ(ben_.vault().rows(vault::Table::item).size(), 1U);
}

TEST_F(FeedsTest, ALockedNodeGoesOnSendingAndReceiving) {
  ada_.write_and_share("from ada");
  ben_.write_and_share("from ben");
  ada_.lock();
  ben_.lock();
  deliver(ada_, ben_);
  deliver(ben_, ada_);
  EXPECT_FALSE(out().outgoing()->anything_pending);
  EXPECT_EQ(ben_.vault().rows(vault::Table::inbox).size(), 1U);
  ada_.unlock();
  ben_.unlock();
  EXPECT_EQ(ada_.texts_of_theirs(), Texts{"from ben"});
  EXPECT_EQ(ben_.texts_of_theirs(), Texts{"from ada"});
  EXPECT_TRUE(ben_.vault().rows(vault::Table::inbox).empty());
}

TEST_F(FeedsTest, TakesInWhatCameWhileLockedInOrderAndWithItsTime) {
  const auto id = ada_.write_and_share("one");
  ben_.lock();
  deliver(ada_, ben_);
  const auto came = ben_.clock().now();
  ada_.edit(id, "two");
  ada_.write_and_share("another");
  deliver(ada_, ben_);
  ben_.clock().forward(60'000);
  ben_.unlock();
  EXPECT_EQ(ben_.texts_of_theirs(), (Texts{"another", "two"}));
  EXPECT_EQ(ben_.notebook().item(id)->sharing->since, came);
}

TEST_F(FeedsTest, ALockedInboxHoldsNothingThatTheTransitKeyOpens) {
  ada_.write_and_share("found nowhere while locked");
  ben_.lock();
  deliver(ada_, ben_);
  for (const auto& row : ben_.vault().rows(vault::Table::inbox)) {
    const auto bytes = ben_.vault().read(vault::Table::inbox, row.row).value();
    EXPECT_EQ(as_text(bytes).find("found nowhere"), std::string_view::npos);
  }
}

}  // namespace
}  // namespace alongside::items
