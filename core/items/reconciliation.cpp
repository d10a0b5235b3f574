#include "core/items/reconciliation.hpp"

#include <algorithm>

#include "core/items/body.hpp"
#include "core/items/own_item.hpp"
#include "core/items/record.hpp"
#include "core/items/sending.hpp"

namespace alongside::items {
namespace {

bool is_proven(const Shelf& shelf, const Received& change) {
  const auto kind = change.copy ? ChangeKind::copy : ChangeKind::retraction;
  const auto seal = author_seal(*shelf.seal_key, shelf.correspondence(), change.item, change.revision, kind,
                                as_bytes(change.copy_bytes));
  return fits(seal, as_bytes(change.seal));
}

// The revision as far as this correspondence goes.
Revision revision_of(const Shelf& shelf, const Entry& entry) {
  return entry.correspondence == shelf.correspondence() ? entry.revision : Revision();
}

// The items of which a change waits in the outbox.
Result<std::unordered_set<ItemId>> items_waiting(const Shelf& shelf) {
  std::unordered_set<ItemId> waiting;
  auto scanned = shelf.vault.scan(vault::Table::outbox, vault::Row(1), [&](vault::Row, vault::Version, BytesView bytes) {
    wire::Change change;
    const bool is_read = change.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()));
    if (const auto id = ItemId::from(change.item()); is_read && id) waiting.insert(*id);
    return true;
  });
  if (!scanned) return scanned.error();
  return waiting;
}

// The sharing that a returned copy shows: what it holds and no more, so that nothing private is added to it.
store::Sharing sharing_shown_by(const wire::Copy& copy, const item::Body& whole, const Moment& now) {
  store::Sharing sharing;
  if (!same(copy.body(), whole)) {
    for (const auto& part : parts_in(copy.body())) sharing.add_only(part);
  }
  *sharing.mutable_welcome() = copy.welcome();
  *sharing.mutable_since() = message_of(now);
  *sharing.mutable_changed() = copy.changed();
  return sharing;
}

std::vector<std::string> parts_shared(const store::OwnItem& item, const wire::Copy& copy) {
  if (!item.has_sharing()) return parts_in(copy.body());
  return {item.sharing().only().begin(), item.sharing().only().end()};
}

// The person's later words of before the restore become the body again; what was not shared of it stays as it is.
Result<void> make_current(Act& act, store::OwnItem& item, const wire::Copy& copy) {
  auto body = item.has_sharing() ? with_parts(item.body(), parts_shared(item, copy), copy.body())
                                 : overlaid(item.body(), copy.body());
  if (!same(body, item.body())) {
    if (auto kept = remember_body(act, item, item.changed(), item.body()); !kept) return kept;
    *item.mutable_changed() = copy.changed();
  }
  if (item.has_sharing()) {
    *item.mutable_sharing()->mutable_changed() = copy.changed();
    *item.mutable_sharing()->mutable_welcome() = copy.welcome();
  } else {
    *item.mutable_sharing() = sharing_shown_by(copy, body, act.shelf().clock.now());
  }
  *item.mutable_body() = std::move(body);
  return serve_attachments(act, item);
}

// Queues the item's copy or retraction with this revision in the new life of the feed.
Result<void> send_at(Act& act, const Entry& entry, Revision revision) {
  auto item = read_own(act.shelf(), entry);
  if (!item) return item.error();
  item->set_revision(revision.value());
  item->set_copy_beneath(true);
  if (auto queued = queue_as_it_is(act, *item); !queued) return queued;
  return put_own(act, entry.row, *item, /*words_changed=*/false);
}

Result<void> retract_again(Act& act, const Entry& entry, Revision revision) {
  store::OwnRetraction retraction;
  retraction.set_id(entry.id.raw());
  retraction.set_revision(revision.value());
  retraction.set_correspondence(entry.correspondence.raw());
  if (auto row = queue_retraction_of(act, entry.id, revision); !row) return row.error();
  return act.put_item(entry_of(entry.row, retraction), encoded(ItemTag::own_retraction, retraction), /*words_changed=*/false);
}

}  // namespace

