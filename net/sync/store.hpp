// What the sync conversation needs of the store behind it. app fills it in from core/items/correspondence.hpp; the
// names and meanings are the same there. All calls block, come from the store's thread only, and one at a time.
//
// Errors: any error of outgoing, incoming, next_batch, acknowledged, store_batch or follow ends the connection, and it
// is tried again later. NetErrc::store_locked from the functions that say so means "not before the person unlocks".
// NetErrc::store_full from one that writes: nothing of it has happened, and the same call comes again every few seconds
// until it succeeds, so that a full disk costs neither the connection nor a second transfer.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "net/error.hpp"
#include "proto/bytes.hpp"
#include "proto/ids.hpp"
#include "proto/result.hpp"

namespace alongside::net {

struct OutgoingState {
  Epoch epoch;
  BatchNumber last_formed;   // the newest number ever given out in this epoch; durable before it leaves
  BatchNumber acknowledged;  // the partner has stored everything through this one
};

struct IncomingState {
  Epoch epoch;  // none: nothing followed yet
  BatchNumber received;
};

struct FormedBatch {
  BatchNumber number;
  std::vector<Bytes> changes;  // encoded wire.Change each, oldest first; empty: all were overtaken
};

// An item of the author's as its follower holds it.
struct Holding {
  ItemId item;
  Revision revision;
  Bytes retraction_seal;  // empty: a copy is held
};

struct InventoryPage {
  std::vector<Holding> holdings;
  std::uint64_t next = 0;  // where the next page begins; 0: this was the last
};

struct WantedAttachment {
  AttachmentId id;
  std::uint64_t next_chunk = 0;
  std::uint64_t chunks = 0;
};

class SyncStore {
 public:
  virtual ~SyncStore() = default;

  // My feed.
  virtual Result<OutgoingState> outgoing() = 0;
  // The batch after `after`: what is left of one formed before, else a new one of pending changes, its number durable
  // before this returns. At least one change when any is pending, else up to both bounds. Nothing when nothing is pending.
  virtual Result<std::optional<FormedBatch>> next_batch(BatchNumber after, std::size_t most_changes,
                                                        std::size_t most_bytes) = 0;
  virtual Result<void> acknowledged(BatchNumber through) = 0;

  // The partner's feed.
  virtual Result<IncomingState> incoming() = 0;
  // Batch and number in one transaction, durable when this returns. Single bad changes are dropped, not failed.
  virtual Result<void> store_batch(BatchNumber number, const std::vector<BytesView>& changes) = 0;
  // From batch 1 of `epoch` on, durable when this returns.
  virtual Result<void> follow(const Epoch& epoch) = 0;

  // After a restore, the author's side; each may say store_locked.
  virtual Result<void> begin_reconcile() = 0;
  // The items to ask back of this page.
  virtual Result<std::vector<ItemId>> reconcile(const std::vector<Holding>& page) = 0;
  virtual Result<void> take_back_in(const std::vector<BytesView>& changes) = 0;
  virtual Result<Epoch> finish_reconcile() = 0;
  // The follower's side; may say store_locked. `from` is 0 or an earlier page's `next` as the partner repeats it, so
  // anything at all. Unknown ids are left out of `returned`.
  virtual Result<InventoryPage> inventory(std::uint64_t from, std::size_t most) = 0;
  virtual Result<std::vector<Bytes>> returned(const std::vector<ItemId>& items) = 0;

  // Attachments. An error of one of these concerns this attachment only.
  // The sealed chunk, of what is shared with the partner now and complete here; else an error, always the same one.
  virtual Result<Bytes> chunk_for_partner(const AttachmentId& id, std::uint64_t index) = 0;
  // Of the partner's shared items, incomplete here; empty while locked.
  virtual std::vector<WantedAttachment> wanted() = 0;
  // The next chunk in order; checks that it opens.
  virtual Result<void> store_chunk(const AttachmentId& id, std::uint64_t index, BytesView sealed) = 0;
  virtual Result<void> chunks_settled(const AttachmentId& id) = 0;
};

}  // namespace alongside::net
