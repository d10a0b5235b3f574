#include "core/items/own_item.hpp"

#include <algorithm>

#include "core/items/record.hpp"

namespace alongside::items {

const Entry* own_entry(const Shelf& shelf, const ItemId& id) {
  const Entry* entry = shelf.directory.mine(id);
  return entry && !entry->gone ? entry : nullptr;
}

Result<store::OwnItem> read_own(const Shelf& shelf, const Entry& entry) {
  const auto record = shelf.vault.read(vault::Table::item, entry.row);
  if (!record) return record.error();
  auto own = decoded<store::OwnItem>(ItemTag::own, *record);
  if (own && own->correspondence() != as_text(shelf.correspondence().bytes())) {
    own->clear_correspondence();
    own->clear_sharing();
    own->clear_revision();
    own->clear_outbox_row();
    own->clear_copy_beneath();
  }
  return own;
}

Result<OwnRecord> find_own(const Shelf& shelf, const ItemId& id) {
  const Entry* entry = own_entry(shelf, id);
  if (!entry) return CoreErrc::no_such_item;
  auto own = read_own(shelf, *entry);
  if (!own) return own.error();
  return OwnRecord{entry->row, std::move(*own)};
}

Result<void> put_own(Act& act, vault::Row row, const store::OwnItem& item, bool words_changed) {
  return act.put_item(entry_of(row, item), encoded(ItemTag::own, item), words_changed);
}

Result<vault::Row> add_own(Act& act, const store::OwnItem& item) {
  return act.add_item(entry_of(vault::Row(), item), encoded(ItemTag::own, item));
}

Result<void> remember_body(Act& act, store::OwnItem& item, const item::Moment& changed, const item::Body& body) {
  store::OwnHistory history;
  history.set_id(item.id());
  *history.mutable_changed() = changed;
  *history.mutable_body() = body;
  auto row = act.transaction().insert(vault::Table::history, encoded(history));
  if (!row) return row.error();
  item.add_history_rows(row->value());
  for (const auto& attachment : body.attachments()) {
    const auto& past = item.past_attachments();
    if (std::ranges::find(past, attachment.id()) == past.end()) item.add_past_attachments(attachment.id());
  }
  return {};
}

Result<store::OwnHistory> read_history(const Shelf& shelf, vault::Row row) {
  const auto record = shelf.vault.read(vault::Table::history, row);
  if (!record) return record.error();
  store::OwnHistory history;
  if (!history.ParseFromArray(record->data(), static_cast<int>(record->size()))) return CoreErrc::altered;
  return history;
}

Sharing sharing_of(const store::OwnItem& item) {
  const auto& message = item.sharing();
  return {{message.only().begin(), message.only().end()},
          answers_in(welcome_bits(message.welcome())),
          moment_of(message.since())};
}

}  // namespace alongside::items
