// Attachments of the partner's items on their way here: asks for chunks in order, a window of them at a time, and hands
// each to the store.
#pragma once

#include <deque>
#include <unordered_set>
#include <vector>

#include "net/sync/effects.hpp"
#include "net/sync/frame.hpp"
#include "net/sync/store_queue.hpp"

namespace alongside::net {

class ChunkFetch {
 public:
  explicit ChunkFetch(SyncEffects& effects) : effects_(effects), store_(effects) {}

  // The store may want others now.
  void look_again();
  // frame_out_of_turn for what was not asked for next.
  void take(wire::Chunk&& chunk);
  void take(const wire::ChunkUnavailable& unavailable);

  bool next(wire::Frame& frame);
  // The store wants nothing that may still come on this connection.
  bool settled() const noexcept { return !looking_ && !look_due_ && wanted_.empty() && asked_.empty() && store_.size() == 0; }

 private:
  struct Asked {
    AttachmentId id;
    std::uint64_t next;
    std::uint64_t end;
    bool completes;  // ends with the attachment's last chunk
  };

  void looked(const std::vector<WantedAttachment>& wanted);
  void store(const AttachmentId& id, wire::Chunk&& chunk);
  void settle(const AttachmentId& id);
  void give_up(const AttachmentId& id);
  std::uint64_t under_way() const noexcept;

  SyncEffects& effects_;
  bool looking_ = false;
  bool look_due_ = false;
  std::deque<WantedAttachment> wanted_;  // next_chunk: the next to ask for
  std::deque<Asked> asked_;              // answered in this order
  StoreQueue store_;                     // of chunks, and ends of attachments
  // Not to be asked for again on this connection: the partner has them not, or sent what does not open.
  std::unordered_set<AttachmentId> given_up_;
};

}  // namespace alongside::net
