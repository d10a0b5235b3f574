#include "tests/unit/core/items/person.hpp"

namespace alongside::items {
namespace {

class ItemAttachmentsTest : public testing::Test {
 protected:
  ItemId write_with_file(Person& person, std::string_view bytes) {
    auto body = body_with("with a file");
    *body.add_attachments() = person.attach(bytes);
    return person.write(body);
  }
  static AttachmentId file_of(Person& person, const ItemId& id) {
    return *AttachmentId::from(person.notebook().item(id)->body.attachments(0).id());
  }
  static std::string bytes_of(Person& person, const ItemId& id) {
    const auto item = person.notebook().item(id).value();
    const auto attachment = item.body.attachments(0);
    std::string key = attachment.key();
    const vault::AttachmentKey opened(std::span<unsigned char, 32>(reinterpret_cast<unsigned char*>(key.data()), 32));
    std::string bytes;
    const auto sealed_as = *AttachmentId::from(attachment.id());
    const auto loaded = person.attachments().load(item.files.at(0), {sealed_as, opened, attachment.size()},
                                                  [&](BytesView piece) {
                                                    bytes += as_text(piece);
                                                    return true;
                                                  });
    return loaded ? bytes : "error: " + loaded.error().message();
  }

  Person ada_{Who::ada};
  Person ben_{Who::ben};
};

TEST_F(ItemAttachmentsTest, TravelWithWhatIsSharedAndResume) {
  const std::string photo(150'000, 'p');
  const auto id = write_with_file(ada_, photo);
  ada_.share(id);
  deliver(ada_, ben_);
  auto wanted = ben_.correspondence().wanted();
  ASSERT_EQ(wanted.size(), 1U);
  EXPECT_EQ(wanted[0].chunks, 3U);
  const auto chunk = ada_.correspondence().chunk_for_partner(wanted[0].id, 0).value();
  ASSERT_TRUE(ben_.correspondence().store_chunk(wanted[0].id, 0, chunk));
  ASSERT_TRUE(ben_.correspondence().chunks_settled(wanted[0].id));
  ben_.restart(/*killed=*/true);
  EXPECT_EQ(ben_.correspondence().wanted().at(0).next_chunk, 1U);
  deliver_attachments(ada_, ben_);
  EXPECT_TRUE(ben_.correspondence().wanted().empty());
  EXPECT_EQ(bytes_of(ben_, id), photo);
}

TEST_F(ItemAttachmentsTest, ComeAgainInANewPairingBesideTheOnesThatWereKept) {
  const std::string photo(150'000, 'p');
  const auto id = write_with_file(ada_, photo);
  ada_.share(id);
  deliver(ada_, ben_);
  deliver_attachments(ada_, ben_);
  ASSERT_TRUE(ben_.notebook().part(/*keep_theirs=*/true));
  ASSERT_TRUE(ada_.notebook().part(/*keep_theirs=*/true));
  ada_.share(id);
  ada_.edit(id, "said anew");
  deliver(ada_, ben_);
  deliver_attachments(ada_, ben_);
  for (const bool after_restart : {false, true}) {
    if (after_restart) ben_.restart();
    EXPECT_EQ(ben_.text(id), "said anew");
    EXPECT_EQ(bytes_of(ben_, id), photo);
    EXPECT_EQ(ben_.texts_of_theirs().size(), 2U);
  }
}

TEST_F(ItemAttachmentsTest, AreServedOnlyWhileShared) {
  const auto id = write_with_file(ada_, "photo");
  const auto file = file_of(ada_, id);
  const auto fetch = [&] { return ada_.correspondence().chunk_for_partner(file, 0); };
  EXPECT_EQ(fetch().error(), CoreErrc::no_such_item);
  ada_.share(id, {"text"});
  EXPECT_EQ(fetch().error(), CoreErrc::no_such_item);
  ada_.share(id);
  EXPECT_TRUE(fetch());
  ada_.restart();
  EXPECT_TRUE(fetch());
  ada_.lock();
  EXPECT_TRUE(fetch());
  ada_.unlock();
  ASSERT_TRUE(ada_.notebook().unshare(id));
  EXPECT_EQ(fetch().error(), CoreErrc::no_such_item);
}

TEST_F(ItemAttachmentsTest, ADetachedFileStaysForTheHistoryAndIsServedNoMore) {
  const auto id = write_with_file(ada_, "photo");
  const auto file = file_of(ada_, id);
  ada_.share(id);
  Edit detach;
  detach.detach = {"photo.jpg"};
  ASSERT_TRUE(ada_.notebook().edit(id, detach));
  EXPECT_EQ(ada_.correspondence().chunk_for_partner(file, 0).error(), CoreErrc::no_such_item);
  ada_.restart();
  EXPECT_EQ(ada_.attachments().chunks_present(file), 1U);
  ASSERT_TRUE(ada_.notebook().remove(id));
  EXPECT_EQ(ada_.attachments().chunks_present(file), 0U);
}

TEST_F(ItemAttachmentsTest, TheirFilesGoWhenTheyTakeThemBack) {
  const auto id = write_with_file(ada_, "photo");
  const auto file = file_of(ada_, id);
  ada_.share(id);
  deliver(ada_, ben_);
  deliver_attachments(ada_, ben_);
  EXPECT_EQ(ben_.attachments().chunks_present(file), 1U);
  ASSERT_TRUE(ada_.notebook().unshare(id));
  deliver(ada_, ben_);
  EXPECT_EQ(ben_.attachments().chunks_present(file), 0U);
}

TEST_F(ItemAttachmentsTest, AFileWhoseItemWasNeverWrittenIsGarbage) {
  const auto orphan = *AttachmentId::from(ada_.attach("orphan").id());
  ada_.restart();
  EXPECT_EQ(ada_.attachments().chunks_present(orphan), 0U);
}

TEST_F(ItemAttachmentsTest, AChunkThatDoesNotOpenIsRefused) {
  const auto id = write_with_file(ada_, std::string(100'000, 'p'));
  ada_.share(id);
  deliver(ada_, ben_);
  const auto file = file_of(ada_, id);
  auto chunk = ada_.correspondence().chunk_for_partner(file, 0).value();
  chunk[100] ^= 1;
  EXPECT_FALSE(ben_.correspondence().store_chunk(file, 0, chunk));
  EXPECT_EQ(ben_.correspondence().wanted().at(0).next_chunk, 0U);
  EXPECT_EQ(ben_.correspondence().store_chunk(AttachmentId(some_id(3).bytes()), 0, chunk).error(),
            CoreErrc::no_such_item);
}

TEST_F(ItemAttachmentsTest, AFileOfMineThatARestoreLostComesBackFromThePartner) {
  const auto backup = ada_.back_up();
  const auto id = write_with_file(ada_, "lost and found");
  ada_.share(id);
  deliver(ada_, ben_);
  deliver_attachments(ada_, ben_);
  ada_.restore(backup);
  meet_again(ada_, ben_);
  deliver_attachments(ben_, ada_);
  EXPECT_EQ(bytes_of(ada_, id), "lost and found");
}

TEST_F(ItemAttachmentsTest, AFileThatCameBackIsNotTheirsToDelete) {
  const auto backup = ada_.back_up();
  const auto id = write_with_file(ada_, "lost and found");
  const auto file = file_of(ada_, id);
  ada_.share(id);
  deliver(ada_, ben_);
  deliver_attachments(ada_, ben_);
  ada_.restore(backup);
  ASSERT_TRUE(ada_.correspondence().follow(Epoch(some_id(1).bytes())));
  auto copy = note_copy("claims it meanwhile");
  auto* claimed = copy.mutable_body()->add_attachments();
  claimed->set_id(file.raw());
  claimed->set_key(std::string(32, 'k'));
  claimed->set_name("theirs");
  claimed->set_size(1);
  EXPECT_TRUE(store(ada_, rogue_change(some_id(2), 1, copy)).empty());
  reconcile(ada_, ben_);
  deliver_attachments(ben_, ada_);
  EXPECT_EQ(bytes_of(ada_, id), "lost and found");
  auto retraction = rogue_change(some_id(2), 2, {});
  retraction.mutable_retraction();
  store(ada_, retraction);
  EXPECT_EQ(bytes_of(ada_, id), "lost and found");
  ada_.restart();
  EXPECT_EQ(bytes_of(ada_, id), "lost and found");
}

}  // namespace
}  // namespace alongside::items
