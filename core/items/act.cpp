#include "core/items/act.hpp"

namespace alongside::items {

Result<vault::Row> Act::add_item(Entry entry, BytesView record) {
  auto row = transaction_.insert(vault::Table::item, record);
  if (!row) return row;
  entry.row = *row;
  after_commit([&shelf = shelf_, entry = std::move(entry)]() mutable {
    const auto added = entry.row;
    shelf.directory.put(std::move(entry));
    shelf.snapshot.outdated(added);
    shelf.index.added(added);
  });
  return row;
}

Result<void> Act::put_item(Entry entry, BytesView record, bool words_changed) {
  if (auto put = transaction_.put(vault::Table::item, entry.row, record); !put) return put;
  if (words_changed) {
    if (auto touched = shelf_.index.touch(transaction_, entry.row); !touched) return touched;
  }
  after_commit([&shelf = shelf_, words_changed, entry = std::move(entry)]() mutable {
    const auto row = entry.row;
    shelf.directory.put(std::move(entry));
    shelf.snapshot.outdated(row);
    if (words_changed) shelf.index.touched(row);
  });
  return {};
}

Result<void> Act::erase_item(vault::Row row) {
  if (auto erased = transaction_.erase(vault::Table::item, row); !erased) return erased;
  if (auto touched = shelf_.index.touch(transaction_, row); !touched) return touched;
  after_commit([&shelf = shelf_, row] {
    shelf.index.touched(row);
    shelf.directory.remove(row);
    shelf.snapshot.outdated(row);
  });
  return {};
}

Result<void> Act::commit() {
  if (auto committed = transaction_.commit(); !committed) return committed;
  for (const auto& step : steps_) step();
  return {};
}

}  // namespace alongside::items