Result<std::vector<ItemId>> Reconciliation::compare(const std::vector<Holding>& page) {
  if (!waiting_) {
    auto waiting = items_waiting(shelf_);
    if (!waiting) return waiting.error();
    waiting_ = std::move(*waiting);
  }
  std::vector<ItemId> ask_back;
  for (const auto& holding : page) {
    if (holding.revision == Revision() || holding.revision.value() >= kMaxRevision) continue;
    const Entry* entry = shelf_.directory.mine(holding.item);
    if (!holding.retraction_seal.empty()) {
      if (!entry || entry->gone || !is_proven_retraction(holding)) continue;
      if (auto followed = follow_retraction(*entry, holding.revision); !followed) return followed.error();
      continue;
    }
    if (entry) copies_[holding.item] = holding.revision;
    // Asked whether I still keep it or not, so that the question does not tell.
    if (!entry || is_doubtful(*entry, holding.revision)) ask_back.push_back(holding.item);
  }
  return ask_back;
}

bool Reconciliation::is_proven_retraction(const Holding& holding) const {
  const auto seal = author_seal(*shelf_.seal_key, shelf_.correspondence(), holding.item, holding.revision,
                                ChangeKind::retraction, {});
  return fits(seal, holding.retraction_seal);
}

// A revision that is higher there was sent in the time that the backup doesn't know; an equal one that still waits in the
// outbox here may have become another copy in that time.
bool Reconciliation::is_doubtful(const Entry& entry, Revision held) const {
  const auto mine = revision_of(shelf_, entry);
  return held == mine ? waiting_->contains(entry.id) : held > mine;
}

// I took it back in the time that the backup doesn't know.
Result<void> Reconciliation::follow_retraction(const Entry& entry, Revision revision) {
  const auto mine = revision_of(shelf_, entry);
  if (revision < mine || (revision == mine && !shelf_.is_shared(entry))) return {};
  auto item = read_own(shelf_, entry);
  if (!item) return item.error();
  Act act(shelf_);
  item->clear_sharing();
  if (auto overtaken = overtake(act, *item); !overtaken) return overtaken;
  if (auto served = serve_attachments(act, *item); !served) return served;
  item->set_correspondence(shelf_.correspondence().raw());
  item->set_revision(revision.value());
  if (auto put = put_own(act, entry.row, *item, /*words_changed=*/false); !put) return put;
  return act.commit();
}

Result<void> Reconciliation::take_back_in(const std::vector<BytesView>& changes) {
  for (const auto& change : changes) {
    const auto checked = check_change(change);
    if (!checked.received || !checked.received->copy || !is_proven(shelf_, *checked.received)) continue;
    if (auto taken = take_back(*checked.received); !taken) return taken;
  }
  return {};
}

Result<void> Reconciliation::take_back(const Received& copy) {
  const Entry* entry = shelf_.directory.mine(copy.item);
  if (!entry) return adopt_unknown(copy);
  if (entry->gone) return {};
  return adopt(*entry, copy);
}

// Written and shared in the time that the backup doesn't know.
Result<void> Reconciliation::adopt_unknown(const Received& copy) {
  if (shelf_.directory.theirs(copy.item, shelf_.correspondence())) return {};
  store::OwnItem item;
  item.set_id(copy.item.raw());
  item.set_kind(copy.copy->kind());
  *item.mutable_written() = copy.copy->written();
  *item.mutable_changed() = copy.copy->changed();
  *item.mutable_body() = copy.copy->body();
  item.set_correspondence(shelf_.correspondence().raw());
  *item.mutable_sharing() = sharing_shown_by(*copy.copy, item.body(), shelf_.clock.now());
  item.set_revision(copy.revision.value());
  Act act(shelf_);
  if (auto served = serve_attachments(act, item); !served) return served;
  auto row = add_own(act, item);
  if (!row) return row.error();
  act.after_commit([&shelf = shelf_, added = *row] { shelf.await_attachments(*shelf.directory.at(added)); });
  if (auto committed = act.commit(); !committed) return committed;
  copies_[copy.item] = copy.revision;
  return {};
}

