#include "net/sync/store_queue.hpp"

#include <utility>

namespace alongside::net {

void StoreQueue::add(Call call, Done done) {
  waiting_.push_back({std::move(call), std::move(done)});
  if (!held_up_) ask();
}

void StoreQueue::ask() {
  for (; asked_ < waiting_.size(); ++asked_) {
    effects_.jobs.push_back([this, call = waiting_[asked_].call, full = full_](SyncStore& store) -> Then {
      const Result<void> outcome = *full ? Result<void>(NetErrc::store_full) : call(store);
      *full = !outcome && outcome.error() == NetErrc::store_full;
      return [this, outcome] { came_back(outcome); };
    });
  }
}

void StoreQueue::came_back(Result<void> outcome) {
  --asked_;
  const auto again = [this] {
    held_up_ = *full_ = false;
    ask();
  };
  if (!outcome && outcome.error() == NetErrc::store_full) {
    held_up_ = true;
    if (asked_ == 0) static_cast<void>(effects_.waits_for_room(outcome, again));
    return;
  }
  const auto done = std::move(waiting_.front().done);
  waiting_.pop_front();
  done(outcome);
}

}  // namespace alongside::net
