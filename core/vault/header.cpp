#include "core/vault/header.hpp"

#include <map>
#include <string>

#include "core/vault/schema_sql.hpp"

namespace alongside::vault {
namespace {

constexpr std::size_t kWrappedBytes = VaultKey::kSize + crypto::kSealOverheadBytes;

// The text of every table and index, by name.
Result<std::map<std::string, std::string>> schema_of(sqlite::Database& database) {
  auto list = database.prepare("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL");
  if (!list) return list.error();
  std::map<std::string, std::string> schema;
  for (;;) {
    const auto row = list->step();
    if (!row) return row.error();
    if (!*row) return schema;
    schema.emplace(list->text(0), list->text(1));
  }
}

// What SQLite itself keeps of our statements.
Result<std::map<std::string, std::string>> expected_schema(std::string_view extra_sql) {
  auto scratch = sqlite::Database::open(":memory:", sqlite::Database::Mode::read_write);
  if (!scratch) return scratch.error();
  if (auto done = scratch->execute(std::string(kSchemaSql).append(extra_sql).c_str()); !done) return done.error();
  return schema_of(*scratch);
}

Result<KeySlot> read_slot(sqlite::Database& database, SlotKind kind) {
  auto select = database.prepare("SELECT salt, passes, memory_bytes, wrapped FROM key_slot WHERE kind = ?1");
  if (!select) return select.error();
  const auto row = select->bind(1, static_cast<std::uint64_t>(kind)).step();
  if (!row) return row.error();
  if (!*row) return CoreErrc::not_a_vault;
  const auto salt = crypto::Salt::from(select->bytes(0));
  const auto passes = select->number(1);
  const auto wrapped = select->bytes(3);
  if (!salt || passes > UINT32_MAX || wrapped.size() != kWrappedBytes) return CoreErrc::not_a_vault;
  KeySlot slot{kind, *salt, std::nullopt, Bytes(wrapped.begin(), wrapped.end())};
  if (kind == SlotKind::passphrase) {
    slot.cost = crypto::PasswordCost{static_cast<std::uint32_t>(passes), select->number(2)};
    if (!slot.cost->within_bounds()) return CoreErrc::not_a_vault;
  }
  return slot;
}

Result<void> write_slot(sqlite::Database& database, const KeySlot& slot, std::string_view sql) {
  auto write = database.prepare(sql);
  if (!write) return write.error();
  const auto cost = slot.cost.value_or(crypto::PasswordCost{0, 0});
  return write->bind(1, static_cast<std::uint64_t>(slot.kind))
      .bind(2, slot.salt.bytes())
      .bind(3, cost.passes)
      .bind(4, cost.memory_bytes)
      .bind(5, slot.wrapped)
      .run();
}

}  // namespace

Result<void> check_schema(sqlite::Database& database, std::uint64_t application_id, std::string_view extra_sql) {
  const auto found_id = database.number("PRAGMA application_id");
  if (!found_id) return found_id.error();
  if (*found_id != application_id) return CoreErrc::not_a_vault;
  const auto format = database.number("PRAGMA user_version");
  if (!format) return format.error();
  if (*format > kFormat) return CoreErrc::format_too_new;
  if (*format != kFormat) return CoreErrc::not_a_vault;
  const auto schema = schema_of(database);
  if (!schema) return schema.error();
  const auto expected = expected_schema(extra_sql);
  if (!expected) return expected.error();
  if (*schema != *expected) return CoreErrc::not_a_vault;
  return {};
}

Result<void> make_schema(sqlite::Database& database, std::uint64_t application_id, std::string_view extra_sql) {
  const auto marks = "PRAGMA application_id = " + std::to_string(application_id) +
                     "; PRAGMA user_version = " + std::to_string(kFormat) + ";";
  return database.execute(std::string(kSchemaSql).append(extra_sql).append(marks).c_str());
}

Result<Header> read_header(sqlite::Database& database) {
  auto select = database.prepare("SELECT vault_id, restored FROM header");
  if (!select) return select.error();
  const auto row = select->step();
  if (!row) return row.error();
  if (!*row) return CoreErrc::not_a_vault;
  const auto id = VaultId::from(select->bytes(0));
  if (!id || id->is_none()) return CoreErrc::not_a_vault;
  const bool restored = select->number(1) != 0;
  auto passphrase = read_slot(database, SlotKind::passphrase);
  if (!passphrase) return passphrase.error();
  auto recovery = read_slot(database, SlotKind::recovery);
  if (!recovery) return recovery.error();
  return Header{*id, restored, std::move(*passphrase), std::move(*recovery)};
}

Result<void> write_header(sqlite::Database& database, const Header& header) {
  auto insert = database.prepare("INSERT INTO header (only_row, vault_id, restored) VALUES (1, ?1, ?2)");
  if (!insert) return insert.error();
  if (auto done = insert->bind(1, header.id.bytes()).bind(2, header.restored ? 1 : 0).run(); !done) return done;
  for (const auto* slot : {&header.passphrase, &header.recovery}) {
    const auto done = write_slot(database, *slot,
                                 "INSERT INTO key_slot (kind, salt, passes, memory_bytes, wrapped) "
                                 "VALUES (?1, ?2, ?3, ?4, ?5)");
    if (!done) return done;
  }
  return {};
}

Result<void> replace_slot(sqlite::Database& database, const KeySlot& slot) {
  return write_slot(database, slot,
                    "UPDATE key_slot SET salt = ?2, passes = ?3, memory_bytes = ?4, wrapped = ?5 WHERE kind = ?1");
}

Result<void> clear_restored(sqlite::Database& database) {
  return database.execute("UPDATE header SET restored = 0");
}

}  // namespace alongside::vault
