#include "core/items/sending.hpp"

#include <algorithm>

#include "core/items/body.hpp"
#include "core/items/own_item.hpp"
#include "core/items/record.hpp"

namespace alongside::items {
namespace {

// Links to items that the partner doesn't have would tell of what is private.
bool may_show_link(const Shelf& shelf, const item::Link& link) {
  const auto target = ItemId::from(link.item());
  if (!target) return false;
  if (const Entry* mine = shelf.directory.mine(*target)) return !mine->gone && shelf.is_shared(*mine);
  const Entry* theirs = shelf.directory.theirs(*target, shelf.correspondence());
  return theirs && shelf.is_held(*theirs);
}

Bytes encoded_change(const Shelf& shelf, const ItemId& id, Revision revision, const wire::Copy* copy) {
  wire::Change change;
  change.set_item(id.raw());
  change.set_revision(revision.value());
  if (copy) {
    copy->SerializeToString(change.mutable_copy());
  } else {
    change.mutable_retraction();
  }
  const auto kind = copy ? ChangeKind::copy : ChangeKind::retraction;
  change.set_seal(author_seal(*shelf.seal_key, shelf.correspondence(), id, revision, kind, as_bytes(change.copy())).raw());
  return encoded(change);
}

Result<vault::Row> append(Act& act, BytesView change) {
  auto row = act.transaction().insert(vault::Table::outbox, change);
  if (!row) return row;
  act.after_commit([&outbox = act.shelf().outbox, appended = *row] { outbox.appended(appended); });
  return row;
}

// Gives the item the revision of its next change: that of a queued one that it replaces unseen, else a new one.
void take_revision(const Shelf& shelf, store::OwnItem& item) {
  if (!has_left(shelf, item)) return;
  const Entry* before = shelf.directory.mine(*ItemId::from(item.id()));
  item.set_copy_beneath(before && shelf.is_shared(*before));
  item.set_revision(item.revision() + 1);
}

}  // namespace

bool has_left(const Shelf& shelf, const store::OwnItem& item) {
  return shelf.outbox.has_left(vault::Row(item.outbox_row()));
}

wire::Copy shared_copy(const Shelf& shelf, const store::OwnItem& item) {
  wire::Copy copy;
  copy.set_kind(item.kind());
  *copy.mutable_written() = item.written();
  *copy.mutable_changed() = item.sharing().changed();
  const auto& only = item.sharing().only();
  *copy.mutable_body() = cut(item.body(), std::vector<std::string>(only.begin(), only.end()));
  auto& links = *copy.mutable_body()->mutable_links();
  const auto hidden = std::remove_if(links.begin(), links.end(), [&](const auto& link) { return !may_show_link(shelf, link); });
  links.erase(hidden, links.end());
  *copy.mutable_welcome() = item.sharing().welcome();
  return copy;
}

Result<Moment> last_change_of_part(const Shelf& shelf, const store::OwnItem& item, std::span<const std::string> only) {
  const auto part = cut(item.body(), only);
  Moment changed = moment_of(item.changed());
  for (auto row = item.history_rows().rbegin(); row != item.history_rows().rend(); ++row) {
    const auto earlier = read_history(shelf, vault::Row(*row));
    if (!earlier) return earlier.error();
    if (!same(cut(earlier->body(), only), part)) break;
    changed = moment_of(earlier->changed());
  }
  return changed;
}

Result<void> overtake(Act& act, store::OwnItem& item) {
  const vault::Row old(item.outbox_row());
  item.set_outbox_row(0);
  if (!act.shelf().outbox.holds(old)) return {};
  // What the partner has not fetched is theirs no more, nor anybody's who has only the transit key.
  act.transaction().leave_no_trace();
  if (auto erased = act.transaction().erase(vault::Table::outbox, old); !erased) return erased;
  act.after_commit([&outbox = act.shelf().outbox, old] { outbox.removed(old); });
  return {};
}

Result<void> serve_attachments(Act& act, const store::OwnItem& item) {
  std::vector<AttachmentId> attachments;
  if (item.has_sharing()) {
    const auto copy = shared_copy(act.shelf(), item);
    for (const auto& attachment : copy.body().attachments()) {
      if (const auto id = AttachmentId::from(attachment.id())) attachments.push_back(*id);
    }
  }
  auto change = act.shelf().servable.write(act.transaction(), *ItemId::from(item.id()), std::move(attachments));
  if (!change) return change.error();
  act.after_commit([&servable = act.shelf().servable, made = std::move(*change)] { servable.changed(made); });
  return {};
}

Result<void> queue_as_it_is(Act& act, store::OwnItem& item) {
  const Shelf& shelf = act.shelf();
  std::optional<wire::Copy> copy;
  if (item.has_sharing()) copy = shared_copy(shelf, item);
  auto row = append(act, encoded_change(shelf, *ItemId::from(item.id()), Revision(item.revision()), copy ? &*copy : nullptr));
  if (!row) return row.error();
  item.set_correspondence(shelf.correspondence().raw());
  item.set_outbox_row(row->value());
  return {};
}

Result<void> queue_copy(Act& act, store::OwnItem& item) {
  take_revision(act.shelf(), item);
  if (auto overtaken = overtake(act, item); !overtaken) return overtaken;
  if (auto queued = queue_as_it_is(act, item); !queued) return queued;
  return serve_attachments(act, item);
}

Result<void> queue_retraction(Act& act, store::OwnItem& item) {
  const bool unseen = !has_left(act.shelf(), item) && !item.copy_beneath();
  take_revision(act.shelf(), item);
  item.clear_sharing();
  if (auto overtaken = overtake(act, item); !overtaken) return overtaken;
  if (auto served = serve_attachments(act, item); !served) return served;
  if (!unseen) return queue_as_it_is(act, item);
  item.set_revision(item.revision() - 1);
  return {};
}

Result<vault::Row> queue_retraction_of(Act& act, const ItemId& id, Revision revision) {
  return append(act, encoded_change(act.shelf(), id, revision, nullptr));
}

}  // namespace alongside::items
