// Finding together again after one of the two stores lost its place, on the author's side: what the partner holds of mine is
// compared with what I have. proto/PROTOCOL.md, "After a restore", tells the conversation around it.
//
// The partner is believed only as far as the author seals go. A copy or retraction that I once sent comes back; anything else
// changes nothing of mine. Where both sides changed an item, the later change stands and the other becomes history; where I
// took something back here, it stays private.
#pragma once

#include <optional>
#include <unordered_map>
#include <unordered_set>

#include "core/items/act.hpp"
#include "core/items/correspondence.hpp"
#include "core/items/received.hpp"

namespace alongside::items {

class Reconciliation {
 public:
  explicit Reconciliation(Shelf& shelf) : shelf_(shelf) {}

  // Notes a page of what the partner holds. Returns what to ask back.
  Result<std::vector<ItemId>> compare(const std::vector<Holding>& page);
  // Takes in what was returned; each of them durable. What fits no seal is passed over.
  Result<void> take_back_in(const std::vector<BytesView>& changes);
  // A new life of the feed with what the partner lacks or has in an older form.
  Result<Epoch> finish();

 private:
  bool is_proven_retraction(const Holding& holding) const;
  bool is_doubtful(const Entry& entry, Revision held) const;
  Result<void> follow_retraction(const Entry& entry, Revision revision);
  Result<void> take_back(const Received& copy);
  Result<void> adopt_unknown(const Received& copy);
  Result<void> adopt(const Entry& entry, const Received& copy);
  Result<void> send_again(Act& act, const Entry& entry);

  Shelf& shelf_;
  // Of my items here; what the partner holds of others is asked back and forgotten, so this can't grow by their claims.
  std::unordered_map<ItemId, Revision> copies_;
  std::optional<std::unordered_set<ItemId>> waiting_;  // of which the outbox held a change at the first page
};

// The follower's side: which rows hold the partner's items, and what is told of one.
std::vector<vault::Row> rows_of_theirs(const Shelf& shelf);
Result<Holding> holding_of(const Shelf& shelf, vault::Row row);

}  // namespace alongside::items
