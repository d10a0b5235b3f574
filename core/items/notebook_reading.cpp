// Showing, listing and searching. Changes nothing but what the text index has in memory.
#include <algorithm>
#include <unordered_map>

#include "core/items/body.hpp"
#include "core/items/notebook.hpp"
#include "core/items/own_item.hpp"
#include "core/items/record.hpp"

namespace alongside::items {
namespace {

// Theirs may lie apart (entry.hpp).
std::vector<AttachmentId> files_of(const Entry& entry, const item::Body& body) {
  std::vector<AttachmentId> files;
  for (const auto& attachment : body.attachments()) {
    const auto id = AttachmentId::from(attachment.id()).value_or(AttachmentId());
    const auto apart = apart_from(id, entry.correspondence);
    const bool lies_apart = std::ranges::any_of(
        entry.attachments, [&](const auto& place) { return place.apart && place.id == apart; });
    files.push_back(lies_apart ? apart : id);
  }
  return files;
}

Result<Item> own_item(const Shelf& shelf, const Entry& entry) {
  auto record = read_own(shelf, entry);
  if (!record) return record.error();
  Item item;
  item.id = entry.id;
  item.kind = record->kind();
  item.written = moment_of(record->written());
  item.changed = moment_of(record->changed());
  if (record->has_sharing()) {
    item.sharing = sharing_of(*record);
    const bool waits = shelf.outbox.holds(vault::Row(record->outbox_row()));
    item.delivery = waits ? Delivery::waiting : Delivery::on_their_device;
  }
  item.body = std::move(*record->mutable_body());
  item.files = files_of(entry, item.body);
  return item;
}

Result<Item> their_item(const Shelf& shelf, const Entry& entry) {
  const auto bytes = shelf.vault.read(vault::Table::item, entry.row);
  if (!bytes) return bytes.error();
  const auto record = decoded<store::TheirItem>(ItemTag::theirs, *bytes);
  if (!record) return record.error();
  auto copy = copy_in(as_bytes(record->change()));
  if (!copy) return CoreErrc::altered;
  Item item;
  item.id = entry.id;
  item.author = Author::partner;
  item.kind = copy->kind();
  item.written = moment_of(copy->written());
  item.changed = moment_of(copy->changed());
  item.sharing = Sharing{{}, answers_in(welcome_bits(copy->welcome())), moment_of(record->received())};
  if (!record->set_aside().empty()) item.set_aside = record->set_aside();
  item.body = std::move(*copy->mutable_body());
  item.files = files_of(entry, item.body);
  return item;
}

Result<Item> item_of(const Shelf& shelf, const Entry& entry) {
  return entry.author == Author::me ? own_item(shelf, entry) : their_item(shelf, entry);
}

bool passes(const Shelf& shelf, const Entry& entry, const Filter& filter) {
  if (entry.gone || entry.set_aside != filter.set_aside) return false;
  if (filter.kind && entry.kind != *filter.kind) return false;
  if (filter.author && entry.author != *filter.author) return false;
  if (filter.since_unix_ms && entry.written_unix_ms < *filter.since_unix_ms) return false;
  if (filter.until_unix_ms && entry.written_unix_ms >= *filter.until_unix_ms) return false;
  if (filter.tag && std::ranges::find(entry.tags, *filter.tag) == entry.tags.end()) return false;
  return !filter.shared_only || shelf.is_shared(entry);
}

bool is_newer(const Entry* one, const Entry* other) {
  return std::pair(one->written_unix_ms, one->row) > std::pair(other->written_unix_ms, other->row);
}

Result<std::vector<Item>> items_of(const Shelf& shelf, std::span<const Entry* const> entries) {
  std::vector<Item> items;
  items.reserve(entries.size());
  for (const Entry* entry : entries) {
    auto item = item_of(shelf, *entry);
    if (!item) return item.error();
    items.push_back(std::move(*item));
  }
  return items;
}

}  // namespace

Result<Item> Notebook::item(const ItemId& id) const {
  if (!state_->is_open()) return CoreErrc::locked;
  const Entry* entry = state_->directory.any(id, state_->correspondence());
  if (!entry || entry->gone) return CoreErrc::no_such_item;
  return item_of(*state_, *entry);
}

Result<ItemId> Notebook::find(std::string_view id_or_prefix) const {
  if (!state_->is_open()) return CoreErrc::locked;
  return state_->directory.find(id_or_prefix);
}

Result<std::vector<Item>> Notebook::list(const Filter& filter) const {
  if (!state_->is_open()) return CoreErrc::locked;
  std::vector<const Entry*> entries;
  for (const auto& entry : state_->directory.all()) {
    if (passes(*state_, entry, filter)) entries.push_back(&entry);
  }
  const auto wanted = std::min(filter.limit, entries.size());
  std::ranges::partial_sort(entries, entries.begin() + static_cast<std::ptrdiff_t>(wanted), is_newer);
  entries.resize(wanted);
  return items_of(*state_, entries);
}

Result<std::vector<Earlier>> Notebook::history(const ItemId& id) const {
  if (!state_->is_open()) return CoreErrc::locked;
  const auto own = find_own(*state_, id);
  if (!own) return own.error();
  std::vector<Earlier> earlier;
  const auto& rows = own->item.history_rows();
  for (auto row = rows.rbegin(); row != rows.rend(); ++row) {
    auto history = read_history(*state_, vault::Row(*row));
    if (!history) return history.error();
    earlier.push_back({moment_of(history->changed()), std::move(*history->mutable_body())});
  }
  return earlier;
}

Result<SearchResult> Notebook::search(std::string_view words) const {
  if (!state_->is_open()) return CoreErrc::locked;
  auto found = state_->index.find(words);
  std::ranges::sort(found.matches, [](const auto& one, const auto& other) {
    return std::pair(one.rank, other.row) < std::pair(other.rank, one.row);
  });
  std::vector<const Entry*> entries;
  for (const auto& match : found.matches) {
    const Entry* entry = state_->directory.at(match.row);
    if (entry && !entry->gone && !entry->set_aside) entries.push_back(entry);
  }
  auto items = items_of(*state_, entries);
  if (!items) return items.error();
  return SearchResult{std::move(*items), found.complete};
}

Result<std::vector<Item>> Notebook::answers_to(const ItemId& id) const {
  if (!state_->is_open()) return CoreErrc::locked;
  std::vector<const Entry*> entries;
  for (const auto& entry : state_->directory.all()) {
    if (!entry.gone && !entry.set_aside && !id.is_none() && entry.answers == id) entries.push_back(&entry);
  }
  std::ranges::sort(entries, [](const Entry* one, const Entry* other) { return is_newer(other, one); });
  return items_of(*state_, entries);
}

}  // namespace alongside::items
