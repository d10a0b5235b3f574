#include "core/vault/row_versions.hpp"

#include <algorithm>

namespace alongside::vault {
namespace {

constexpr std::size_t kFewGone = 64;

}  // namespace

std::optional<RowVersions> RowVersions::from_list(std::vector<RowVersion> list) {
  std::ranges::sort(list, {}, &RowVersion::row);
  const auto none = [](const RowVersion& each) { return each.row == Row() || each.version == Version(); };
  const bool doubled = std::ranges::adjacent_find(list, {}, &RowVersion::row) != list.end();
  if (doubled || std::ranges::any_of(list, none)) return std::nullopt;
  RowVersions rows;
  rows.entries_ = std::move(list);
  return rows;
}

RowVersions::Entries::const_iterator RowVersions::place_of(Row row) const noexcept {
  return std::ranges::lower_bound(entries_, row, {}, &RowVersion::row);
}

Version RowVersions::find(Row row) const noexcept {
  const auto entry = place_of(row);
  return entry != entries_.end() && entry->row == row ? entry->version : Version();
}

void RowVersions::set(Row row, Version version) {
  const bool erases = version == Version();
  const auto entry = entries_.begin() + (place_of(row) - entries_.cbegin());
  if (entry == entries_.end() || entry->row != row) {
    if (!erases) entries_.insert(entry, RowVersion{row, version});
  } else if (erases) {
    mark_gone(entry);
  } else {
    if (entry->version == Version()) --gone_;
    entry->version = version;
  }
}

void RowVersions::mark_gone(Entries::iterator entry) {
  if (entry->version == Version()) return;
  entry->version = Version();
  ++gone_;
  // Sweeping only when half are gone keeps each erasing cheap on the average.
  if (gone_ < kFewGone || gone_ < entries_.size() / 2) return;
  std::erase_if(entries_, [](const RowVersion& each) { return each.version == Version(); });
  gone_ = 0;
}

std::vector<RowVersion> RowVersions::from(Row first) const {
  std::vector<RowVersion> rows;
  rows.reserve(static_cast<std::size_t>(entries_.cend() - place_of(first)));
  std::copy_if(place_of(first), entries_.cend(), std::back_inserter(rows),
               [](const RowVersion& each) { return each.version != Version(); });
  return rows;
}

}  // namespace alongside::vault
