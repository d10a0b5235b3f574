#include "core/items/servable.hpp"

#include "core/error.hpp"
#include "core/items/record.hpp"

namespace alongside::items {

Result<void> Servable::load(const vault::Vault& vault) {
  forget();
  bool readable = true;
  auto scanned = vault.scan(vault::Table::servable, vault::Row(1), [&](vault::Row row, vault::Version, BytesView record) {
    store::Servable message;
    readable = message.ParseFromArray(record.data(), static_cast<int>(record.size()));
    const auto item = ItemId::from(message.item());
    if (!readable || !item) return readable = false;
    std::vector<AttachmentId> attachments;
    for (const auto& attachment : message.attachments()) {
      if (const auto id = AttachmentId::from(attachment)) attachments.push_back(*id);
    }
    changed({*item, std::move(attachments), row});
    return true;
  });
  if (!scanned) return scanned;
  if (!readable) return CoreErrc::altered;
  return {};
}

Result<Servable::Change> Servable::write(vault::Transaction& transaction, const ItemId& item,
                                         std::vector<AttachmentId> attachments) const {
  const auto given = given_.find(item);
  Change change{item, std::move(attachments), given == given_.end() ? vault::Row() : given->second.row};
  if (change.attachments.empty()) {
    if (change.row == vault::Row()) return change;
    if (auto erased = transaction.erase(vault::Table::servable, change.row); !erased) return erased.error();
    return change;
  }
  if (given != given_.end() && given->second.attachments == change.attachments) return change;

  store::Servable message;
  message.set_item(item.raw());
  for (const auto& attachment : change.attachments) message.add_attachments(attachment.raw());
  if (change.row != vault::Row()) {
    if (auto put = transaction.put(vault::Table::servable, change.row, encoded(message)); !put) return put.error();
    return change;
  }
  auto row = transaction.insert(vault::Table::servable, encoded(message));
  if (!row) return row.error();
  change.row = *row;
  return change;
}

void Servable::changed(const Change& change) {
  if (const auto old = given_.find(change.item); old != given_.end()) {
    for (const auto& attachment : old->second.attachments) allowed_.erase(attachment);
    given_.erase(old);
  }
  if (change.attachments.empty()) return;
  for (const auto& attachment : change.attachments) allowed_[attachment] = change.item;
  given_[change.item] = {change.row, change.attachments};
}

}  // namespace alongside::items
