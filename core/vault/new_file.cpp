#include "core/vault/new_file.hpp"

#include <fcntl.h>

#include "core/vault/files.hpp"
#include "core/vault/header.hpp"

namespace alongside::vault {
namespace {

// Nothing need be durable before the whole is. Pages twice SQLite's usual size: a batch of entries is then half as many
// writes, and one entry still a single one.
constexpr char kUnhurriedSql[] =
    "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; "
    "PRAGMA temp_store = MEMORY; PRAGMA page_size = 8192";

Result<void> write_whole(const std::filesystem::path& file, std::uint64_t application_id, std::string_view extra_sql,
                         const std::function<Result<void>(sqlite::Database&)>& fill) {
  if (auto done = make_private_file(file); !done) return done;
  auto database = sqlite::Database::open(file, sqlite::Database::Mode::read_write);
  if (!database) return database.error();
  if (auto done = database->execute(kUnhurriedSql); !done) return done;
  if (auto done = database->execute("BEGIN IMMEDIATE"); !done) return done;
  if (auto done = make_schema(*database, application_id, extra_sql); !done) return done;
  if (auto done = fill(*database); !done) return done;
  return database->execute("COMMIT");
}

Result<void> sync_file(const std::filesystem::path& file) {
  auto opened = File::open(file, O_RDONLY);
  if (!opened) return opened.error();
  return opened->sync();
}

}  // namespace

Result<void> make_file(const std::filesystem::path& to, std::uint64_t application_id, std::string_view extra_sql,
                       const std::function<Result<void>(sqlite::Database&)>& fill) {
  if (is_there(to)) return CoreErrc::vault_exists;
  auto unfinished = to;
  unfinished += ".part";
  auto done = write_whole(unfinished, application_id, extra_sql, fill);
  if (done) done = sync_file(unfinished);
  if (done) done = rename_to_new(unfinished, to);
  if (!done) (void)remove_file(unfinished);
  return done;
}

}  // namespace alongside::vault
