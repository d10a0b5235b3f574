// The partner-facing side of the items: the feed that goes out, the feed that comes in, and finding together again
// after a restore. This is what app gives net's sync conversation as its store (net/sync/store.hpp); the names match.
// Works while locked as far as core/vault/table.hpp's transit domain goes; what can't wait until unlocked says CoreErrc::locked.
//
// The rules it keeps whatever the partner sends: nothing of mine is changed, created or removed; only what the partner
// authored is stored, under the partner's own name space of ids; sizes are bounded (limits.hpp); a revision that does not rise
// is dropped; unknown, private and foreign ids are answered alike; what one partner takes up is bounded, dropped beyond.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "core/error.hpp"
#include "core/items/notebook.hpp"

namespace alongside::items {

struct OutgoingState {
  Epoch epoch;
  BatchNumber last_formed;   // given out at least once; durable before it leaves
  BatchNumber acknowledged;
  bool anything_pending = false;  // beyond what was acknowledged
};

struct IncomingState {
  Epoch epoch;  // none: nothing followed yet
  BatchNumber received;
};

struct FormedBatch {
  BatchNumber number;
  std::vector<Bytes> changes;  // encoded wire.Change each, oldest first; empty: all were overtaken
};

struct Holding {
  ItemId item;
  Revision revision;
  Bytes retraction_seal;  // empty: a copy is held
};

struct WantedAttachment {
  AttachmentId id;
  std::uint64_t next_chunk;
  std::uint64_t chunks;
};

// A change of the partner's that broke a rule and was dropped. `item` is none when not even that could be read.
struct Refusal {
  ItemId item;
  CoreErrc why;
};

class Correspondence {
 public:
  Correspondence(vault::Vault& vault, vault::Attachments& attachments, Notebook& notebook);
  ~Correspondence();

  // My feed.
  Result<OutgoingState> outgoing() const;
  // The batch after `after`: one formed before (what is left of it), else a new one of pending changes up to
  // `most_changes` and about `most_bytes`, its number durable before this returns. Nothing when nothing is pending.
  Result<std::optional<FormedBatch>> next_batch(BatchNumber after, std::size_t most_changes, std::size_t most_bytes);
  // The partner has stored everything through this number: drops it from the outbox.
  Result<void> acknowledged(BatchNumber through);

  // The partner's feed.
  Result<IncomingState> incoming() const;
  // Stores the batch and the new number in one transaction, durable when this returns. `number` must be the next one
  // (malformed_change else). Single bad changes are dropped and returned; they never fail the batch. Those whose revision does
  // not rise are passed over. While locked the batch goes to the sealed inbox instead and is checked at the next unlock.
  Result<std::vector<Refusal>> store_batch(BatchNumber number, const std::vector<BytesView>& changes);
  Result<void> follow(const Epoch& epoch);
  // Whether the partner's items have taken up nearly all the room that one partner gets, so that changes are or may soon be
  // dropped for want of it. False while locked.
  bool is_nearly_full() const;

  // After a restore. Author's side:
  // begin_reconcile, reconcile with every page of what the partner holds, then finish_reconcile: a new epoch whose
  // outbox holds exactly what the partner lacks or has in an older form. Nothing is lost if it is broken off.
  Result<void> begin_reconcile();
  // Returns the items that I should ask back: shared by me once (their seals will show it), newer there than here, or such
  // that it can't be told. Retractions of mine that I no longer knew are followed at once.
  Result<std::vector<ItemId>> reconcile(const std::vector<Holding>& page);
  Result<void> take_back_in(const std::vector<BytesView>& changes);  // what the partner returned; seals are checked
  Result<Epoch> finish_reconcile();
  // Follower's side: what I hold of theirs, by pages; `from` 0 first; the page's `next` 0 when it was the last. Both count
  // the partner's items, so that they tell nothing of mine; a `from` that is out of range gives an empty last page.
  struct InventoryPage { std::vector<Holding> holdings; std::uint64_t next; };
  Result<InventoryPage> inventory(std::uint64_t from, std::size_t most) const;
  Result<std::vector<Bytes>> returned(const std::vector<ItemId>& items) const;  // unknown ids are left out

  // Attachments.
  Result<Bytes> chunk_for_partner(const AttachmentId& id, std::uint64_t index) const;  // only of what is shared with them now
  std::vector<WantedAttachment> wanted() const;  // of what either shares, incomplete here; unlocked only
  Result<void> store_chunk(const AttachmentId& id, std::uint64_t index, BytesView sealed);
  Result<void> chunks_settled(const AttachmentId& id);  // makes what came so far durable

  // After PartnerBook::end(), which erased feeds, outbox and inbox: nothing of them stays in memory, and a new correspondence
  // begins in which nothing is shared. Works while locked. Not needed after Notebook::part().
  Result<void> ended();

 private:
  class State;
  std::unique_ptr<State> state_;
};

}  // namespace alongside::items
