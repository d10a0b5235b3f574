// Calls of the store that make sense in their order only: one for which there is no room holds up all that follow until
// there is.
#pragma once

#include <deque>
#include <memory>

#include "net/sync/effects.hpp"

namespace alongside::net {

class StoreQueue {
 public:
  using Call = std::function<Result<void>(SyncStore&)>;
  using Done = std::function<void(Result<void>)>;

  explicit StoreQueue(SyncEffects& effects) : effects_(effects) {}

  // `done` is never told store_full.
  void add(Call call, Done done);
  // Calls that are not done.
  std::size_t size() const noexcept { return waiting_.size(); }

 private:
  struct Waiting {
    Call call;
    Done done;
  };

  void ask();
  void came_back(Result<void> outcome);

  SyncEffects& effects_;
  std::deque<Waiting> waiting_;
  std::size_t asked_ = 0;  // so many of the first are with the store
  bool held_up_ = false;
  // Seen on the store's thread, and here only when nothing is with the store.
  std::shared_ptr<bool> full_ = std::make_shared<bool>(false);
};

}  // namespace alongside::net
