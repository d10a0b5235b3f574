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
  Result<std::uint64_t> count(Table table);

  // Hands the sealed bytes to `use`, once; they are good only during the call. `altered` when the row is not there.
  Result<void> read(Table table, Row row, const std::function<void(BytesView)>& use);

  // Every (row, version), until `visit` returns false. By version is fast: it never touches the sealed bytes.
  enum class Order { by_version, by_row, by_row_backwards };
  Result<void> versions(Table table, Order order, const std::function<bool(Row, Version)>& visit);

  // All rows from `first` on, ascending, until `visit` returns false. Each call reads on its own. As with versions(),
  // the numbers are what the file says and may be anything.
  Result<void> scan(Table table, Row first, const std::function<bool(Row, Version, BytesView)>& visit);

 private:
  enum Kind { kInsert, kReplace, kErase, kRead, kKinds };
  Result<sqlite::Statement*> statement(Kind kind, Table table);

  sqlite::Database* database_;
  std::array<std::array<std::optional<sqlite::Statement>, kKinds>, kTableCount> statements_;
};

}  // namespace alongside::vault
