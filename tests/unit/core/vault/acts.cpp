#include "tests/unit/core/vault/acts.hpp"

#include <charconv>
#include <string>

namespace alongside::vault {
namespace {

constexpr Row kCount(1);

std::string item_text(int number) { return "act " + std::to_string(number) + std::string(300, '.'); }
std::string change_text(int number) { return "change " + std::to_string(number); }

bool is_erased(int item, int acts) { return item % 3 == 2 && item < acts; }

bool holds(const Vault& vault, Table table, Row row, std::string_view text) {
  const auto read = vault.read(table, row);
  return read && as_text(*read) == text;
}

std::optional<int> counted_acts(const Vault& vault) {
  const auto count = vault.read(Table::setting, kCount);
  if (!count) return count.error() == CoreErrc::no_such_item ? std::optional<int>(0) : std::nullopt;
  const auto text = as_text(*count);
  int acts = 0;
  std::from_chars(text.data(), text.data() + text.size(), acts);
  return acts;
}

}  // namespace

Result<void> do_act(Vault& vault, int number) {
  auto transaction = vault.begin();
  const Row row(static_cast<std::uint64_t>(number));
  if (auto item = transaction.insert(Table::item, as_bytes(item_text(number))); !item) return item.error();
  if (auto change = transaction.insert(Table::outbox, as_bytes(change_text(number))); !change) return change.error();
  if (number % 3 == 0) {
    if (auto done = transaction.erase(Table::item, Row(row.value() - 1)); !done) return done;
  }
  const auto count = std::to_string(number);
  if (auto done = transaction.put(Table::setting, kCount, as_bytes(count)); !done) return done;
  return transaction.commit();
}

std::optional<int> acts_in(const Vault& vault) {
  const auto acts = counted_acts(vault);
  if (!acts) return std::nullopt;
  std::size_t items = 0;
  for (int number = 1; number <= *acts; ++number) {
    const Row row(static_cast<std::uint64_t>(number));
    if (!holds(vault, Table::outbox, row, change_text(number))) return std::nullopt;
    if (is_erased(number, *acts)) continue;
    if (!holds(vault, Table::item, row, item_text(number))) return std::nullopt;
    ++items;
  }
  const bool exact = vault.rows(Table::item).size() == items &&
                     vault.rows(Table::outbox).size() == static_cast<std::size_t>(*acts);
  return exact ? acts : std::nullopt;
}

}  // namespace alongside::vault
