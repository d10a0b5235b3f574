// All items of the vault in memory, by row, by id and by attachment. Holds nothing while locked.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/items/entry.hpp"
#include "core/items/footprint.hpp"
#include "proto/result.hpp"

namespace alongside::items {

// Pointers returned are good until the next put(), remove() or clear().
class Directory {
 public:
  // Adds the entry or replaces the one of the same row.
  void put(Entry entry);
  void remove(vault::Row row);
  void clear();
  void reserve(std::size_t entries);

  const Entry* at(vault::Row row) const;
  const Entry* mine(const ItemId& id) const;
  const Entry* theirs(const ItemId& id, const CorrespondenceId& from) const;
  // By id alone: mine, else what `current` sent, else what a former partner sent. Tombstones too.
  const Entry* any(const ItemId& id, const CorrespondenceId& current) const;
  // The item whose attachment this is.
  const Entry* owner_of(const AttachmentId& id) const;

  // The one id that begins with these hexadecimal digits, in either case. no_such_item, ambiguous_id.
  Result<ItemId> find(std::string_view digits) const;

  // What all the items take up that came from `from`.
  Footprint footprint(const CorrespondenceId& from) const;

  // In no particular order; tombstones included.
  std::span<const Entry> all() const { return entries_; }
  // How many are not tombstones.
  std::size_t size() const { return entries_.size() - gone_; }
  vault::Row last_row() const { return vault::Row(places_.empty() ? 0 : places_.size() - 1); }

 private:
  using Place = std::uint32_t;  // index into entries_ plus one; 0 = none

  struct OwnerAndId {
    CorrespondenceId from;  // none: mine
    ItemId id;
    friend bool operator==(const OwnerAndId&, const OwnerAndId&) = default;
  };
  struct HashOfBoth {
    std::size_t operator()(const OwnerAndId& key) const noexcept;
  };

  static OwnerAndId key_of(const Entry& entry);
  const Entry* found(const OwnerAndId& key) const;
  void enlist(const Entry& entry, Place place);
  void delist(const Entry& entry);

  std::vector<Entry> entries_;
  std::vector<Place> places_;  // by row
  std::unordered_map<OwnerAndId, vault::Row, HashOfBoth> rows_;
  std::unordered_map<AttachmentId, vault::Row> attachments_;
  // All that ever sent something, few.
  struct Partner {
    CorrespondenceId id;
    Footprint footprint;
  };
  Partner& partner(const CorrespondenceId& id);

  std::vector<Partner> partners_;
  std::size_t gone_ = 0;
};

}  // namespace alongside::items
