// What must never leave: that something private exists, how often something was changed, and what was taken back in
// time.
#include "tests/unit/core/items/person.hpp"

namespace alongside::items {
namespace {

// One story of shared things. With `private_acts`, many private ones happen in between, in the same clock time.
Batches story(bool private_acts) {
  Person ada(Who::ada);
  Person ben(Who::ben);
  Batches sent;
  const auto some_private_acts = [&](int count) {
    if (!private_acts) return;
    for (int i = 0; i < count; ++i) {
      const auto id = ada.write("private " + std::to_string(i));
      if (i % 3 == 0) ada.edit(id, "private, edited");
      if (i % 5 == 0) {
        EXPECT_TRUE(ada.notebook().remove(id));
      }
      if (i % 7 == 0) {
        ada.share(ada.write("thought better of"));
        EXPECT_TRUE(ada.notebook().unshare(ada.notebook().list({}).value().front().id));
      }
    }
  };
  const auto step = [&](std::int64_t at) {
    for (auto& batch : deliver(ada, ben)) sent.push_back(std::move(batch));
    some_private_acts(100);
    ada.clock().unix_ms = 1'800'000'000'000 + at * 1'000'000;
  };
  step(1);
  const auto first = ada.write_and_share("first");
  step(2);
  const auto second = ada.write_and_share("second");
  ada.edit(first, "first, edited");
  step(3);
  EXPECT_TRUE(ada.notebook().unshare(second));
  step(4);
  EXPECT_TRUE(ada.notebook().remove(first));
  step(5);
  return sent;
}

TEST(Privacy, FiveHundredPrivateEntriesChangeNothingThatIsSent) {
  const auto plain = story(false);
  const auto crowded = story(true);
  ASSERT_EQ(plain.size(), crowded.size());
  for (std::size_t i = 0; i < plain.size(); ++i) {
    EXPECT_EQ(plain[i].number, crowded[i].number);
    ASSERT_EQ(plain[i].changes.size(), crowded[i].changes.size());
    for (std::size_t j = 0; j < plain[i].changes.size(); ++j) {
      auto one = change_in(plain[i].changes[j]);
      auto other = change_in(crowded[i].changes[j]);
      EXPECT_EQ(one.revision(), other.revision());
      EXPECT_EQ(one.copy(), other.copy());
    }
  }
}

TEST(Privacy, NothingPrivateLiesInWhatALockedNodeCanRead) {
  Person ada(Who::ada);
  const auto id = ada.write("private");
  ada.edit(id, "private still");
  for (const auto table : {vault::Table::outbox, vault::Table::inbox, vault::Table::servable}) {
    EXPECT_TRUE(ada.vault().rows(table).empty());
  }
}

TEST(Privacy, WhatChangedBeforeItWasFetchedIsSentInItsNewFormOnly) {
  Person ada(Who::ada);
  Person ben(Who::ben);
  const auto id = ada.write_and_share("said in anger");
  ada.edit(id, "said calmly");
  ada.edit(id, "said kindly");
  const auto sent = deliver(ada, ben);
  ASSERT_EQ(sent.size(), 1U);
  ASSERT_EQ(sent[0].changes.size(), 1U);
  EXPECT_EQ(change_in(sent[0].changes[0]).revision(), 1U);
  EXPECT_EQ(ben.texts_of_theirs(), Texts{"said kindly"});
}

TEST(Privacy, WhatWasTakenBackBeforeItWasFetchedLeavesNoTrace) {
  Person ada(Who::ada);
  Person ben(Who::ben);
  const auto unshared = ada.write_and_share("unshared");
  const auto deleted = ada.write_and_share("deleted");
  ASSERT_TRUE(ada.notebook().unshare(unshared));
  ASSERT_TRUE(ada.notebook().remove(deleted));
  EXPECT_FALSE(ada.correspondence().outgoing()->anything_pending);
  EXPECT_TRUE(deliver(ada, ben).empty());
  ada.share(unshared);
  const auto sent = deliver(ada, ben);
  ASSERT_EQ(sent.size(), 1U);
  EXPECT_EQ(sent[0].number, BatchNumber(1));
  EXPECT_EQ(change_in(sent[0].changes[0]).revision(), 1U);
}

TEST(Privacy, WhatWasTakenBackAfterACutGoesOutAsARetractionOnly) {
  Person ada(Who::ada);
  Person ben(Who::ben);
  const auto id = ada.write_and_share("on its way");
  send_into_the_void(ada);
  ASSERT_TRUE(ada.notebook().remove(id));
  const auto sent = deliver(ada, ben);
  for (const auto& batch : sent) {
    for (const auto& change : batch.changes) EXPECT_TRUE(change_in(change).has_retraction());
  }
  EXPECT_TRUE(ben.texts_of_theirs().empty());
}

TEST(Privacy, APrivateFieldsEditShowsNeitherItselfNorItsTime) {
  Person ada(Who::ada);
  Person ben(Who::ben);
  auto body = body_with("to share");
  auto* field = body.add_fields();
  field->set_name("mood");
  field->set_value("private");
  const auto id = ada.write(body);
  const auto written = ada.clock().now();
  ada.clock().forward(5000);
  Edit private_edit;
  private_edit.fields = {{"mood", "private, edited before"}};
  ASSERT_TRUE(ada.notebook().edit(id, private_edit));
  ada.share(id, {"text"});
  auto sent = deliver(ada, ben);
  ASSERT_EQ(sent.size(), 1U);
  EXPECT_EQ(sent[0].changes.size(), 1U);
  EXPECT_EQ(moment_of(copy_of(change_in(sent[0].changes[0])).changed()), written);
  EXPECT_EQ(ben.notebook().item(id)->body.fields_size(), 0);

  ada.clock().forward(5000);
  private_edit.fields = {{"mood", "private, edited after"}};
  private_edit.tags = {"private"};
  ASSERT_TRUE(ada.notebook().edit(id, private_edit));
  EXPECT_FALSE(ada.correspondence().outgoing()->anything_pending);
  ada.edit(id, "shared, edited");
  const auto edited = ada.clock().now();
  sent = deliver(ada, ben);
  EXPECT_EQ(moment_of(copy_of(change_in(sent[0].changes[0])).changed()), edited);
}

TEST(Privacy, ALinkToSomethingPrivateStaysHere) {
  Person ada(Who::ada);
  Person ben(Who::ben);
  const auto hidden = ada.write("private");
  const auto shown = ada.write_and_share("shared");
  auto body = body_with("links to both");
  for (const auto& target : {hidden, shown}) body.add_links()->set_item(target.raw());
  const auto id = ada.write(body);
  ada.share(id);
  deliver(ada, ben);
  const auto links = ben.notebook().item(id)->body.links();
  ASSERT_EQ(links.size(), 1);
  EXPECT_EQ(links[0].item(), shown.raw());
  EXPECT_EQ(ada.notebook().preview(id, {})->links_size(), 1);
}

TEST(Privacy, InventoryTellsNothingOfMyOwnRows) {
  Person ada(Who::ada);
  Person ben(Who::ben);
  for (int i = 0; i < 50; ++i) ben.write("private");
  for (int i = 0; i < 3; ++i) ada.write_and_share("shared");
  deliver(ada, ben);
  const auto page = ben.correspondence().inventory(0, 2).value();
  EXPECT_EQ(page.holdings.size(), 2U);
  EXPECT_EQ(page.next, 2U);
  EXPECT_EQ(ben.correspondence().inventory(2, 2)->next, 0U);
}

}  // namespace
}  // namespace alongside::items
