// SQLite as owners and values: a connection, a prepared statement, and its errors as CoreErrc. Private to core/vault.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "core/error.hpp"
#include "proto/bytes.hpp"
#include "proto/result.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace alongside::vault::sqlite {

// A prepared statement. Values are bound without a copy: they must live until the statement is reset.
class Statement {
 public:
  Statement& bind(int place, std::uint64_t value);  // below 2^63
  Statement& bind(int place, BytesView bytes);

  // True: a row is there to be read. False: done, and reset.
  Result<bool> step();
  // Steps to the end, whatever rows come.
  Result<void> run();
  // Ends a reading early. Harmless when there is none.
  void reset() noexcept;

  // Of the current row, good until the next step or reset. A negative or foreign value reads as some other number,
  // never as an error: what is read is checked against seals.
  std::uint64_t number(int column) const noexcept;
  BytesView bytes(int column) const noexcept;
  std::string_view text(int column) const noexcept;

 private:
  friend class Database;
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const noexcept;
  };
  explicit Statement(sqlite3_stmt* statement) : statement_(statement) {}
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

// A reading of at most the rest of a scope, so that no early return leaves the statement open.
class Reading {
 public:
  explicit Reading(Statement& statement) noexcept : statement_(statement) {}
  ~Reading() { statement_.reset(); }
  Reading(const Reading&) = delete;
  Reading& operator=(const Reading&) = delete;

 private:
  Statement& statement_;
};

// A connection. Every statement made from it must be gone before it.
class Database {
 public:
  enum class Mode { read_only, read_write };

  // The file must exist; it may be empty. Nothing is read yet. The file's own schema can run no code of its choosing:
  // triggers and views are off, functions untrusted, the schema can't be written by hand.
  static Result<Database> open(const std::filesystem::path& file, Mode mode);

  Result<Statement> prepare(std::string_view sql);
  // Runs statements that give no rows, or whose rows don't matter.
  Result<void> execute(const char* sql);
  // The number in the first column of the first row.
  Result<std::uint64_t> number(const char* sql);

  // How many rows the last statement changed.
  std::int64_t changes() const noexcept;
  bool in_transaction() const noexcept;
  // Copies everything in the write-ahead log into the file and empties the log, so that nothing old stays in it.
  Result<void> empty_log();
  // Whether closing copies the write-ahead log into the file. Off until turned on.
  void checkpoint_on_close(bool on) noexcept;

 private:
  struct Close {
    void operator()(sqlite3* connection) const noexcept;
  };
  explicit Database(sqlite3* connection) : connection_(connection) {}
  std::unique_ptr<sqlite3, Close> connection_;
};

}  // namespace alongside::vault::sqlite
