// The directory as sealed pages in the table `cache`, so that an unlock need not open every item. A page remembers the
// version of each row it describes; what was written after it is opened again at load, what vanished is left out. So a
// page may be old or missing at any time, and a crash costs nothing but that.
#pragma once

#include <map>

#include "core/items/directory.hpp"
#include "core/vault/vault.hpp"

namespace alongside::items {

class DirectorySnapshot {
 public:
  // Both outlive this.
  DirectorySnapshot(vault::Vault& vault, Directory& directory) : vault_(vault), directory_(directory) {}

  // Fills the empty directory. `altered` when a row does not open or can't be read, `stopped`.
  Result<void> load(const vault::Progress& progress);
  // Fills it with the rows that open and can be read, whatever the pages say. For an altered vault. `stopped`.
  Result<void> load_sound(const vault::Progress& progress);
  void forget() { outdated_.clear(); }
  // After a commit that wrote, added or erased this row.
  void outdated(vault::Row row);
  // Writes one page of which at least `worthwhile` rows are outdated. True when it did.
  bool write_one(std::size_t worthwhile);

 private:
  using Page = std::uint64_t;  // the row number divided by kRowsInPage

  Result<void> load_page(Page page, std::span<const vault::RowVersion> rows);
  Result<void> open_rows(std::span<const vault::RowVersion> rows);

  vault::Vault& vault_;
  Directory& directory_;
  std::map<Page, std::size_t> outdated_;  // how many rows of each page, as far as known
};

}  // namespace alongside::items
