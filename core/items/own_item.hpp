// Reading and writing the records of what this node's person wrote.
#pragma once

#include "core/items/act.hpp"

namespace alongside::items {

// The live entry of an item of mine, or null.
const Entry* own_entry(const Shelf& shelf, const ItemId& id);
// Its record, without what it says of a former correspondence.
Result<store::OwnItem> read_own(const Shelf& shelf, const Entry& entry);
// Both at once; no_such_item.
struct OwnRecord {
  vault::Row row;
  store::OwnItem item;
};
Result<OwnRecord> find_own(const Shelf& shelf, const ItemId& id);

Result<void> put_own(Act& act, vault::Row row, const store::OwnItem& item, bool words_changed);
Result<vault::Row> add_own(Act& act, const store::OwnItem& item);

// Keeps `body` among the earlier ones of `item`, with the ids of its attachments. Takes nothing away.
Result<void> remember_body(Act& act, store::OwnItem& item, const item::Moment& changed, const item::Body& body);
Result<store::OwnHistory> read_history(const Shelf& shelf, vault::Row row);

Sharing sharing_of(const store::OwnItem& item);

}  // namespace alongside::items
