// The follower's side after a restore: tells the author what is held of their feed, and gives back what they ask for.
// One request at a time; nothing is answered while the store is locked.
#pragma once

#include <optional>
#include <vector>

#include "net/sync/effects.hpp"
#include "net/sync/frame.hpp"

namespace alongside::net {

class InventoryService {
 public:
  explicit InventoryService(SyncEffects& effects) : effects_(effects) {}

  // frame_out_of_turn while an earlier request is unanswered.
  void take(const wire::InventoryRequest& request);
  void take(const wire::ReturnRequest& request);
  void unlocked();

  bool next(wire::Frame& frame);

 private:
  void read_page();
  void read_returned();
  void page_read(Result<InventoryPage> page);
  void returned_read(Result<std::vector<Bytes>> changes);
  bool free() const noexcept { return !from_ && items_.empty() && !answer_; }

  SyncEffects& effects_;
  std::optional<std::uint64_t> from_;  // of the page asked for and not answered
  std::vector<ItemId> items_;          // asked back and not read yet
  bool waits_for_unlock_ = false;
  std::optional<wire::Frame> answer_;
};

}  // namespace alongside::net
