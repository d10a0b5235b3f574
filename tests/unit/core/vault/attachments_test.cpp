#include "core/vault/attachments.hpp"

#include <fstream>
#include <sstream>

#include "tests/unit/core/vault/vault_fixture.hpp"

namespace alongside::vault {
namespace {

using crypto::CryptoErrc;

class AttachmentsTest : public VaultTest {
 protected:
  StoredAttachment store(const std::string& contents) {
    std::istringstream source(contents);
    return std::move(attachments_.store(source, random_, {}).value());
  }
  Result<std::string> load(const StoredAttachment& stored) const {
    std::string contents;
    const auto loaded = attachments_.load(stored.id, {stored.id, stored.key, stored.size}, [&contents](BytesView piece) {
      contents += as_text(piece);
      return true;
    });
    if (!loaded) return loaded.error();
    return contents;
  }
  std::filesystem::path file_of(const StoredAttachment& stored) const { return home_.attachments() / stored.id.text(); }
  void flip_byte(const StoredAttachment& stored, std::streamoff place) const {
    std::fstream file(file_of(stored), std::ios::in | std::ios::out | std::ios::binary);
    file.seekg(place);
    const auto byte = static_cast<char>(file.get() ^ 1);
    file.seekp(place);
    file.put(byte);
  }
  static std::string letters(std::size_t count) {
    std::string text(count, ' ');
    for (std::size_t i = 0; i < count; ++i) text[i] = static_cast<char>('a' + i * 7 / 3 % 26);
    return text;
  }

