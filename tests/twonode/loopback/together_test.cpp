// Two whole nodes over loopback TCP: what two people can do with each other, from the invite to the end.
#include <gtest/gtest.h>

#include <fstream>

#include "tests/twonode/loopback/running_node.hpp"

namespace alongside::test {
namespace {

using Texts = std::vector<std::string>;

TEST(Together, PairingShowsTheSameWordsAndNamesOnBothSides) {
  TwoPeople two;
  const auto accepted = two.pair();
  EXPECT_EQ(accepted.partner(), "Mira");
  ASSERT_EQ(accepted.words_size(), 6);
  const auto here = ask<api::VerifyReply>(*two.mira, "verify").reply;
  EXPECT_EQ(Texts(here.words().begin(), here.words().end()), Texts(accepted.words().begin(), accepted.words().end()));
  EXPECT_FALSE(here.verified());
  EXPECT_EQ(ask<api::StatusReply>(*two.mira, "status").reply.partner().name(), "Noor");
}

TEST(Together, NothingLeavesBeforeBothHaveComparedTheWords) {
  TwoPeople two;
  two.pair();
  share_note(*two.mira, "not yet");
  api::SyncRequest sync;
  sync.set_timeout_seconds(1);
  const auto said = ask<api::SyncReply>(*two.mira, "sync", sync).reply;
  EXPECT_FALSE(said.in_step());
  EXPECT_NE(said.why_not().find("alongside verify"), std::string::npos);
  EXPECT_EQ(texts_of_partner(*two.noor), Texts{});
  two.verify();
  EXPECT_TRUE(in_step(*two.mira));
  EXPECT_EQ(texts_of_partner(*two.noor), Texts{"not yet"});
}

TEST(Together, WhatIsSharedArrivesAndWhatIsPrivateDoesNot) {
  TwoPeople two;
  two.pair();
  two.verify();
  write_note(*two.mira, "only mine");
  const auto id = share_note(*two.mira, "for you");
  ASSERT_TRUE(in_step(*two.mira));
  EXPECT_EQ(texts_of_partner(*two.noor), Texts{"for you"});
  api::ShowRequest show;
  show.set_id(id);
  EXPECT_EQ(ask<api::Item>(*two.mira, "show", show).reply.delivery(), "on their device");
  EXPECT_EQ(ask<api::Item>(*two.noor, "show", show).reply.author_name(), "Mira");
  const auto status = ask<api::StatusReply>(*two.mira, "status").reply;
  EXPECT_EQ(status.partner().pending_out(), 0u);
  EXPECT_TRUE(status.partner().verified());
  EXPECT_NE(status.partner().last_synced_at(), "");
}

TEST(Together, AnEditFollowsAndTakingBackRemovesTheirCopy) {
  TwoPeople two;
  two.pair();
  two.verify();
  const auto id = share_note(*two.mira, "first wording");
  ASSERT_TRUE(in_step(*two.mira));
  api::EditRequest edit;
  edit.set_id(id);
  edit.set_text("second wording");
  ask<api::EditReply>(*two.mira, "edit", edit);
  ASSERT_TRUE(in_step(*two.mira));
  EXPECT_EQ(texts_of_partner(*two.noor), Texts{"second wording"});
  api::ItemRequest take_back;
  take_back.set_id(id);
  ask<api::Empty>(*two.mira, "unshare", take_back);
  ASSERT_TRUE(in_step(*two.mira));
  EXPECT_EQ(texts_of_partner(*two.noor), Texts{});
  EXPECT_EQ(texts_of(*two.mira), Texts{"second wording"});
}

TEST(Together, AnEditSaysBeforehandExactlyWhatItSends) {
  TwoPeople two;
  two.pair();
  two.verify();
  const auto id = write_note(*two.mira, "for you");
  api::ShareRequest share;
  share.set_id(id);
  share.add_only("text");
  ASSERT_EQ(ask<api::ShareReply>(*two.mira, "share", share).problem, "");
  api::EditRequest edit;
  edit.set_id(id);
  edit.set_preview(true);
  edit.add_add_tags("mine");
  EXPECT_FALSE(ask<api::EditReply>(*two.mira, "edit", edit).reply.has_leaves()) << "tags are not shared";
  edit.set_text("for you, anew");
  const auto leaves = ask<api::EditReply>(*two.mira, "edit", edit).reply.leaves();
  EXPECT_EQ(leaves.text(), "for you, anew");
  EXPECT_EQ(leaves.tags_size(), 0);
  ASSERT_TRUE(in_step(*two.mira));
  EXPECT_EQ(texts_of_partner(*two.noor), Texts{"for you"});
}

TEST(Together, AnOlderInviteOfOnesOwnIsKnownAsOnesOwn) {
  TwoPeople two;
  const auto older = ask<api::InviteReply>(*two.mira, "invite").reply;
  const auto newer = ask<api::InviteReply>(*two.mira, "invite").reply;
  api::AcceptRequest accept;
  for (const auto& own : {older, newer}) {
    accept.set_invite(own.invite());
    EXPECT_EQ(ask<api::AcceptReply>(*two.mira, "accept", accept).problem, "own_invite");
  }
}

TEST(Together, OnlyTheWelcomedAnswersAreTaken) {
  TwoPeople two;
  two.pair();
  two.verify();
  api::RespondRequest respond;
  respond.set_id(share_note(*two.mira, "just so you know", {"reflect"}));
  ASSERT_TRUE(in_step(*two.mira));
  respond.set_as("advise");
  respond.set_text("you should");
  EXPECT_EQ(ask<api::WriteReply>(*two.noor, "respond", respond).problem, "not_welcome");
  respond.set_as("reflect");
  respond.set_text("I hear that it rained");
  EXPECT_EQ(ask<api::WriteReply>(*two.noor, "respond", respond).problem, "");
  ASSERT_TRUE(in_step(*two.noor));
  api::ShowRequest show;
  show.set_id(respond.id());
  const auto shown = ask<api::Item>(*two.mira, "show", show).reply;
  ASSERT_EQ(shown.responses_size(), 1);
  EXPECT_EQ(shown.responses(0).text(), "I hear that it rained");
  EXPECT_EQ(shown.responses(0).answers(), respond.id());
}

TEST(Together, ThePartnersEntryCantBeChangedOrSharedOn) {
  TwoPeople two;
  two.pair();
  two.verify();
  api::EditRequest edit;
  edit.set_id(share_note(*two.mira, "mine alone"));
  ASSERT_TRUE(in_step(*two.mira));
  edit.set_text("yours");
  EXPECT_EQ(ask<api::EditReply>(*two.noor, "edit", edit).problem, "not_yours");
  api::ShareRequest share;
  share.set_id(edit.id());
  EXPECT_EQ(ask<api::ShareReply>(*two.noor, "share", share).problem, "not_yours");
}

TEST(Together, ALockedNodeGoesOnReceivingAndShowsItAfterTheUnlock) {
  TwoPeople two;
  two.pair();
  two.verify();
  EXPECT_EQ(ask<api::Empty>(*two.noor, "lock").problem, "");
  share_note(*two.mira, "while you were away");
  ASSERT_TRUE(in_step(*two.mira));
  EXPECT_EQ(ask<api::ListReply>(*two.noor, "list").problem, "locked");
  EXPECT_FALSE(ask<api::StatusReply>(*two.noor, "status").reply.has_partner());
  EXPECT_EQ(ask_raw(*two.noor, "unlock", kPassphrase).problem, "");
  EXPECT_EQ(texts_of_partner(*two.noor), Texts{"while you were away"});
}

TEST(Together, AnAttachmentArrivesWhole) {
  TwoPeople two;
  two.pair();
  two.verify();
  TempFolder folder;
  const std::string content(500'000, 'p');
  std::ofstream(folder.path() / "photo") << content;
  api::WriteRequest write;
  write.set_kind("note");
  write.add_attach((folder.path() / "photo").string());
  api::ShareRequest share;
  share.set_id(ask<api::WriteReply>(*two.mira, "write", write).reply.id());
  EXPECT_EQ(ask<api::ShareReply>(*two.mira, "share", share).problem, "");
  ASSERT_TRUE(in_step(*two.mira));
  ASSERT_TRUE(in_step(*two.noor));
  api::SaveRequest save;
  save.set_id(share.id());
  save.set_to((folder.path() / "arrived").string());
  EXPECT_EQ(ask<api::Empty>(*two.noor, "save", save).problem, "");
  std::ifstream arrived(save.to(), std::ios::binary);
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(arrived), {}), content);
}

TEST(Together, BothFindEachOtherAgainAfterAStop) {
  TwoPeople two;
  two.pair();
  two.verify();
  ASSERT_TRUE(in_step(*two.mira));
  two.stop();
  share_note(*two.mira_home.unlocked(), "written while nothing ran");
  two.start();
  ASSERT_TRUE(in_step(*two.noor));
  EXPECT_EQ(texts_of_partner(*two.noor), Texts{"written while nothing ran"});
}

TEST(Together, ASingleCommandCanSyncWithARunningNode) {
  TwoPeople two;
  two.pair();
  two.verify();
  ASSERT_TRUE(in_step(*two.mira));
  two.noor.reset();
  share_note(*two.mira, "into a single command");
  auto command = two.noor_home.unlocked();
  ASSERT_TRUE(in_step(*command));
  EXPECT_EQ(texts_of_partner(*command), Texts{"into a single command"});
}

TEST(Together, LeavingEndsItHereAtOnceAndKeepsOrDropsTheirEntries) {
  TwoPeople two;
  two.pair();
  two.verify();
  share_note(*two.mira, "from Mira");
  share_note(*two.noor, "from Noor");
  ASSERT_TRUE(in_step(*two.mira));
  ASSERT_TRUE(in_step(*two.noor));
  api::LeaveRequest leave;
  leave.set_tell(true);
  leave.set_keep_theirs(true);
  const auto said = ask<api::LeaveReply>(*two.noor, "leave", leave);
  EXPECT_EQ(said.problem, "");
  EXPECT_TRUE(said.reply.told());
  EXPECT_FALSE(ask<api::StatusReply>(*two.noor, "status").reply.has_partner());
  EXPECT_EQ(texts_of_partner(*two.noor), Texts{"from Mira"});
  EXPECT_TRUE(ask<api::StatusReply>(*two.mira, "status").reply.partner().left());

  api::ShareRequest share;
  share.set_id(write_note(*two.mira, "too late"));
  EXPECT_EQ(ask<api::ShareReply>(*two.mira, "share", share).problem, "partner_left");
  EXPECT_EQ(ask<api::LeaveReply>(*two.mira, "leave").problem, "");
  EXPECT_EQ(texts_of_partner(*two.mira), Texts{});
  EXPECT_EQ(ask<api::LeaveReply>(*two.mira, "leave").problem, "not_paired");
}

TEST(Together, AnInviteIsForSomebodyElseAndForOnePairing) {
  TwoPeople two;
  api::AcceptRequest accept;
  accept.set_invite(ask<api::InviteReply>(*two.mira, "invite").reply.invite());
  EXPECT_EQ(ask<api::AcceptReply>(*two.mira, "accept", accept).problem, "own_invite");
  EXPECT_EQ(ask<api::AcceptReply>(*two.noor, "accept", accept).problem, "");
  EXPECT_EQ(ask<api::AcceptReply>(*two.noor, "accept", accept).problem, "already_paired");
  EXPECT_EQ(ask<api::InviteReply>(*two.mira, "invite").problem, "already_paired");
}

}  // namespace
}  // namespace alongside::test
