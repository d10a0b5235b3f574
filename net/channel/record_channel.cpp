#include "net/channel/record_channel.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "net/channel/limits.hpp"
#include "proto/check.hpp"

namespace alongside::net {
namespace {

enum RecordKind : unsigned char { kData = 0, kClose = 1, kPing = 2, kPong = 3 };

// The length field of a frame, as it goes before it in the stream.
std::array<unsigned char, kFrameLengthBytes> length_field(std::size_t length) {
  return {static_cast<unsigned char>(length), static_cast<unsigned char>(length >> 8),
          static_cast<unsigned char>(length >> 16), static_cast<unsigned char>(length >> 24)};
}

}  // namespace

RecordChannel::RecordChannel(noise::Transport transport)
    : send_{std::move(transport.send)}, receive_{std::move(transport.receive)} {}

Result<void> RecordChannel::Direction::count_record() {
  if (++records % kRecordsPerKey != 0) return {};
  return cipher.rekey();
}

void RecordChannel::send(Bytes frame) {
  require(!frame.empty() && frame.size() <= kMaxFrameBytes && !close_due_);
  waiting_bytes_ += kFrameLengthBytes + frame.size();
  waiting_.push_back(std::move(frame));
}

void RecordChannel::ping() { ping_due_ = true; }

void RecordChannel::close() { close_due_ = true; }

Result<void> RecordChannel::seal_into(Bytes& out, std::size_t most) {
  for (std::size_t made = 0; made < most && has_output(); ++made) {
    const auto begin = out.size();
    out.resize(begin + kRecordBytes);
    if (auto sealed = seal_record(std::span<unsigned char, kRecordBytes>(out.data() + begin, kRecordBytes)); !sealed)
      return sealed;
  }
  return {};
}

Result<void> RecordChannel::seal_record(std::span<unsigned char, 4096> out) {
  // Composed where it will be sealed.
  const auto plaintext = out.first<kRecordPlaintextBytes>();
  std::size_t used = 0;
  if (std::exchange(pong_due_, false)) {
    plaintext[0] = kPong;
  } else if (std::exchange(ping_due_, false)) {
    plaintext[0] = kPing;
  } else if (waiting_bytes_ > 0) {
    plaintext[0] = kData;
    used = fill_from_frames(plaintext.subspan<kRecordHeaderBytes>());
  } else {
    close_due_ = false;
    plaintext[0] = kClose;
  }
  plaintext[1] = static_cast<unsigned char>(used);
  plaintext[2] = static_cast<unsigned char>(used >> 8);
  std::ranges::fill(plaintext.subspan(kRecordHeaderBytes + used), static_cast<unsigned char>(0));
  if (auto sealed = send_.cipher.encrypt_into(out, {}, plaintext); !sealed) return sealed;
  return send_.count_record();
}

std::size_t RecordChannel::fill_from_frames(std::span<unsigned char> room) {
  std::size_t used = 0;
  while (used < room.size() && !waiting_.empty()) {
    const auto& frame = waiting_.front();
    const auto length = length_field(frame.size());
    const auto part = front_sent_ < kFrameLengthBytes ? BytesView(length).subspan(front_sent_)
                                                      : BytesView(frame).subspan(front_sent_ - kFrameLengthBytes);
    const auto fits = part.first(std::min(part.size(), room.size() - used));
    std::ranges::copy(fits, room.begin() + static_cast<std::ptrdiff_t>(used));
    used += fits.size();
    front_sent_ += fits.size();
    if (front_sent_ == kFrameLengthBytes + frame.size()) {
      waiting_.pop_front();
      front_sent_ = 0;
    }
  }
  waiting_bytes_ -= used;
  return used;
}

Result<void> RecordChannel::receive(BytesView bytes) {
  while (!bytes.empty() && !closed_by_partner_) {
    BytesView record;
    if (partial_.empty() && bytes.size() >= kRecordBytes) {
      record = bytes.first(kRecordBytes);
      bytes = bytes.subspan(kRecordBytes);
    } else {
      const auto part = bytes.first(std::min(bytes.size(), kRecordBytes - partial_.size()));
      partial_.insert(partial_.end(), part.begin(), part.end());
      bytes = bytes.subspan(part.size());
      if (partial_.size() < kRecordBytes) return {};
      record = partial_;
    }
    if (auto opened = open_record(record); !opened) return opened;
    partial_.clear();
  }
  return {};
}

Result<void> RecordChannel::open_record(BytesView record) {
  std::array<unsigned char, kRecordPlaintextBytes> plaintext;
  if (auto opened = receive_.cipher.decrypt_into(plaintext, {}, record); !opened) return opened;
  auto taken = take_record(plaintext);
  sodium_memzero(plaintext.data(), plaintext.size());
  if (!taken) return taken;
  return receive_.count_record();
}

Result<void> RecordChannel::take_record(BytesView plaintext) {
  const std::size_t used = plaintext[1] | std::size_t{plaintext[2]} << 8;
  if (used > kRecordRoomBytes || (plaintext[0] != kData && used != 0)) return NetErrc::malformed_record;
  switch (plaintext[0]) {
    case kData:
      return frames_.take(plaintext.subspan(kRecordHeaderBytes, used));
    case kPing:
      pong_due_ = true;
      return {};
    case kPong:
      ++pongs_received_;
      return {};
    case kClose:
      closed_by_partner_ = true;
      return {};
    default:
      return NetErrc::malformed_record;
  }
}

}  // namespace alongside::net
