#include "net/sync/outgoing_feed.hpp"

#include <utility>

#include "net/sync/limits.hpp"
#include "proto/check.hpp"

namespace alongside::net {

void OutgoingFeed::begin(BatchNumber received, BatchNumber settled) {
  begun_ = true;
  may_have_more_ = true;
  formed_ = sent_ = acknowledged_ = received;
  settled_through_ = settled;
  settle_acknowledged();
  form_more();
}

void OutgoingFeed::begin_anew(const Epoch& epoch) {
  reset_due_ = epoch;
  begun_ = true;
  may_have_more_ = true;
  form_more();
}

void OutgoingFeed::look_again() {
  // What waits here may have been taken back or changed meanwhile: the store is asked anew for all that has not left.
  ready_.clear();
  formed_ = sent_;
  ++look_;
  may_have_more_ = true;
  form_more();
}

void OutgoingFeed::take(const wire::Ack& ack) {
  const BatchNumber through(ack.number());
  if (!begun_ || through > sent_) return effects_.fail(NetErrc::frame_out_of_turn);
  if (through <= acknowledged_) return;
  acknowledged_ = through;
  effects_.events.push_back(SyncEvent::delivered);
  settle_acknowledged();
  form_more();
}

bool OutgoingFeed::next(wire::Frame& frame) {
  if (reset_due_) {
    frame.mutable_feed_reset()->set_epoch(reset_due_->raw());
    reset_due_.reset();
    return true;
  }
  if (ready_.empty()) return false;
  const auto batch = std::move(ready_.front());
  ready_.erase(ready_.begin());
  auto& said = *frame.mutable_batch();
  said.set_number(batch.number.value());
  for (const auto& change : batch.changes) said.add_changes(change.data(), change.size());
  sent_ = batch.number;
  return true;
}

void OutgoingFeed::form_more() {
  const auto under_way = formed_.value() - acknowledged_.value();
  if (!begun_ || forming_ || !may_have_more_ || under_way >= kBatchWindow) return;
  forming_ = true;
  may_have_more_ = false;  // raised again by whatever happens while the store looks
  effects_.jobs.push_back([this, after = formed_, look = look_](SyncStore& store) -> Then {
    auto batch = store.next_batch(after, kMaxBatchChanges, kBatchBytesAim);
    return [this, look, batch = std::move(batch)]() mutable { formed(look, std::move(batch)); };
  });
}

void OutgoingFeed::formed(std::uint64_t look, Result<std::optional<FormedBatch>> batch) {
  forming_ = false;
  if (!batch) return effects_.fail(batch.error());
  if (*batch && look == look_) {
    require((*batch)->number == formed_.next());
    may_have_more_ = true;
    formed_ = (*batch)->number;
    ready_.push_back(std::move(**batch));
  }
  form_more();
}

// One at a time: while the store is busy, later acknowledgements overtake earlier ones.
void OutgoingFeed::settle_acknowledged() {
  if (settling_ || settled_through_ == acknowledged_) return;
  settling_ = true;
  effects_.jobs.push_back([this, through = acknowledged_](SyncStore& store) -> Then {
    return [this, through, settled = store.acknowledged(through)] {
      settling_ = false;
      settled_through_ = through;
      if (!settled) return effects_.fail(settled.error());
      settle_acknowledged();
    };
  });
}

}  // namespace alongside::net
