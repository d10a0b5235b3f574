// How a shared item's changes come into the outbox. What was replaced or taken back before it left is never sent, and
// leaves no trace in what is: neither a gap in the revisions nor a time.
#pragma once

#include "core/items/act.hpp"
#include "proto/wire.pb.h"

namespace alongside::items {

// Whether the partner may already have the item's newest revision.
bool has_left(const Shelf& shelf, const store::OwnItem& item);

// What is sent of the item as it is shared now; only for a shared one.
wire::Copy shared_copy(const Shelf& shelf, const store::OwnItem& item);

// When that part of the item's body which `only` names took its present form, as its history tells.
Result<Moment> last_change_of_part(const Shelf& shelf, const store::OwnItem& item, std::span<const std::string> only);

// Queues the item's newest change and drops an older one that is still in the outbox: its copy when it is shared, else its
// retraction. Sets revision, outbox_row and copy_beneath; the caller writes the item. Attachments that may be fetched follow.
Result<void> queue_copy(Act& act, store::OwnItem& item);
// Sets the item to private. Nothing is queued when the partner never had it.
Result<void> queue_retraction(Act& act, store::OwnItem& item);

// Queues the item's copy if it is shared, else its retraction, with the revision that it has; its outbox_row follows.
Result<void> queue_as_it_is(Act& act, store::OwnItem& item);

// Removes the item's change from the outbox if it is still there, sent or not.
Result<void> overtake(Act& act, store::OwnItem& item);
// The partner may fetch the attachments of what is shared of the item, and no others of it.
Result<void> serve_attachments(Act& act, const store::OwnItem& item);

// A retraction of an item of which no record of its own is kept, to a partner who may have it.
Result<vault::Row> queue_retraction_of(Act& act, const ItemId& id, Revision revision);

}  // namespace alongside::items
