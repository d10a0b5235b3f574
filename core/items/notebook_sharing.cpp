// Sharing, taking back, answering and parting.
#include <algorithm>

#include "core/items/act.hpp"
#include "core/items/body.hpp"
#include "core/items/notebook.hpp"
#include "core/items/own_item.hpp"
#include "core/items/record.hpp"
#include "core/items/sending.hpp"

namespace alongside::items {
namespace {

store::Sharing message_of(const Sharing& sharing) {
  store::Sharing message;
  for (const auto& name : sharing.only) message.add_only(name);
  for (const auto answer : sharing.welcome) message.add_welcome(static_cast<item::Answer>(answer));
  *message.mutable_since() = items::message_of(sharing.since);
  return message;
}

// Thanks are always welcome and are not named; the order of the rest says nothing.
std::vector<Answer> named_answers(std::vector<Answer> welcome) {
  std::ranges::sort(welcome);
  welcome.erase(std::unique(welcome.begin(), welcome.end()), welcome.end());
  std::erase(welcome, Answer::thanks);
  return welcome;
}

// The copy without the moment of its last change.
std::string content_of(wire::Copy copy) {
  copy.clear_changed();
  return copy.SerializeAsString();
}

Result<void> begin_sharing(Act& act, store::OwnItem& item, const Sharing& sharing) {
  auto changed = last_change_of_part(act.shelf(), item, sharing.only);
  if (!changed) return changed.error();
  *item.mutable_sharing() = message_of(sharing);
  *item.mutable_sharing()->mutable_changed() = items::message_of(*changed);
  return queue_copy(act, item);
}

// Shared already: the partner hears of it only when what they have is to be another.
Result<void> share_otherwise(Act& act, store::OwnItem& item, Sharing sharing) {
  const auto before = shared_copy(act.shelf(), item);
  const auto old = item.sharing();
  sharing.since = moment_of(old.since());
  *item.mutable_sharing() = message_of(sharing);
  *item.mutable_sharing()->mutable_changed() = old.changed();
  if (content_of(shared_copy(act.shelf(), item)) == content_of(before)) return {};
  return begin_sharing(act, item, sharing);
}

Result<void> share_in(Act& act, OwnRecord& own, const Sharing& sharing) {
  auto shared = own.item.has_sharing() ? share_otherwise(act, own.item, sharing) : begin_sharing(act, own.item, sharing);
  if (!shared) return shared;
  return put_own(act, own.row, own.item, /*words_changed=*/false);
}

item::Body answer_body(const ItemId& to, Answer as, std::string text) {
  item::Body body;
  body.set_text(std::move(text));
  auto* field = body.add_fields();
  field->set_name(std::string(kAsField));
  field->set_value(std::string(name_of(as)));
  auto* link = body.add_links();
  link->set_role(item::Link::ROLE_ANSWERS);
  link->set_item(to.raw());
  return body;
}

Result<void> erase_all(vault::Transaction& transaction, const vault::Vault& vault, vault::Table table) {
  for (const auto& row : vault.rows(table)) {
    if (auto erased = transaction.erase(table, row.row); !erased) return erased;
  }
  return {};
}

Result<void> erase_entries(Act& act, const std::function<bool(const Entry&)>& goes) {
  std::vector<AttachmentPlace> files;
  for (const auto& entry : act.shelf().directory.all()) {
    if (!goes(entry)) continue;
    files.insert(files.end(), entry.attachments.begin(), entry.attachments.end());
    if (auto erased = act.erase_item(entry.row); !erased) return erased;
  }
  act.after_commit([&shelf = act.shelf(), gone = std::move(files)] { shelf.drop_attachments(gone); });
  return {};
}

// Everything towards the partner, so that a next one begins with nothing.
Result<void> end_correspondence(Act& act) {
  Shelf& shelf = act.shelf();
  for (const auto table : {vault::Table::outbox, vault::Table::inbox, vault::Table::servable}) {
    if (auto erased = erase_all(act.transaction(), shelf.vault, table); !erased) return erased;
  }
  const auto fresh = crypto::random_id<CorrespondenceId>(shelf.vault.random());
  auto life = shelf.outbox.write_new_life(act.transaction(), fresh, vault::Row(), shelf.vault.random());
  if (!life) return life.error();
  auto erased = shelf.inbox.erase(act.transaction());
  if (!erased) return erased;
  act.after_commit([&shelf, begun = *life] {
    shelf.outbox.began(begun, {});
    shelf.inbox.forget();
    shelf.servable.forget();
    shelf.arriving.clear();
  });
  return {};
}

}  // namespace

Result<void> Notebook::share(const ItemId& id, std::vector<std::string> only, std::vector<Answer> welcome) {
  if (!state_->is_open()) return CoreErrc::locked;
  auto own = find_own(*state_, id);
  if (!own) return own.error();
  const Sharing sharing{std::move(only), named_answers(std::move(welcome)), state_->clock.now()};
  if (auto part = shared_part(own->item.body(), sharing); !part) return part.error();
  Act act(*state_);
  if (auto shared = share_in(act, *own, sharing); !shared) return shared;
  return act.commit();
}

Result<void> Notebook::share_all(std::span<const ItemId> ids) {
  if (!state_->is_open()) return CoreErrc::locked;
  const Sharing whole{{}, {}, state_->clock.now()};
  Act act(*state_);
  for (const auto& id : ids) {
    auto own = find_own(*state_, id);
    if (!own) return own.error();
    if (own->item.has_sharing()) continue;
    if (auto shared = share_in(act, *own, whole); !shared) return shared;
  }
  return act.commit();
}

Result<void> Notebook::unshare(const ItemId& id) {
  if (!state_->is_open()) return CoreErrc::locked;
  auto own = find_own(*state_, id);
  if (!own) return own.error();
  if (!own->item.has_sharing()) return {};
  Act act(*state_);
  if (auto queued = queue_retraction(act, own->item); !queued) return queued;
  if (auto put = put_own(act, own->row, own->item, /*words_changed=*/false); !put) return put;
  return act.commit();
}

Result<ItemId> Notebook::respond(const ItemId& to, Answer as, std::string text) {
  if (!state_->is_open()) return CoreErrc::locked;
  const Entry* answered = state_->directory.theirs(to, state_->correspondence());
  if (!answered || !state_->is_received(*answered) || answered->set_aside) return CoreErrc::no_such_item;
  if (as != Answer::thanks && !(answered->welcome & bit_of(as))) return CoreErrc::not_welcome;

  const auto id = crypto::random_id<ItemId>(state_->vault.random());
  store::OwnItem item;
  item.set_id(id.raw());
  item.set_kind(std::string(kResponseKind));
  *item.mutable_written() = items::message_of(state_->clock.now());
  *item.mutable_changed() = item.written();
  *item.mutable_body() = answer_body(to, as, std::move(text));
  if (auto checked = check_body(item.body()); !checked) return checked.error();
  Act act(*state_);
  if (auto shared = begin_sharing(act, item, {{}, {}, state_->clock.now()}); !shared) return shared.error();
  if (auto added = add_own(act, item); !added) return added.error();
  if (auto committed = act.commit(); !committed) return committed.error();
  return id;
}

Result<void> Notebook::part(bool keep_theirs, const Along& along) {
  if (!state_->is_open()) return CoreErrc::locked;
  const auto former = state_->correspondence();
  const auto goes = [&](const Entry& entry) {
    if (entry.correspondence != former) return false;
    const bool tombstone = entry.gone;
    return tombstone || (entry.author == Author::partner && !keep_theirs);
  };
  Act act(*state_);
  if (auto erased = erase_entries(act, goes); !erased) return erased;
  // Before the next correspondence gets its row in the table that `along` empties.
  if (along) {
    if (auto ended = along(act.transaction()); !ended) return ended;
  }
  if (auto ended = end_correspondence(act); !ended) return ended;
  return act.commit();
}

Result<item::Body> Notebook::preview(const ItemId& id, const std::vector<std::string>& only) const {
  if (!state_->is_open()) return CoreErrc::locked;
  auto own = find_own(*state_, id);
  if (!own) return own.error();
  if (auto part = shared_part(own->item.body(), {only, {}, {}}); !part) return part.error();
  *own->item.mutable_sharing() = message_of(Sharing{only, {}, {}});
  return shared_copy(*state_, own->item).body();
}

}  // namespace alongside::items