Result<void> Reconciliation::adopt(const Entry& entry, const Received& copy) {
  const auto row = entry.row;
  auto item = read_own(shelf_, entry);
  if (!item) return item.error();
  const bool is_mine = item->has_sharing() && shared_copy(shelf_, *item).SerializeAsString() == copy.copy_bytes;
  const bool is_taken_back = !item->has_sharing() && copy.revision.value() == item->revision();
  if (copy.revision.value() < item->revision() || is_mine || is_taken_back) return {};

  auto mine_changed = item->has_sharing()
                          ? Result<Moment>(moment_of(item->sharing().changed()))
                          : last_change_of_part(shelf_, *item, parts_shared(*item, *copy.copy));
  if (!mine_changed) return mine_changed.error();
  const bool mine_is_later = mine_changed->unix_ms > copy.copy->changed().unix_ms();
  Act act(shelf_);
  auto merged = mine_is_later ? remember_body(act, *item, copy.copy->changed(), copy.copy->body())
                              : make_current(act, *item, *copy.copy);
  if (!merged) return merged;
  if (auto overtaken = overtake(act, *item); !overtaken) return overtaken;
  item->set_correspondence(shelf_.correspondence().raw());
  item->set_revision(copy.revision.value() + (mine_is_later && item->has_sharing() ? 1 : 0));
  if (auto put = put_own(act, row, *item, /*words_changed=*/true); !put) return put;
  act.after_commit([&shelf = shelf_, row] { shelf.await_attachments(*shelf.directory.at(row)); });
  if (auto committed = act.commit(); !committed) return committed;
  copies_[copy.item] = copy.revision;
  return {};
}

Result<Epoch> Reconciliation::finish() {
  Act act(shelf_);
  for (const auto row : shelf_.outbox.rows()) {
    if (auto erased = act.transaction().erase(vault::Table::outbox, row); !erased) return erased.error();
  }
  auto life = shelf_.outbox.write_new_life(act.transaction(), shelf_.correspondence(), vault::Row(), shelf_.vault.random());
  if (!life) return life.error();
  act.after_commit([&shelf = shelf_, begun = *life] { shelf.outbox.began(begun, {}); });
  for (const auto& entry : shelf_.directory.all()) {
    if (entry.author != Author::me || revision_of(shelf_, entry) == Revision()) continue;
    if (auto sent = send_again(act, entry); !sent) return sent.error();
  }
  if (auto committed = act.commit(); !committed) return committed.error();
  return life->epoch;
}

Result<void> Reconciliation::send_again(Act& act, const Entry& entry) {
  const auto found = copies_.find(entry.id);
  const bool shared = shelf_.is_shared(entry);
  const bool held = found != copies_.end();
  if (shared ? held && found->second == entry.revision : !held) return {};
  const auto revision = held ? std::max(entry.revision, found->second.next()) : entry.revision;
  return entry.gone ? retract_again(act, entry, revision) : send_at(act, entry, revision);
}

std::vector<vault::Row> rows_of_theirs(const Shelf& shelf) {
  std::vector<vault::Row> rows;
  for (const auto& entry : shelf.directory.all()) {
    if (entry.author == Author::partner && entry.correspondence == shelf.correspondence()) rows.push_back(entry.row);
  }
  std::ranges::sort(rows);
  return rows;
}

Result<Holding> holding_of(const Shelf& shelf, vault::Row row) {
  const auto bytes = shelf.vault.read(vault::Table::item, row);
  if (!bytes) return bytes.error();
  const auto record = decoded<store::TheirItem>(ItemTag::theirs, *bytes);
  if (!record) return record.error();
  Holding holding{ItemId::from(record->id()).value_or(ItemId()), Revision(record->revision()), {}};
  if (!record->retracted()) return holding;
  wire::Change retraction;
  if (!retraction.ParseFromString(record->change())) return CoreErrc::altered;
  const auto seal = as_bytes(retraction.seal());
  holding.retraction_seal.assign(seal.begin(), seal.end());
  return holding;
}

}  // namespace alongside::items
