#include "core/vault/sqlite.hpp"

#include <sqlite3.h>

#include <cerrno>
#include <new>

#include "proto/check.hpp"

namespace alongside::vault::sqlite {
namespace {

bool is_out_of_room(int system_error) noexcept {
  return system_error == ENOSPC || system_error == EDQUOT || system_error == EFBIG;
}

// What a failed call on `connection` means to a person.
error_code meaning_of(int code, sqlite3* connection) {
  switch (code & 0xff) {
    case SQLITE_NOMEM:
      throw std::bad_alloc();
    case SQLITE_MISUSE:
      require(false);
      [[fallthrough]];
    case SQLITE_FULL:
      return CoreErrc::disk_full;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return CoreErrc::vault_in_use;
    case SQLITE_NOTADB:
      return CoreErrc::not_a_vault;
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
      return is_out_of_room(sqlite3_system_errno(connection)) ? CoreErrc::disk_full : CoreErrc::disk_failed;
    case SQLITE_PERM:
    case SQLITE_READONLY:
    case SQLITE_PROTOCOL:
    case SQLITE_NOLFS:
      return CoreErrc::disk_failed;
    default:
      // SQLITE_CORRUPT, and whatever else only a schema or a row that is not ours can cause.
      return CoreErrc::altered;
  }
}

void set(sqlite3* connection, int option, int value) {
  require(sqlite3_db_config(connection, option, value, static_cast<int*>(nullptr)) == SQLITE_OK);
}

}  // namespace

void Statement::Finalize::operator()(sqlite3_stmt* statement) const noexcept { sqlite3_finalize(statement); }

Statement& Statement::bind(int place, std::uint64_t value) {
  require(value < std::uint64_t{1} << 63);
  require(sqlite3_bind_int64(statement_.get(), place, static_cast<sqlite3_int64>(value)) == SQLITE_OK);
  return *this;
}

Statement& Statement::bind(int place, BytesView bytes) {
  // A null pointer would bind NULL where an empty blob is meant.
  const void* start = bytes.empty() ? "" : static_cast<const void*>(bytes.data());
  require(sqlite3_bind_blob64(statement_.get(), place, start, bytes.size(), SQLITE_STATIC) == SQLITE_OK);
  return *this;
}

Result<bool> Statement::step() {
  const int code = sqlite3_step(statement_.get());
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) {
    reset();
    return false;
  }
  const auto error = meaning_of(code, sqlite3_db_handle(statement_.get()));
  reset();
  return {boost::system::in_place_error, error};
}

Result<void> Statement::run() {
  for (;;) {
    const auto row = step();
    if (!row) return row.error();
    if (!*row) return {};
  }
}

void Statement::reset() noexcept { sqlite3_reset(statement_.get()); }

std::uint64_t Statement::number(int column) const noexcept {
  return static_cast<std::uint64_t>(sqlite3_column_int64(statement_.get(), column));
}

BytesView Statement::bytes(int column) const noexcept {
  const auto* start = static_cast<const unsigned char*>(sqlite3_column_blob(statement_.get(), column));
  const int size = sqlite3_column_bytes(statement_.get(), column);
  return start ? BytesView(start, static_cast<std::size_t>(size)) : BytesView();
}

std::string_view Statement::text(int column) const noexcept { return as_text(bytes(column)); }

void Database::Close::operator()(sqlite3* connection) const noexcept { sqlite3_close(connection); }

Result<Database> Database::open(const std::filesystem::path& file, Mode mode) {
  const int flags = (mode == Mode::read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE) | SQLITE_OPEN_NOMUTEX |
                    SQLITE_OPEN_EXRESCODE;
  sqlite3* connection = nullptr;
  const int code = sqlite3_open_v2(file.c_str(), &connection, flags, nullptr);
  if (!connection) throw std::bad_alloc();
  Database database(connection);
  if (code != SQLITE_OK) return meaning_of(code, connection);
  set(connection, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0);
  set(connection, SQLITE_DBCONFIG_ENABLE_VIEW, 0);
  set(connection, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0);
  set(connection, SQLITE_DBCONFIG_DEFENSIVE, 1);
  database.checkpoint_on_close(false);
  return database;
}

Result<Statement> Database::prepare(std::string_view sql) {
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v3(connection_.get(), sql.data(), static_cast<int>(sql.size()),
                                      SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
  if (code != SQLITE_OK) return meaning_of(code, connection_.get());
  return Statement(statement);
}

Result<void> Database::execute(const char* sql) {
  const int code = sqlite3_exec(connection_.get(), sql, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return meaning_of(code, connection_.get());
  return {};
}

Result<std::uint64_t> Database::number(const char* sql) {
  auto statement = prepare(sql);
  if (!statement) return statement.error();
  const auto row = statement->step();
  if (!row) return row.error();
  if (!*row) return CoreErrc::altered;
  return statement->number(0);
}

std::int64_t Database::changes() const noexcept { return sqlite3_changes64(connection_.get()); }

bool Database::in_transaction() const noexcept { return sqlite3_get_autocommit(connection_.get()) == 0; }

Result<void> Database::empty_log() {
  const int code =
      sqlite3_wal_checkpoint_v2(connection_.get(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
  if (code != SQLITE_OK) return meaning_of(code, connection_.get());
  return {};
}

void Database::checkpoint_on_close(bool on) noexcept {
  set(connection_.get(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, on ? 0 : 1);
}

}  // namespace alongside::vault::sqlite
