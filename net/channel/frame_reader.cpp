#include "net/channel/frame_reader.hpp"

#include <algorithm>
#include <utility>

#include "net/channel/limits.hpp"

namespace alongside::net {

Result<void> FrameReader::take(BytesView bytes) {
  while (!bytes.empty()) {
    if (length_bytes_ < kFrameLengthBytes) {
      if (auto taken = take_length(bytes); !taken) return taken;
    } else {
      take_body(bytes);
    }
  }
  return {};
}

Result<void> FrameReader::take_length(BytesView& bytes) {
  while (!bytes.empty() && length_bytes_ < kFrameLengthBytes) {
    length_[length_bytes_++] = bytes.front();
    bytes = bytes.subspan(1);
  }
  if (length_bytes_ < kFrameLengthBytes) return {};
  body_bytes_ = length_[0] | std::size_t{length_[1]} << 8 | std::size_t{length_[2]} << 16 | std::size_t{length_[3]} << 24;
  if (body_bytes_ == 0 || body_bytes_ > kMaxFrameBytes) return NetErrc::malformed_record;
  body_.reserve(body_bytes_);
  return {};
}

void FrameReader::take_body(BytesView& bytes) {
  const auto part = bytes.first(std::min(bytes.size(), body_bytes_ - body_.size()));
  body_.insert(body_.end(), part.begin(), part.end());
  bytes = bytes.subspan(part.size());
  if (body_.size() < body_bytes_) return;
  complete_.push_back(std::exchange(body_, {}));
  length_bytes_ = 0;
}

std::optional<Bytes> FrameReader::next() {
  if (complete_.empty()) return std::nullopt;
  auto frame = std::move(complete_.front());
  complete_.pop_front();
  return frame;
}

}  // namespace alongside::net
