// The author's side of finding together again after one of the two stores was restored from a backup: page by page, what
// does the partner hold of my feed; what of it do I lack; then a new life of the feed that holds the differences.
// proto/PROTOCOL.md, "After a restore".
#pragma once

#include <optional>
#include <vector>

#include "net/sync/effects.hpp"
#include "net/sync/frame.hpp"

namespace alongside::net {

class Reconciliation {
 public:
  explicit Reconciliation(SyncEffects& effects) : effects_(effects) {}

  // Waits for unlocked() when the store can't begin while locked.
  void begin();
  void unlocked();
  // frame_out_of_turn when not asked for.
  void take(const wire::InventoryPage& page);
  void take(wire::Return&& returned);

  bool next(wire::Frame& frame);
  bool busy() const noexcept { return stage_ != Stage::idle; }
  // Once, when it is done: the new life of my feed.
  std::optional<Epoch> take_new_life() { return std::exchange(new_life_, std::nullopt); }

 private:
  enum class Stage {
    idle,
    locked,       // begin when unlocked
    storing,      // the store is busy
    asking_page,  // an InventoryRequest is to be sent
    awaiting_page,
    asking_back,  // a ReturnRequest is to be sent
    awaiting_return,
  };

  void begun(Result<void> outcome);
  void compared(Result<std::vector<ItemId>> to_ask_back);
  void took_back(bool last, Result<void> outcome);
  void go_on();
  void finish();

  SyncEffects& effects_;
  Stage stage_ = Stage::idle;
  std::uint64_t next_page_ = 0;
  bool last_page_ = false;
  std::vector<ItemId> to_ask_back_;   // of this page
  std::size_t awaited_items_ = 0;     // of the last ReturnRequest
  std::optional<Epoch> new_life_;
};

}  // namespace alongside::net