  Attachments attachments_{home_.attachments()};
};

TEST_F(AttachmentsTest, WhatWasStoredIsLoadedWhateverItsSize) {
  constexpr std::size_t kSizes[] = {0, 1, kChunkBytes - 1, kChunkBytes, kChunkBytes + 1, 3 * kChunkBytes};
  for (const std::size_t size : kSizes) {
    const auto contents = letters(size);
    const auto stored = store(contents);
    EXPECT_EQ(stored.size, size);
    const auto loaded = load(stored);
    ASSERT_TRUE(loaded) << size;
    EXPECT_TRUE(*loaded == contents) << size;
    EXPECT_EQ(attachments_.chunks_present(stored.id), chunk_count(size));
    EXPECT_EQ(std::filesystem::file_size(file_of(stored)), chunk_count(size) * kSealedChunkBytes);
  }
}

TEST_F(AttachmentsTest, ADamagedChunkStopsTheLoadingBeforeAnyOfItsBytesComeOut) {
  const auto stored = store(letters(3 * kChunkBytes));
  flip_byte(stored, kSealedChunkBytes + 5);
  std::size_t came_out = 0;
  const auto loaded = attachments_.load(stored.id, {stored.id, stored.key, stored.size},
                                        [&came_out](BytesView piece) { return came_out += piece.size(), true; });
  EXPECT_EQ(loaded.error(), CryptoErrc::not_authentic);
  EXPECT_EQ(came_out, kChunkBytes);
}

TEST_F(AttachmentsTest, ChunksSwappedOrAShorterSizeAreNotShownAsGood) {
  auto stored = store(letters(3 * kChunkBytes));
  const auto first = attachments_.read_sealed_chunk(stored.id, ChunkIndex(0)).value();
  std::fstream(file_of(stored), std::ios::in | std::ios::out | std::ios::binary).seekp(kSealedChunkBytes)
      << as_text(first);
  EXPECT_EQ(load(stored).error(), CryptoErrc::not_authentic);
  auto cut = store(letters(3 * kChunkBytes));
  cut.size = 2 * kChunkBytes;
  EXPECT_EQ(load(cut).error(), CryptoErrc::not_authentic);
}

TEST_F(AttachmentsTest, AFileCutShortIsIncomplete) {
  const auto stored = store(letters(2 * kChunkBytes));
  std::filesystem::resize_file(file_of(stored), 2 * kSealedChunkBytes - 1);
  EXPECT_EQ(load(stored).error(), CoreErrc::attachment_incomplete);
  EXPECT_EQ(attachments_.chunks_present(stored.id), 1u);
  ASSERT_TRUE(attachments_.remove(stored.id));
  EXPECT_EQ(load(stored).error(), CoreErrc::attachment_incomplete);
}

TEST_F(AttachmentsTest, ChunksTravelAsTheyLieAndArriveInOrderAndGoOnAfterACut) {
  const auto contents = letters(3 * kChunkBytes - 100);
  const auto stored = store(contents);
  Attachments theirs(folder_ / "theirs");
  const auto take = [&](std::uint64_t index) {
    const auto chunk = attachments_.read_sealed_chunk(stored.id, ChunkIndex(index)).value();
    return theirs.append_sealed_chunk(stored.id, {stored.id, stored.key, stored.size}, ChunkIndex(index), chunk);
  };
  EXPECT_EQ(take(1).error(), CoreErrc::malformed_change);
  ASSERT_TRUE(take(0));
  EXPECT_EQ(take(0).error(), CoreErrc::malformed_change);
  // Half a chunk came when the process was killed.
  std::filesystem::resize_file(folder_ / "theirs" / stored.id.text(), kSealedChunkBytes + 99);
  EXPECT_EQ(theirs.chunks_present(stored.id), 1u);
  ASSERT_TRUE(take(1));
  ASSERT_TRUE(take(2));
  ASSERT_TRUE(theirs.flush(stored.id));
  EXPECT_EQ(attachments_.read_sealed_chunk(stored.id, ChunkIndex(3)).error(), CoreErrc::no_such_item);
  std::string arrived;
  ASSERT_TRUE(theirs.load(stored.id, {stored.id, stored.key, stored.size},
                          [&arrived](BytesView piece) { return arrived += as_text(piece), true; }));
  EXPECT_TRUE(arrived == contents);
}

TEST_F(AttachmentsTest, AChunkThatTheAuthorDidNotSealForItsPlaceIsRefused) {
  const auto stored = store(letters(2 * kChunkBytes));
  Attachments theirs(folder_ / "theirs");
  auto chunk = attachments_.read_sealed_chunk(stored.id, ChunkIndex(1)).value();
  const auto take = [&](std::uint64_t size, BytesView sealed) {
    return theirs.append_sealed_chunk(stored.id, {stored.id, stored.key, size}, ChunkIndex(0), sealed).error();
  };
  EXPECT_EQ(take(stored.size, chunk), CryptoErrc::not_authentic);
  EXPECT_EQ(take(stored.size, BytesView(chunk).first(100)), CoreErrc::malformed_change);
  EXPECT_EQ(take(UINT64_MAX, chunk), CoreErrc::malformed_change);
  chunk = attachments_.read_sealed_chunk(stored.id, ChunkIndex(0)).value();
  EXPECT_EQ(take(kChunkBytes, chunk), CryptoErrc::not_authentic);  // not the last, as this size would have it
  EXPECT_EQ(theirs.chunks_present(stored.id), 0u);
}

TEST_F(AttachmentsTest, AfterAPowerLossTheChunksUpToTheFirstUnsoundOneAreKept) {
  const auto stored = store(letters(4 * kChunkBytes));
  flip_byte(stored, 2 * kSealedChunkBytes);
  EXPECT_EQ(attachments_.keep_sound_chunks(stored.id, {stored.id, stored.key, stored.size}).value(), 2u);
  EXPECT_EQ(attachments_.chunks_present(stored.id), 2u);
}

TEST_F(AttachmentsTest, WhatNobodyWantsIsRemovedAndForeignFilesStay) {
  const auto wanted = store("wanted");
  const auto unwanted = store("unwanted");
  std::ofstream(home_.attachments() / "notes.txt") << "not ours";
  ASSERT_TRUE(attachments_.collect_garbage([&wanted](const AttachmentId& id) { return id == wanted.id; }));
  EXPECT_TRUE(std::filesystem::exists(file_of(wanted)));
  EXPECT_FALSE(std::filesystem::exists(file_of(unwanted)));
  EXPECT_TRUE(std::filesystem::exists(home_.attachments() / "notes.txt"));
}

TEST_F(AttachmentsTest, StoppedOnTheWayNothingStays) {
  std::istringstream source(letters(5 * kChunkBytes));
  const Progress stop_early = [](std::uint64_t done, std::uint64_t) { return done < 2 * kChunkBytes; };
  const auto stored = attachments_.store(source, random_, stop_early);
  EXPECT_EQ(stored.error(), CoreErrc::stopped);
  EXPECT_TRUE(std::filesystem::is_empty(home_.attachments()));
}

}  // namespace
}  // namespace alongside::vault
