// From a stream of bytes in pieces of any size to frames: u32 little-endian length | frame.
#pragma once

#include <deque>
#include <optional>

#include "net/error.hpp"
#include "proto/bytes.hpp"
#include "proto/result.hpp"

namespace alongside::net {

class FrameReader {
 public:
  // malformed_record for a length of 0 or above kMaxFrameBytes, before anything is allocated for it; the reader is of no
  // further use then.
  Result<void> take(BytesView bytes);

  // The oldest complete frame not given out yet.
  std::optional<Bytes> next();
  std::size_t waiting() const noexcept { return complete_.size(); }

  // Whether the stream could end here without cutting a frame.
  bool between_frames() const noexcept { return length_bytes_ == 0; }

 private:
  Result<void> take_length(BytesView& bytes);
  void take_body(BytesView& bytes);

  unsigned char length_[4] = {};
  std::size_t length_bytes_ = 0;  // of length_ that have come; 4: the body is coming
  std::size_t body_bytes_ = 0;
  Bytes body_;
  std::deque<Bytes> complete_;
};

}  // namespace alongside::net
