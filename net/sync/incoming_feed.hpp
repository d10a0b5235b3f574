// The partner's changes on their way into the store: the next batch may come while the last is being stored, and each is
// acknowledged as soon as it is durable.
#pragma once

#include <utility>

#include "net/sync/effects.hpp"
#include "net/sync/frame.hpp"
#include "net/sync/store_queue.hpp"

namespace alongside::net {

class IncomingFeed {
 public:
  IncomingFeed(SyncEffects& effects, IncomingState standing)
      : effects_(effects), store_(effects), following_(!standing.epoch.is_none()), expected_(standing.received.next()) {}

  // frame_out_of_turn for another number than the next, window_overrun for more than kBatchWindow unstored.
  void take(wire::Batch&& batch);
  // window_overrun while an earlier one is not stored.
  void take(const wire::FeedReset& reset);

  bool next(wire::Frame& frame);
  // All that came is stored.
  bool settled() const noexcept { return store_.size() == 0; }
  // Whether something was stored since the last call.
  bool take_news() noexcept { return std::exchange(news_, false); }

 private:
  void stored(BatchNumber number, std::uint64_t life, Result<void> outcome);

  SyncEffects& effects_;
  StoreQueue store_;
  bool following_;
  BatchNumber expected_;
  std::uint64_t in_store_ = 0;  // batches of this life that the store is busy with
  bool resetting_ = false;      // the store is busy with a reset, and whatever came before it
  std::uint64_t life_ = 0;      // rises with each reset: what was stored before it is not acknowledged after it
  BatchNumber ack_due_;         // 0: none
  bool news_ = false;
};

}  // namespace alongside::net
