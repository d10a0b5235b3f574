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
  // What may be had can be other than before: whatever has not been sent is read anew.
  void look_again();

  bool next(wire::Frame& frame);

 private:
  struct Asked {
    AttachmentId id;
    std::uint64_t next;  // to send
    std::uint64_t end;
    std::deque<Result<Bytes>> read;  // from `next` on, not sent; after an error there is nothing more to read

    bool wholly_read() const noexcept { return next + read.size() == end || (!read.empty() && !read.back()); }
  };

  Asked* first_to_read();
  void read_more();
  void have_read(std::uint64_t look, std::vector<Result<Bytes>> chunks);

  SyncEffects& effects_;
  std::deque<Asked> asked_;
  bool reading_ = false;
  std::uint64_t look_ = 0;        // what was read for an earlier look may be taken back by now
  std::uint64_t unanswered_ = 0;  // chunks asked for and not sent, nor their refusal
};

}  // namespace alongside::net
