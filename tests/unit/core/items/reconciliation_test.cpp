// One of the two stores lost its place; both come together again, and nobody can be made to say what they did not say.
#include "tests/unit/core/items/person.hpp"

namespace alongside::items {
namespace {

class ReconciliationTest : public testing::Test {
 protected:
  std::vector<BytesView> views_of(const std::vector<std::string>& changes) {
    std::vector<BytesView> views;
    for (const auto& change : changes) views.push_back(as_bytes(change));
    return views;
  }

  Person ada_{Who::ada};
  Person ben_{Who::ben};
};

TEST_F(ReconciliationTest, ARestoredVaultBeginsANewLifeOfItsFeed) {
  const auto backup = ada_.back_up();
  const auto before = ada_.correspondence().outgoing()->epoch;
  ada_.restore(backup);
  const auto after = ada_.correspondence().outgoing()->epoch;
  EXPECT_NE(before, after);
  ada_.restart();
  EXPECT_EQ(ada_.correspondence().outgoing()->epoch, after);
}

TEST_F(ReconciliationTest, ARestoredAuthorGetsBackWhatTheyHadShared) {
  const auto kept = ada_.write_and_share("kept");
  deliver(ada_, ben_);
  const auto backup = ada_.back_up();
  ada_.edit(kept, "kept, edited later");
  const auto lost = ada_.write_and_share("written later");
  const auto shared_later = ada_.write("x");
  ada_.share(shared_later);
  deliver(ada_, ben_);
  ada_.restore(backup);
  EXPECT_EQ(ada_.text(kept), "kept");
  meet_again(ada_, ben_);
  EXPECT_EQ(ada_.text(kept), "kept, edited later");
  EXPECT_EQ(ada_.notebook().history(kept)->front().body.text(), "kept");
  EXPECT_EQ(ada_.text(lost), "written later");
  EXPECT_EQ(ada_.notebook().item(lost)->author, Author::me);
  EXPECT_EQ(ada_.notebook().item(lost)->delivery, Delivery::on_their_device);
  EXPECT_EQ(ben_.texts_of_theirs(), (Texts{"x", "written later", "kept, edited later"}));

  ada_.edit(lost, "and goes on");
  deliver(ada_, ben_);
  EXPECT_EQ(ben_.text(lost), "and goes on");
}

TEST_F(ReconciliationTest, WhatIsInStepGoesNeitherWay) {
  for (int i = 0; i < 5; ++i) ada_.write_and_share("note");
  deliver(ada_, ben_);
  const auto backup = ada_.back_up();
  ada_.restore(backup);
  reconcile(ada_, ben_);
  EXPECT_FALSE(ada_.correspondence().outgoing()->anything_pending);
}

TEST_F(ReconciliationTest, WhatWasTakenBackAfterTheBackupStaysTakenBack) {
  const auto id = ada_.write_and_share("regretted");
  deliver(ada_, ben_);
  const auto backup = ada_.back_up();
  ASSERT_TRUE(ada_.notebook().unshare(id));
  deliver(ada_, ben_);
  ada_.restore(backup);
  EXPECT_TRUE(ada_.notebook().item(id)->sharing);
  meet_again(ada_, ben_);
  EXPECT_FALSE(ada_.notebook().item(id)->sharing);
  EXPECT_TRUE(ben_.texts_of_theirs().empty());
}

TEST_F(ReconciliationTest, ChangesOnBothSidesOfARestoreKeepTheLaterAndTheOther) {
  const auto id = ada_.write_and_share("one");
  deliver(ada_, ben_);
  const auto backup = ada_.back_up();
  ada_.edit(id, "sent before the restore");
  deliver(ada_, ben_);
  ada_.restore(backup);
  ada_.edit(id, "written after the restore");
  meet_again(ada_, ben_);
  EXPECT_EQ(ada_.text(id), "written after the restore");
  EXPECT_EQ(ben_.text(id), "written after the restore");
  EXPECT_EQ(ada_.notebook().history(id)->front().body.text(), "sent before the restore");
}

TEST_F(ReconciliationTest, ADeletionAfterTheRestoreStands) {
  const auto id = ada_.write_and_share("one");
  deliver(ada_, ben_);
  const auto backup = ada_.back_up();
  ada_.edit(id, "two");
  ada_.edit(id, "three");
  deliver(ada_, ben_);
  ada_.edit(id, "four");
  deliver(ada_, ben_);
  ada_.restore(backup);
  ASSERT_TRUE(ada_.notebook().remove(id));
  meet_again(ada_, ben_);
  EXPECT_EQ(ada_.notebook().item(id).error(), CoreErrc::no_such_item);
  EXPECT_TRUE(ben_.texts_of_theirs().empty());
}

TEST_F(ReconciliationTest, ADeletionOfBeforeTheBackupIsNotSentToOneWhoHasIt) {
  const auto id = ada_.write_and_share("gone");
  deliver(ada_, ben_);
  ASSERT_TRUE(ada_.notebook().remove(id));
  deliver(ada_, ben_);
  ada_.restore(ada_.back_up());
  reconcile(ada_, ben_);
  EXPECT_FALSE(ada_.correspondence().outgoing()->anything_pending);
}

TEST_F(ReconciliationTest, ACopyThatWaitedInTheBackupButLeftInAnotherFormComesBackInThatForm) {
  const auto id = ada_.write_and_share("as it waited");
  const auto backup = ada_.back_up();
  ada_.edit(id, "as it left");
  deliver(ada_, ben_);
  ada_.restore(backup);
  meet_again(ada_, ben_);
  EXPECT_EQ(ada_.text(id), "as it left");
  EXPECT_EQ(ben_.text(id), "as it left");
}

TEST_F(ReconciliationTest, TakingBackAfterARestoreWhatMayHaveLeftReachesThePartner) {
  const auto id = ada_.write_and_share("waits in the backup");
  const auto backup = ada_.back_up();
  deliver(ada_, ben_);
  ada_.restore(backup);
  ASSERT_TRUE(ada_.notebook().unshare(id));
  meet_again(ada_, ben_);
  EXPECT_FALSE(ada_.notebook().item(id)->sharing);
  EXPECT_TRUE(ben_.texts_of_theirs().empty());
}

TEST_F(ReconciliationTest, ARestoredFollowerGetsWhatTheyLack) {
  const auto kept = ada_.write_and_share("kept");
  const auto taken_back = ada_.write_and_share("taken back");
  deliver(ada_, ben_);
  const auto backup = ben_.back_up();
  ada_.edit(kept, "kept, edited");
  ASSERT_TRUE(ada_.notebook().unshare(taken_back));
  const auto added = ada_.write_and_share("added");
  deliver(ada_, ben_);
  ben_.restore(backup);
  EXPECT_EQ(ben_.texts_of_theirs(), (Texts{"taken back", "kept"}));
  meet_again(ada_, ben_);
  EXPECT_EQ(ben_.texts_of_theirs(), (Texts{"added", "kept, edited"}));
  EXPECT_EQ(ben_.text(added), "added");
}

TEST_F(ReconciliationTest, PrivatePartsSurviveTheReturnOfTheSharedOnes) {
  auto body = body_with("shared part");
  body.add_tags("private");
  const auto id = ada_.write(body);
  ada_.share(id, {"text"});
  deliver(ada_, ben_);
  const auto backup = ada_.back_up();
  ada_.edit(id, "shared part, edited");
  deliver(ada_, ben_);
  ada_.restore(backup);
  meet_again(ada_, ben_);
  const auto item = ada_.notebook().item(id).value();
  EXPECT_EQ(item.body.text(), "shared part, edited");
  ASSERT_EQ(item.body.tags_size(), 1);
  EXPECT_EQ(item.sharing->only, Texts{"text"});
  EXPECT_EQ(ben_.notebook().item(id)->body.tags_size(), 0);
}

TEST_F(ReconciliationTest, SharingThatTheBackupDoesNotKnowComesBackWithNoMoreThanWasShared) {
  auto body = body_with("shared part");
  body.add_tags("private");
  const auto id = ada_.write(body);
  const auto backup = ada_.back_up();
  ada_.share(id, {"text"});
  deliver(ada_, ben_);
  ada_.restore(backup);
  meet_again(ada_, ben_);
  ASSERT_TRUE(ada_.notebook().item(id)->sharing);
  EXPECT_EQ(ada_.notebook().item(id)->sharing->only, Texts{"text"});
  EXPECT_EQ(ben_.notebook().item(id)->body.tags_size(), 0);
}

TEST_F(ReconciliationTest, CanBeBrokenOffAnywhereAndDoneAgain) {
  const auto one = ada_.write_and_share("one");
  const auto two = ada_.write_and_share("two");
  deliver(ada_, ben_);
  const auto backup = ada_.back_up();
  ada_.edit(one, "one, edited");
  ada_.edit(two, "two, edited");
  deliver(ada_, ben_);
  ada_.restore(backup);
  auto& author = ada_.correspondence();
  ASSERT_TRUE(author.begin_reconcile());
  const auto ask_back = author.reconcile(ben_.correspondence().inventory(0, 1)->holdings).value();
  const auto returned = ben_.correspondence().returned(ask_back).value();
  ASSERT_TRUE(author.take_back_in({returned.begin(), returned.end()}));
  ada_.restart(/*killed=*/true);
  meet_again(ada_, ben_);
  ada_.restart(/*killed=*/true);
  meet_again(ada_, ben_);
  EXPECT_EQ(ada_.texts(), (Texts{"two, edited", "one, edited"}));
  EXPECT_EQ(ben_.texts_of_theirs(), (Texts{"two, edited", "one, edited"}));
  EXPECT_EQ(ada_.notebook().history(one)->size(), 1U);
}

TEST_F(ReconciliationTest, ALyingPartnerChangesNothingOfMine) {
  const auto shared = ada_.write_and_share("shared");
  const auto hidden = ada_.write("private");
  const auto deleted = ada_.write_and_share("deleted");
  deliver(ada_, ben_);
  ASSERT_TRUE(ada_.notebook().remove(deleted));
  deliver(ada_, ben_);
  auto& author = ada_.correspondence();
  ASSERT_TRUE(author.begin_reconcile());
  const Bytes forged_seal(16, 'f');
  std::vector<Holding> lies;
  for (const auto& id : {shared, hidden, deleted, some_id(1)}) lies.push_back({id, Revision(50), forged_seal});
  EXPECT_TRUE(author.reconcile(lies)->empty());
  for (auto& lie : lies) lie.retraction_seal.clear();
  const auto ask_back = author.reconcile(lies).value();
  EXPECT_EQ(ask_back, (std::vector<ItemId>{shared, hidden, deleted, some_id(1)}));
  std::vector<std::string> forged;
  for (const auto& id : ask_back) forged.push_back(rogue_change(id, 50, note_copy("never said")).SerializeAsString());
  ASSERT_TRUE(author.take_back_in(views_of(forged)));
  ASSERT_TRUE(author.finish_reconcile());
  EXPECT_EQ(ada_.texts(), (Texts{"private", "shared"}));
  EXPECT_TRUE(ada_.notebook().item(shared)->sharing);
  EXPECT_FALSE(ada_.notebook().item(hidden)->sharing);
  for (const auto& batch : send_into_the_void(ada_)) {
    for (const auto& change : batch.changes) EXPECT_NE(change_in(change).item(), hidden.raw());
  }
}

TEST_F(ReconciliationTest, AnOldCopyWithASoundSealChangesNothing) {
  const auto id = ada_.write_and_share("old");
  const auto old = deliver(ada_, ben_)[0].changes[0];
  ada_.edit(id, "new");
  deliver(ada_, ben_);
  ASSERT_TRUE(ada_.correspondence().begin_reconcile());
  ASSERT_TRUE(ada_.correspondence().take_back_in({old}));
  EXPECT_EQ(ada_.text(id), "new");
  ASSERT_TRUE(ada_.notebook().unshare(id));
  ASSERT_TRUE(ada_.correspondence().take_back_in({old}));
  EXPECT_FALSE(ada_.notebook().item(id)->sharing);
}

TEST_F(ReconciliationTest, WhatWasSentInAFormerPairingProvesNothingInTheNext) {
  const auto kept = ada_.write_and_share("kept");
  const auto deleted = ada_.write_and_share("deleted");
  const auto old = deliver(ada_, ben_)[0].changes;
  ASSERT_TRUE(ada_.notebook().remove(deleted));
  ASSERT_TRUE(ada_.notebook().part(/*keep_theirs=*/false));
  ASSERT_TRUE(ada_.correspondence().begin_reconcile());
  for (const auto& change : old) ASSERT_TRUE(ada_.correspondence().take_back_in({change}));
  EXPECT_FALSE(ada_.notebook().item(kept)->sharing);
  EXPECT_EQ(ada_.notebook().item(deleted).error(), CoreErrc::no_such_item);
}

TEST_F(ReconciliationTest, AnotherPersonsSealProvesNothing) {
  const auto id = ben_.write_and_share("by ben");
  const auto change = deliver(ben_, ada_)[0].changes[0];
  ASSERT_TRUE(ada_.correspondence().begin_reconcile());
  ASSERT_TRUE(ada_.correspondence().take_back_in({change}));
  EXPECT_EQ(ada_.notebook().item(id)->author, Author::partner);
}

TEST_F(ReconciliationTest, HasItsOrder) {
  EXPECT_EQ(ada_.correspondence().reconcile({}).error(), CoreErrc::malformed_change);
  EXPECT_EQ(ada_.correspondence().take_back_in({}).error(), CoreErrc::malformed_change);
  EXPECT_EQ(ada_.correspondence().finish_reconcile().error(), CoreErrc::malformed_change);
  ada_.lock();
  EXPECT_EQ(ada_.correspondence().begin_reconcile().error(), CoreErrc::locked);
}

}  // namespace
}  // namespace alongside::items
