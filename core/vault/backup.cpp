#include "core/vault/attachment_file.hpp"
#include "core/vault/copying.hpp"
#include "core/vault/new_file.hpp"
#include "core/vault/schema_sql.hpp"
#include "core/vault/vault_state.hpp"
#include "proto/check.hpp"

namespace alongside::vault {
namespace {

Result<std::uint64_t> count_chunks(const std::filesystem::path& folder) {
  std::uint64_t total = 0;
  for (const auto& id : attachments_in(folder)) {
    const auto file = AttachmentFile::open(folder, id, AttachmentFile::Mode::read);
    if (!file) return file.error();
    const auto chunks = file->chunks();
    if (!chunks) return chunks;
    total += *chunks;
  }
  return total;
}

Result<void> copy_attachment(const std::filesystem::path& folder, const AttachmentId& id, sqlite::Statement& insert,
                             Tally& tally) {
  const auto file = AttachmentFile::open(folder, id, AttachmentFile::Mode::read);
  if (!file) return file.error();
  Bytes sealed(kSealedChunkBytes);
  for (ChunkIndex index;; index = index.next()) {
    const auto found = file->read(index, SealedChunk(sealed));
    if (!found) return found.error();
    if (!*found) return {};
    if (auto done = insert.bind(1, id.bytes()).bind(2, index.value()).bind(3, sealed).run(); !done) return done;
    if (auto done = tally.count(); !done) return done;
  }
}

Result<void> copy_attachments(const std::filesystem::path& folder, sqlite::Database& to, Tally& tally) {
  auto insert = to.prepare("INSERT INTO attachment_chunk (attachment, chunk, sealed) VALUES (?1, ?2, ?3)");
  if (!insert) return insert.error();
  for (const auto& id : attachments_in(folder)) {
    if (auto done = copy_attachment(folder, id, *insert, tally); !done) return done;
  }
  return {};
}

}  // namespace

Result<void> Vault::backup(const std::filesystem::path& file, const Progress& progress) const {
  require(!state_->in_transaction);
  const auto folder = state_->home.attachments();
  const auto rows = count_rows(state_->database);
  if (!rows) return rows.error();
  const auto chunks = count_chunks(folder);
  if (!chunks) return chunks.error();
  Tally tally(progress, *rows + *chunks);
  return make_file(file, kBackupApplicationId, kBackupSql, [&](sqlite::Database& to) -> Result<void> {
    if (auto done = copy_records(state_->database, to, state_->header, tally); !done) return done;
    return copy_attachments(folder, to, tally);
  });
}

}  // namespace alongside::vault
