// An established channel: frames in, records out, and back. Every record is kRecordBytes on the wire, so no length is
// ever read from the network and sizes show in coarse steps only. A machine without I/O or clock; one thread.
//
// Plaintext of a record: u8 kind | u16le used | `used` bytes of the frame stream | zeros.
#pragma once

#include <deque>
#include <optional>

#include "net/channel/frame_reader.hpp"
#include "net/noise/handshake_state.hpp"

namespace alongside::net {

class RecordChannel {
 public:
  explicit RecordChannel(noise::Transport transport);

  // Sending. A frame is 1 to kMaxFrameBytes long. After close() nothing more may be sent.
  void send(Bytes frame);
  void ping();
  void close();

  // Bytes of frames that wait to be sealed. A caller with frames of different urgency sends the next only when little
  // waits here, because what was sent keeps its order.
  std::size_t waiting_bytes() const noexcept { return waiting_bytes_; }
  bool has_output() const noexcept { return ping_due_ || pong_due_ || close_due_ || waiting_bytes_ > 0; }

  // Appends up to `most` sealed records to `out`; control records go first, but close last. An error ends the channel.
  Result<void> seal_into(Bytes& out, std::size_t most);

  // Receiving, in pieces of any size. An error ends the channel: message_not_authentic or malformed_record. What comes
  // after the partner's close is ignored.
  Result<void> receive(BytesView bytes);
  std::optional<Bytes> next_frame() { return frames_.next(); }
  std::size_t frames_waiting() const noexcept { return frames_.waiting(); }

  // How many records of the partner's have opened.
  std::uint64_t records_received() const noexcept { return receive_.records; }
  bool closed_by_partner() const noexcept { return closed_by_partner_; }
  std::uint64_t pongs_received() const noexcept { return pongs_received_; }

 private:
  // One direction: the cipher, and how many records went through it.
  struct Direction {
    noise::CipherState cipher;
    std::uint64_t records = 0;

    Result<void> count_record();
  };

  Result<void> seal_record(std::span<unsigned char, 4096> out);
  std::size_t fill_from_frames(std::span<unsigned char> room);
  Result<void> open_record(BytesView record);
  Result<void> take_record(BytesView plaintext);

  Direction send_;
  Direction receive_;

  std::deque<Bytes> waiting_;
  std::size_t front_sent_ = 0;  // of waiting_.front(), its length field included
  std::size_t waiting_bytes_ = 0;
  bool ping_due_ = false;
  bool pong_due_ = false;
  bool close_due_ = false;

  Bytes partial_;  // the record that has begun to come
  FrameReader frames_;
  bool closed_by_partner_ = false;
  std::uint64_t pongs_received_ = 0;
};

}  // namespace alongside::net
