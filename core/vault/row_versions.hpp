// Which rows a table holds, and in which version each: what the digest vouches for. Private to core/vault.
#pragma once

#include <optional>
#include <vector>

#include "core/vault/table.hpp"

namespace alongside::vault {

// Ordered by row, in one piece of memory: 16 bytes a row. Setting the next higher row and erasing any row are cheap;
// setting a new row among the others moves those above it.
class RowVersions {
 public:
  RowVersions() = default;
  // From a list in any order; nothing when it names a row twice, or names none (0).
  static std::optional<RowVersions> from_list(std::vector<RowVersion> list);

  // The version of `row`; none (0) when the table has no such row.
  Version find(Row row) const noexcept;
  // `version` none erases.
  void set(Row row, Version version);
  std::size_t size() const noexcept { return entries_.size() - gone_; }

  // All rows from `first` on, ascending.
  std::vector<RowVersion> from(Row first) const;

 private:
  using Entries = std::vector<RowVersion>;
  Entries::const_iterator place_of(Row row) const noexcept;
  void mark_gone(Entries::iterator entry);

  Entries entries_;       // version none: erased, not yet swept out
  std::size_t gone_ = 0;  // how many of those
};

}  // namespace alongside::vault
