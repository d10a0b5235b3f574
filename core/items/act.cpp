#include "core/items/act.hpp"

namespace alongside::items {

Result<vault::Row> Act::add_item(Entry entry, BytesView record) {
  auto row = transaction_.insert(vault::Table::item, record);
  if (!row) return row;
  entry.row = *row;
  rows_.push_back({Done::added, std::move(entry)});
  return row;
}

Result<void> Act::put_item(Entry entry, BytesView record, bool words_changed) {
  if (auto put = transaction_.put(vault::Table::item, entry.row, record); !put) return put;
  if (words_changed) {
    if (auto touched = shelf_.index.touch(transaction_, entry.row); !touched) return touched;
  }
  rows_.push_back({words_changed ? Done::put_with_new_words : Done::put, std::move(entry)});
  return {};
}

Result<void> Act::erase_item(vault::Row row) {
  if (auto erased = transaction_.erase(vault::Table::item, row); !erased) return erased;
  if (auto touched = shelf_.index.touch(transaction_, row); !touched) return touched;
  rows_.push_back({Done::erased, {}});
  rows_.back().entry.row = row;
  return {};
}

void Act::follow(RowChange& change) {
  const auto row = change.entry.row;
  if (change.done == Done::added) shelf_.index.added(row);
  if (change.done == Done::put_with_new_words || change.done == Done::erased) shelf_.index.touched(row);
  if (change.done == Done::erased) {
    shelf_.directory.remove(row);
  } else {
    shelf_.directory.put(std::move(change.entry));
  }
  shelf_.snapshot.outdated(row);
}

Result<void> Act::commit() {
  if (auto committed = transaction_.commit(); !committed) return committed;
  for (auto& change : rows_) follow(change);
  for (const auto& step : steps_) step();
  return {};
}

}  // namespace alongside::items
