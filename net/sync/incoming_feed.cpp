#include "net/sync/incoming_feed.hpp"

#include <memory>
#include <utility>

#include "net/sync/limits.hpp"

namespace alongside::net {

void IncomingFeed::take(wire::Batch&& batch) {
  const BatchNumber number(batch.number());
  if (!following_ || number != expected_) return effects_.fail(NetErrc::frame_out_of_turn);
  if (in_store_ == kBatchWindow) return effects_.fail(NetErrc::window_overrun);
  expected_ = expected_.next();
  ++in_store_;
  store_.add(
      [number, batch = std::make_shared<wire::Batch>(std::move(batch))](SyncStore& store) {
        return store.store_batch(number, views_of(batch->changes()));
      },
      [this, number, life = life_](Result<void> outcome) { stored(number, life, outcome); });
}

void IncomingFeed::take(const wire::FeedReset& reset) {
  if (resetting_) return effects_.fail(NetErrc::window_overrun);
  resetting_ = true;
  following_ = true;
  expected_ = BatchNumber(1);
  ack_due_ = {};
  ++life_;
  in_store_ = 0;
  store_.add([epoch = *Epoch::from(reset.epoch())](SyncStore& store) { return store.follow(epoch); },
             [this](Result<void> outcome) {
               resetting_ = false;
               if (!outcome) effects_.fail(outcome.error());
             });
}

void IncomingFeed::stored(BatchNumber number, std::uint64_t life, Result<void> outcome) {
  if (!outcome) return effects_.fail(outcome.error());
  if (life == life_) {
    --in_store_;
    ack_due_ = number;
  }
  news_ = true;
  effects_.events.push_back(SyncEvent::received);
}

bool IncomingFeed::next(wire::Frame& frame) {
  if (ack_due_ == BatchNumber()) return false;
  frame.mutable_ack()->set_number(std::exchange(ack_due_, {}).value());
  return true;
}

}  // namespace alongside::net
