#include "net/sync/outgoing_feed.hpp"

#include <algorithm>
#include <utility>

#include "net/sync/limits.hpp"
#include "proto/check.hpp"

namespace alongside::net {
namespace {

constexpr std::uint64_t kMostUnsettled = 256;
constexpr std::uint64_t kSettledAtOnce = 4;

}  // namespace

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
  // From small to full, so that the first are stored there while the next are formed here.
  const auto most = next_changes_;
  next_changes_ = std::min(2 * most, kMaxBatchChanges);
  effects_.jobs.push_back([this, after = formed_, most, look = look_](SyncStore& store) -> Then {
    auto batch = store.next_batch(after, most, kBatchBytesAim);
    return [this, look, batch = std::move(batch)]() mutable { formed(look, std::move(batch)); };
  });
}

void OutgoingFeed::formed(std::uint64_t look, Result<std::optional<FormedBatch>> batch) {
  forming_ = false;
  if (effects_.waits_for_room(batch, [this] { form_more(); })) {
    may_have_more_ = true;
    return;
  }
  if (!batch) return effects_.fail(batch.error());
  if (*batch && look == look_) {
    require((*batch)->number == formed_.next());
    may_have_more_ = true;
    formed_ = (*batch)->number;
    ready_.push_back(std::move(**batch));
  } else if (!*batch) {
    next_changes_ = kFirstBatchChanges;
  }
  form_more();
  settle_acknowledged();
}

bool OutgoingFeed::is_time_to_settle() const noexcept {
  const bool nothing_waits = !forming_ && !may_have_more_ && acknowledged_ == formed_;
  return nothing_waits || acknowledged_.value() - settled_through_.value() >= kMostUnsettled;
}

void OutgoingFeed::settle_acknowledged() {
  if (settling_ || settled_through_ == acknowledged_ || !is_time_to_settle()) return;
  settling_ = true;
  // In steps, so that a person who needs the store meanwhile doesn't wait for all of it.
  const BatchNumber through(std::min(acknowledged_.value(), settled_through_.value() + kSettledAtOnce));
  effects_.jobs.push_back([this, through](SyncStore& store) -> Then {
    return [this, through, settled = store.acknowledged(through)] {
      settling_ = false;
      if (effects_.waits_for_room(settled, [this] { settle_acknowledged(); })) return;
      settled_through_ = through;
      if (!settled) return effects_.fail(settled.error());
      settle_acknowledged();
    };
  });
}

}  // namespace alongside::net
