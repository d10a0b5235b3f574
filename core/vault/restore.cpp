#include "core/vault/copying.hpp"
#include "core/vault/files.hpp"
#include "core/vault/new_file.hpp"
#include "core/vault/schema_sql.hpp"
#include "core/vault/unpacking.hpp"
#include "core/vault/vault_state.hpp"

namespace alongside::vault {
namespace {

// Whatever SQLite finds wrong with the file that was given means that it is no good backup; what the disk says stays.
error_code of_the_backup(const error_code& error) {
  const bool is_its_fault = error == CoreErrc::not_a_vault || error == CoreErrc::altered;
  return is_its_fault ? error_code(CoreErrc::bad_backup) : error;
}

// SQLite itself takes a last page that is cut off for one that ends in zeros.
Result<void> check_length(sqlite::Database& backup, const std::filesystem::path& file) {
  const auto pages = backup.number("PRAGMA page_count");
  if (!pages) return pages.error();
  const auto page_bytes = backup.number("PRAGMA page_size");
  if (!page_bytes) return page_bytes.error();
  std::error_code failed;
  if (std::filesystem::file_size(file, failed) != *pages * *page_bytes || failed) return CoreErrc::bad_backup;
  return {};
}

Result<Header> open_backup(sqlite::Database& backup, const std::filesystem::path& file) {
  if (auto done = check_length(backup, file); !done) return done.error();
  if (auto done = check_schema(backup, kBackupApplicationId, kBackupSql); !done) return done.error();
  auto header = read_header(backup);
  if (header) header->restored = true;
  return header;
}

Result<std::uint64_t> count_steps(sqlite::Database& backup) {
  const auto rows = count_rows(backup);
  if (!rows) return rows;
  const auto chunks = backup.number("SELECT count(*) FROM attachment_chunk");
  if (!chunks) return chunks;
  return *rows + *chunks;
}

Result<void> unpack_attachments(sqlite::Database& backup, const std::filesystem::path& folder, Tally& tally) {
  auto select = backup.prepare("SELECT attachment, chunk, sealed FROM attachment_chunk ORDER BY rowid");
  if (!select) return select.error();
  Unpacking unpacking(folder);
  for (;;) {
    const auto row = select->step();
    if (!row) return row.error();
    if (!*row) return unpacking.finish();
    if (auto done = unpacking.take(select->bytes(0), select->number(1), select->bytes(2)); !done) return done;
    if (auto done = tally.count(); !done) return done;
  }
}

Result<void> remove_folder(const std::filesystem::path& folder) {
  std::error_code failed;
  std::filesystem::remove_all(folder, failed);
  if (failed) return CoreErrc::disk_failed;
  return {};
}

Result<void> move_attachments(const std::filesystem::path& from, const std::filesystem::path& to) {
  if (auto done = make_private_folder(to); !done) return done;
  std::error_code failed;
  for (const auto& id : attachments_in(from)) {
    const auto name = AttachmentFile::name_of(id);
    std::filesystem::rename(from / name, to / name, failed);
    if (failed) return CoreErrc::disk_failed;
  }
  if (auto done = sync_folder(to); !done) return done;
  return remove_folder(from);
}

// The attachments come first: the vault file's name is what makes the vault be there.
Result<void> restore_into(const Home& home, sqlite::Database& backup, const Header& header, Tally& tally) {
  if (auto done = make_private_folder(home.folder); !done) return done;
  const auto unfinished = home.folder / "attachments.part";
  if (auto done = remove_folder(unfinished); !done) return done;
  return make_file(home.database(), kVaultApplicationId, {}, [&](sqlite::Database& to) -> Result<void> {
    if (auto done = copy_records(backup, to, header, tally); !done) return done;
    if (auto done = make_private_folder(unfinished); !done) return done;
    auto done = unpack_attachments(backup, unfinished, tally);
    if (done) done = move_attachments(unfinished, home.attachments());
    if (!done) (void)remove_folder(unfinished);
    return done;
  });
}

}  // namespace

Result<std::unique_ptr<Vault>> Vault::restore(const std::filesystem::path& file, const Home& home,
                                              crypto::RandomSource& random, const Progress& progress) {
  if (is_there(home.database())) return CoreErrc::vault_exists;
  auto backup = sqlite::Database::open(file, sqlite::Database::Mode::read_only);
  if (!backup) return CoreErrc::bad_backup;
  const auto header = open_backup(*backup, file);
  if (!header) return of_the_backup(header.error());
  const auto steps = count_steps(*backup);
  if (!steps) return of_the_backup(steps.error());
  Tally tally(progress, *steps);
  if (auto done = restore_into(home, *backup, *header, tally); !done) return of_the_backup(done.error());
  return open(home, random);
}

}  // namespace alongside::vault
