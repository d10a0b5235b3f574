// The sealed tables as SQLite holds them: statements prepared once, no keys. Private to core/vault.
#pragma once

#include <array>
#include <functional>
#include <optional>

#include "core/vault/sqlite.hpp"
#include "core/vault/table.hpp"

namespace alongside::vault {

// The name of a table in core/vault/schema.sql.
std::string_view sql_name(Table table) noexcept;

class RecordTables {
 public:
  // `database` outlives this.
  explicit RecordTables(sqlite::Database& database) : database_(&database) {}

  Result<void> insert(Table table, Row row, Version version, BytesView sealed);
  // `altered` when the row is not there.
  Result<void> replace(Table table, Row row, Version version, BytesView sealed);
  Result<void> erase(Table table, Row row);

  // Hands the sealed bytes to `use`, once; they are good only during the call. `altered` when the row is not there.
  Result<void> read(Table table, Row row, const std::function<void(BytesView)>& use);

  // Every (row, version) in order of versions, without touching the sealed bytes.
  Result<void> versions(Table table, const std::function<bool(Row, Version)>& visit);

  // All rows from `first` on, ascending, until `visit` returns false. Each call reads on its own.
  Result<void> scan(Table table, Row first, const std::function<bool(Row, Version, BytesView)>& visit);

 private:
  enum Kind { kInsert, kReplace, kErase, kRead, kKinds };
  Result<sqlite::Statement*> statement(Kind kind, Table table);

  sqlite::Database* database_;
  std::array<std::array<std::optional<sqlite::Statement>, kKinds>, kTableCount> statements_;
};

}  // namespace alongside::vault
