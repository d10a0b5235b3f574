// Writing, changing and deleting, and coming and going with the vault's lock. Sharing is notebook_sharing.cpp, reading
// notebook_reading.cpp.
#include "core/items/notebook.hpp"

#include <algorithm>

#include "core/items/act.hpp"
#include "core/items/body.hpp"
#include "core/items/own_item.hpp"
#include "core/items/receiving.hpp"
#include "core/items/record.hpp"
#include "core/items/sending.hpp"
#include "core/items/text_rules.hpp"

namespace alongside::items {
namespace {

// Fewer outdated rows than these are opened faster at the next load than their page is written now.
constexpr std::size_t kRowsWorthAPage = 256;
constexpr std::size_t kRowsWorthAPageAtLock = 32;

item::Field* field_named(item::Body& body, std::string_view name) {
  for (auto& field : *body.mutable_fields()) {
    if (field.name() == name) return &field;
  }
  return nullptr;
}

void remove_field(item::Body& body, std::string_view name) {
  auto& fields = *body.mutable_fields();
  const auto gone = std::remove_if(fields.begin(), fields.end(), [&](const auto& field) { return field.name() == name; });
  fields.erase(gone, fields.end());
}

void set_field(item::Body& body, const std::string& name, const std::string& value) {
  if (value.empty()) {
    remove_field(body, name);
    return;
  }
  item::Field* field = field_named(body, name);
  if (!field) {
    field = body.add_fields();
    field->set_name(name);
  }
  field->set_value(value);
}

// A file belongs to one item for good, as it goes with it.
Result<void> check_files_are_free(const Shelf& shelf, const item::Body& body, const ItemId& owner) {
  for (const auto& attachment : body.attachments()) {
    const Entry* other = shelf.directory.owner_of(*AttachmentId::from(attachment.id()));
    if (other && (other->author != Author::me || other->id != owner)) return CoreErrc::malformed_change;
  }
  return {};
}

// The item's copy at the partner is replaced when what is shared of it has changed; a private change does not show.
Result<void> send_if_changed(Act& act, store::OwnItem& item, const wire::Copy& before) {
  if (shared_copy(act.shelf(), item).SerializeAsString() == before.SerializeAsString()) return {};
  *item.mutable_sharing()->mutable_changed() = item.changed();
  return queue_copy(act, item);
}

Result<void> replace_body(Act& act, vault::Row row, store::OwnItem& item, item::Body body) {
  std::optional<wire::Copy> shared;
  if (item.has_sharing()) shared = shared_copy(act.shelf(), item);
  if (auto kept = remember_body(act, item, item.changed(), item.body()); !kept) return kept;
  *item.mutable_body() = std::move(body);
  *item.mutable_changed() = message_of(act.shelf().clock.now());
  if (shared) {
    if (auto sent = send_if_changed(act, item, *shared); !sent) return sent;
  }
  return put_own(act, row, item, /*words_changed=*/true);
}

Result<void> erase_history(Act& act, const store::OwnItem& item) {
  for (const auto row : item.history_rows()) {
    if (auto erased = act.transaction().erase(vault::Table::history, vault::Row(row)); !erased) return erased;
  }
  return {};
}

// What stays of a deleted item: nothing, unless the partner had it.
Result<void> leave_retraction(Act& act, vault::Row row, store::OwnItem& item) {
  if (item.has_sharing()) {
    if (auto queued = queue_retraction(act, item); !queued) return queued;
  }
  if (item.revision() == 0) return act.erase_item(row);
  act.transaction().leave_no_trace();
  store::OwnRetraction retraction;
  retraction.set_id(item.id());
  retraction.set_revision(item.revision());
  retraction.set_correspondence(item.correspondence());
  return act.put_item(entry_of(row, retraction), encoded(ItemTag::own_retraction, retraction), /*words_changed=*/true);
}

Result<void> delete_own(Act& act, const Entry& entry) {
  auto item = read_own(act.shelf(), entry);
  if (!item) return item.error();
  if (auto erased = erase_history(act, *item); !erased) return erased;
  act.after_commit([&shelf = act.shelf(), files = entry.attachments] { shelf.drop_attachments(files); });
  return leave_retraction(act, entry.row, *item);
}

// The place of what the partner of now sent stays, so that its old revisions can't come back; a former one sends no more.
Result<void> delete_theirs(Act& act, const Entry& entry) {
  if (entry.correspondence == act.shelf().correspondence()) return drop_theirs(act, entry);
  act.after_commit([&shelf = act.shelf(), files = entry.attachments] { shelf.drop_attachments(files); });
  return act.erase_item(entry.row);
}

}  // namespace

item::Body edited(item::Body body, const Edit& change) {
  if (change.text) body.set_text(*change.text);
  for (const auto& [name, value] : change.fields) set_field(body, name, value);
  if (change.tags) body.mutable_tags()->Assign(change.tags->begin(), change.tags->end());
  auto& attachments = *body.mutable_attachments();
  const auto detached = [&](const auto& attachment) { return std::ranges::count(change.detach, attachment.name()) > 0; };
  attachments.erase(std::remove_if(attachments.begin(), attachments.end(), detached), attachments.end());
  for (const auto& attachment : change.attach) *body.add_attachments() = attachment;
  drop_repeated_tags(body);
  return body;
}

Notebook::Notebook(vault::Vault& vault, vault::Attachments& attachments, const Clock& clock)
    : state_(std::make_unique<State>(vault, attachments, clock)) {}

Notebook::~Notebook() = default;

Result<ItemId> Notebook::write(std::string_view kind, item::Body body) {
  if (!state_->is_open()) return CoreErrc::locked;
  drop_repeated_tags(body);
  if (auto named = check_name(kind); !named) return named.error();
  if (auto checked = check_body(body); !checked) return checked.error();
  const auto id = crypto::random_id<ItemId>(state_->vault.random());
  if (auto free = check_files_are_free(*state_, body, id); !free) return free.error();

  store::OwnItem item;
  item.set_id(id.raw());
  item.set_kind(std::string(kind));
  *item.mutable_written() = message_of(state_->clock.now());
  *item.mutable_changed() = item.written();
  *item.mutable_body() = std::move(body);
  Act act(*state_);
  if (auto added = add_own(act, item); !added) return added.error();
  if (auto committed = act.commit(); !committed) return committed.error();
  return id;
}

Result<void> Notebook::edit(const ItemId& id, const Edit& change) {
  if (!state_->is_open()) return CoreErrc::locked;
  auto own = find_own(*state_, id);
  if (!own) return own.error();
  auto body = edited(own->item.body(), change);
  if (same(body, own->item.body())) return {};
  if (auto checked = check_body(body); !checked) return checked;
  if (auto free = check_files_are_free(*state_, body, id); !free) return free;
  state_->index.warm(own->row);
  Act act(*state_);
  if (auto replaced = replace_body(act, own->row, own->item, std::move(body)); !replaced) return replaced;
  return act.commit();
}

Result<void> Notebook::remove(const ItemId& id) {
  if (!state_->is_open()) return CoreErrc::locked;
  const Entry* entry = state_->directory.any(id, state_->correspondence());
  if (!entry || entry->gone) return CoreErrc::no_such_item;
  state_->index.warm(entry->row);
  Act act(*state_);
  auto removed = entry->author == Author::me ? delete_own(act, *entry) : delete_theirs(act, *entry);
  if (!removed) return removed;
  return act.commit();
}

bool Notebook::tidy() {
  if (!state_->is_open()) return false;
  return state_->snapshot.write_one(kRowsWorthAPage) || state_->index.tidy();
}

void Notebook::forget() noexcept {
  if (!state_->is_open()) return;
  while (state_->vault.lock_state() == vault::LockState::unlocked && state_->snapshot.write_one(kRowsWorthAPageAtLock)) {
  }
  state_->directory.clear();
  state_->snapshot.forget();
  state_->index.forget();
  state_->arriving.clear();
  state_->seal_key.reset();
}

std::size_t Notebook::size() const noexcept { return state_->directory.size(); }

}  // namespace alongside::items
