// What a person does with entries, through the methods that the command line calls, on a real vault.
#include <gtest/gtest.h>

#include <fstream>

#include "tests/unit/app/node/person_home.hpp"

namespace alongside::test {
namespace {

class ItemMethods : public testing::Test {
 protected:
  ItemMethods() : api_(home_.unlocked()) {}

  api::Item show(const std::string& id, bool history = false) {
    api::ShowRequest request;
    request.set_id(id);
    request.set_history(history);
    return ask<api::Item>(*api_, "show", request).reply;
  }

  std::string file_with(std::string_view content) {
    auto path = folder_.path() / "attached.bin";
    std::ofstream(path, std::ios::binary) << content;
    return path.string();
  }

  PersonHome home_;
  TempFolder folder_;
  std::unique_ptr<app::Api> api_;
};

TEST_F(ItemMethods, ANoteIsThereAfterTheProcessEnded) {
  const auto id = write_note(*api_, "rain on the roof");
  api_.reset();
  api_ = home_.unlocked();
  EXPECT_EQ(show(id).text(), "rain on the roof");
  EXPECT_EQ(show(id).author(), "me");
  EXPECT_EQ(show(id).author_name(), "Mira");
  EXPECT_FALSE(show(id).shared());
}

TEST_F(ItemMethods, AnIdMayBeShortened) {
  const auto id = write_note(*api_, "short");
  EXPECT_EQ(show(id.substr(0, 8)).id(), id);
}

TEST_F(ItemMethods, AnEditKeepsTheEarlierTextAsHistory) {
  const auto id = write_note(*api_, "before");
  api::EditRequest edit;
  edit.set_id(id);
  edit.set_text("after");
  edit.add_add_tags("evening");
  EXPECT_EQ(ask<api::EditReply>(*api_, "edit", edit).problem, "");
  const auto shown = show(id, /*history=*/true);
  EXPECT_EQ(shown.text(), "after");
  ASSERT_EQ(shown.tags_size(), 1);
  EXPECT_EQ(shown.tags(0), "evening");
  ASSERT_EQ(shown.history_size(), 1);
  EXPECT_EQ(shown.history(0).text(), "before");
}

TEST_F(ItemMethods, APreviewedEditChangesNothing) {
  const auto id = write_note(*api_, "before");
  api::EditRequest edit;
  edit.set_id(id);
  edit.set_text("after");
  edit.add_attach(file_with("bytes"));
  edit.set_preview(true);
  const auto preview = ask<api::EditReply>(*api_, "edit", edit);
  EXPECT_EQ(preview.problem, "");
  EXPECT_TRUE(preview.reply.changed());
  EXPECT_FALSE(preview.reply.has_leaves()) << "it is not shared";
  const auto shown = show(id, /*history=*/true);
  EXPECT_EQ(shown.text(), "before");
  EXPECT_EQ(shown.attachments_size(), 0);
  EXPECT_EQ(shown.history_size(), 0);
}

TEST_F(ItemMethods, AnEditToWhatItIsAlreadySaysSoAndLeavesNoVersion) {
  const auto id = write_note(*api_, "as it is");
  api::EditRequest edit;
  edit.set_id(id);
  edit.set_text("as it is");
  edit.add_remove_tags("never there");
  const auto edited = ask<api::EditReply>(*api_, "edit", edit);
  EXPECT_EQ(edited.problem, "");
  EXPECT_FALSE(edited.reply.changed());
  EXPECT_EQ(show(id, /*history=*/true).history_size(), 0);
}

TEST_F(ItemMethods, TooFewDigitsOfAnIdAreNotCalledAMissingEntry) {
  const auto id = write_note(*api_, "short");
  api::ShowRequest request;
  request.set_id(id.substr(0, 3));
  EXPECT_EQ(ask<api::Item>(*api_, "show", request).problem, "id_too_short");
}

TEST_F(ItemMethods, TagsAreAddedOnceAndRemoved) {
  const auto id = write_note(*api_, "tagged");
  api::EditRequest edit;
  edit.set_id(id);
  edit.add_add_tags("a");
  edit.add_add_tags("b");
  ask<api::EditReply>(*api_, "edit", edit);
  edit.add_remove_tags("a");
  edit.clear_add_tags();
  edit.add_add_tags("b");
  ask<api::EditReply>(*api_, "edit", edit);
  const auto shown = show(id);
  ASSERT_EQ(shown.tags_size(), 1);
  EXPECT_EQ(shown.tags(0), "b");
}

TEST_F(ItemMethods, ADeletedNoteIsGone) {
  const auto id = write_note(*api_, "not for long");
  api::ItemRequest request;
  request.set_id(id);
  EXPECT_EQ(ask<api::Empty>(*api_, "delete", request).problem, "");
  EXPECT_EQ(ask<api::Item>(*api_, "show", request).problem, "no_such_item");
}

TEST_F(ItemMethods, SearchFindsWordsAndTheirBeginnings) {
  write_note(*api_, "Der Regen fällt");
  write_note(*api_, "sunshine");
  api::SearchRequest request;
  request.set_words("fallt reg");
  const auto found = ask<api::ListReply>(*api_, "search", request).reply;
  ASSERT_EQ(found.items_size(), 1);
  EXPECT_FALSE(found.incomplete());
}

TEST_F(ItemMethods, ListRefusesWhatIsNoDate) {
  api::ListRequest request;
  request.set_since("last tuesday");
  EXPECT_EQ(ask<api::ListReply>(*api_, "list", request).problem, "bad_date");
  request.set_since("2001-01-01");
  request.set_until("2001-12-31");
  write_note(*api_, "today");
  EXPECT_TRUE(texts_of(*api_, request).empty());
  request.clear_until();
  EXPECT_EQ(texts_of(*api_, request), std::vector<std::string>{"today"});
}

TEST_F(ItemMethods, AnAttachmentComesOutAsItWentIn) {
  std::string content(200'000, 'x');
  content[100'000] = 'y';
  api::WriteRequest write;
  write.set_kind("note");
  write.add_attach(file_with(content));
  const auto id = ask<api::WriteReply>(*api_, "write", write).reply.id();
  ASSERT_EQ(show(id).attachments_size(), 1);
  EXPECT_TRUE(show(id).attachments(0).here());

  api::SaveRequest save;
  save.set_id(id);
  save.set_name("attached.bin");
  save.set_to((folder_.path() / "out.bin").string());
  EXPECT_EQ(ask<api::Empty>(*api_, "save", save).problem, "");
  std::ifstream out(save.to(), std::ios::binary);
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(out), {}), content);
  EXPECT_EQ(ask<api::Empty>(*api_, "save", save).problem, "cannot_write_file");
}

TEST_F(ItemMethods, AnEntryThatCantBeWrittenLeavesNoAttachmentBehind) {
  api::WriteRequest write;
  write.set_kind("note");
  write.add_attach(file_with("kept nowhere"));
  write.add_attach((folder_.path() / "missing").string());
  EXPECT_EQ(ask<api::WriteReply>(*api_, "write", write).problem, "cannot_read_file");
  EXPECT_TRUE(std::filesystem::is_empty(home_.path() / "attachments"));
}

TEST_F(ItemMethods, SharingNeedsSomebodyToShareWith) {
  api::ShareRequest share;
  share.set_id(write_note(*api_, "for whom"));
  EXPECT_EQ(ask<api::ShareReply>(*api_, "share", share).problem, "not_paired");
  EXPECT_FALSE(show(share.id()).shared());
}

TEST_F(ItemMethods, ANoteOfAnotherKindIsRefused) {
  api::WriteRequest write;
  write.set_kind("ritual");
  EXPECT_EQ(ask<api::WriteReply>(*api_, "write", write).problem, "unknown_kind");
}

TEST_F(ItemMethods, WhatIsNoRequestIsNamed) {
  EXPECT_EQ(ask_raw(*api_, "write", "{\"kind\":").problem, "bad_request");
  EXPECT_EQ(ask_raw(*api_, "write", "{\"unheard\":1}").problem, "bad_request");
  EXPECT_EQ(ask_raw(*api_, "no-such-thing", "{}").problem, "no_such_method");
}

}  // namespace
}  // namespace alongside::test
