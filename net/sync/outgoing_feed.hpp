// My changes on their way to the partner: batches formed by the store, a few under way at a time, until acknowledged.
#pragma once

#include <optional>

#include "net/sync/effects.hpp"
#include "net/sync/frame.hpp"
#include "net/sync/limits.hpp"

namespace alongside::net {

class OutgoingFeed {
 public:
  explicit OutgoingFeed(SyncEffects& effects) : effects_(effects) {}

  // Sends what comes after `received`, which the partner has stored in this epoch; the store has settled up to `settled`.
  void begin(BatchNumber received, BatchNumber settled);
  // The same in a life of the feed that the partner has to be told of first.
  void begin_anew(const Epoch& epoch);

  // There may be pending changes.
  void look_again();
  // frame_out_of_turn for a number that was never sent.
  void take(const wire::Ack& ack);

  bool next(wire::Frame& frame);
  // Everything that was shared has been acknowledged.
  bool settled() const noexcept { return begun_ && !may_have_more_ && !forming_ && acknowledged_ == formed_; }

 private:
  void form_more();
  void formed(std::uint64_t look, Result<std::optional<FormedBatch>> batch);
  // The store forgets what is acknowledged once nothing waits to leave, or when much has come together: what the partner
  // waits for goes first.
  void settle_acknowledged();
  bool is_time_to_settle() const noexcept;

  SyncEffects& effects_;
  bool begun_ = false;
  std::optional<Epoch> reset_due_;
  bool may_have_more_ = false;
  bool forming_ = false;
  BatchNumber formed_;        // the newest that the store has given out here
  BatchNumber sent_;
  BatchNumber acknowledged_;  // by the partner, on this connection
  bool settling_ = false;     // the store is being told of an acknowledgement
  BatchNumber settled_through_;
  std::uint64_t look_ = 0;  // what was formed for an earlier look may be old by now
  std::vector<FormedBatch> ready_;
  std::size_t next_changes_ = kFirstBatchChanges;  // the most that the next batch may have
};

}  // namespace alongside::net
