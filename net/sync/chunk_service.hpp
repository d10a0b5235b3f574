// Attachments of my shared items on their way to the partner: answers each request in turn, chunk by chunk.
#pragma once

#include <deque>

#include "net/sync/effects.hpp"
#include "net/sync/frame.hpp"

namespace alongside::net {

class ChunkService {
 public:
  explicit ChunkService(SyncEffects& effects) : effects_(effects) {}

  // window_overrun for more than kChunkWindow chunks asked for and not sent.
  void take(const wire::ChunkRequest& request);

  bool next(wire::Frame& frame);

 private:
  struct Asked {
    AttachmentId id;
    std::uint64_t next;
    std::uint64_t end;
  };
  struct Answer {
    wire::Frame frame;
    std::uint64_t chunks;  // that it answers; a refusal answers the rest of its request
  };

  void read_more();
  void have_read(const AttachmentId& id, std::vector<Result<Bytes>> chunks);

  SyncEffects& effects_;
  std::deque<Asked> asked_;     // next: the next to read
  std::deque<Answer> answers_;  // read and not sent
  bool reading_ = false;
  std::uint64_t unanswered_ = 0;  // chunks asked for and not sent, nor their refusal
};

}  // namespace alongside::net
