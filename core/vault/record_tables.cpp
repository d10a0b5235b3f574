#include "core/vault/record_tables.hpp"

#include <string>

#include "proto/check.hpp"

namespace alongside::vault {
namespace {

std::string with_name(std::string_view before, Table table, std::string_view after) {
  return std::string(before).append(sql_name(table)).append(after);
}

}  // namespace

std::string_view sql_name(Table table) noexcept {
  switch (table) {
    case Table::item:
      return "item";
    case Table::history:
      return "history";
    case Table::cache:
      return "cache";
    case Table::setting:
      return "setting";
    case Table::outbox:
      return "outbox";
    case Table::inbox:
      return "inbox";
    case Table::link:
      return "link";
    case Table::servable:
      return "servable";
  }
  require(false);
  return {};
}

Result<sqlite::Statement*> RecordTables::statement(Kind kind, Table table) {
  auto& place = statements_[static_cast<std::size_t>(table) - 1][kind];
  if (place) return &*place;
  const auto sql = [&] {
    switch (kind) {
      case kInsert:
        return with_name("INSERT INTO ", table, " (row, version, sealed) VALUES (?1, ?2, ?3)");
      case kReplace:
        return with_name("UPDATE ", table, " SET version = ?2, sealed = ?3 WHERE row = ?1");
      case kErase:
        return with_name("DELETE FROM ", table, " WHERE row = ?1");
      default:
        return with_name("SELECT sealed FROM ", table, " WHERE row = ?1");
    }
  }();
  auto prepared = database_->prepare(sql);
  if (!prepared) return prepared.error();
  place = std::move(*prepared);
  return &*place;
}

Result<void> RecordTables::insert(Table table, Row row, Version version, BytesView sealed) {
  auto insert = statement(kInsert, table);
  if (!insert) return insert.error();
  return (*insert)->bind(1, row.value()).bind(2, version.value()).bind(3, sealed).run();
}

Result<void> RecordTables::replace(Table table, Row row, Version version, BytesView sealed) {
  auto replace = statement(kReplace, table);
  if (!replace) return replace.error();
  if (auto done = (*replace)->bind(1, row.value()).bind(2, version.value()).bind(3, sealed).run(); !done) return done;
  if (database_->changes() != 1) return CoreErrc::altered;
  return {};
}

Result<void> RecordTables::erase(Table table, Row row) {
  auto erase = statement(kErase, table);
  if (!erase) return erase.error();
  return (*erase)->bind(1, row.value()).run();
}

Result<void> RecordTables::read(Table table, Row row, const std::function<void(BytesView)>& use) {
  auto read = statement(kRead, table);
  if (!read) return read.error();
  const sqlite::Reading reading(**read);
  const auto found = (*read)->bind(1, row.value()).step();
  if (!found) return found.error();
  if (!*found) return CoreErrc::altered;
  use((*read)->bytes(0));
  return {};
}

Result<std::uint64_t> RecordTables::count(Table table) {
  return database_->number(with_name("SELECT count(*) FROM ", table, "").c_str());
}

Result<void> RecordTables::versions(Table table, Order order, const std::function<bool(Row, Version)>& visit) {
  const std::string index(sql_name(table));
  const auto how = [&]() -> std::string {
    switch (order) {
      case Order::by_version:
        return " INDEXED BY " + index + "_by_version ORDER BY version";
      case Order::by_row:
        return " NOT INDEXED ORDER BY row";
      case Order::by_row_backwards:
        return " NOT INDEXED ORDER BY row DESC";
    }
    return {};
  }();
  auto list = database_->prepare(with_name("SELECT row, version FROM ", table, how));
  if (!list) return list.error();
  for (;;) {
    const auto found = list->step();
    if (!found) return found.error();
    if (!*found || !visit(Row(list->number(0)), Version(list->number(1)))) return {};
  }
}

Result<void> RecordTables::scan(Table table, Row first,
                                const std::function<bool(Row, Version, BytesView)>& visit) {
  auto scan = database_->prepare(
      with_name("SELECT row, version, sealed FROM ", table, " WHERE row >= ?1 ORDER BY row"));
  if (!scan) return scan.error();
  scan->bind(1, first.value());
  for (;;) {
    const auto found = scan->step();
    if (!found) return found.error();
    if (!*found || !visit(Row(scan->number(0)), Version(scan->number(1)), scan->bytes(2))) return {};
  }
}

}  // namespace alongside::vault
