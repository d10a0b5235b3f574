#include "net/sync/flush_talk.hpp"

#include <algorithm>
#include <utility>

namespace alongside::net {

void FlushTalk::ask(std::uint64_t token) { wanted_ = std::max(wanted_, token); }

void FlushTalk::take(const wire::Flushed& flushed, SyncEffects& effects) {
  if (flushed.token() <= answered_ || flushed.token() > asked_) return effects.fail(NetErrc::frame_out_of_turn);
  answered_ = flushed.token();
}

bool FlushTalk::next(wire::Frame& frame, bool feed_settled, bool all_settled) {
  if (theirs_due_ != 0 && all_settled) {
    frame.mutable_flushed()->set_token(std::exchange(theirs_due_, 0));
    return true;
  }
  if (asked_ >= wanted_ || !feed_settled) return false;
  asked_ = wanted_;
  frame.mutable_flush()->set_token(asked_);
  return true;
}

bool FlushTalk::conclude(bool all_settled) {
  if (!all_settled || answered_ <= through_) return false;
  through_ = answered_;
  return true;
}

}  // namespace alongside::net
