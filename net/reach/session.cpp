#include "net/reach/session.hpp"

#include <algorithm>
#include <utility>

#include "net/channel/limits.hpp"
#include "net/reach/clocks.hpp"

namespace alongside::net {
namespace {

// Sealed at once: enough to keep a fast line busy, little enough for an urgent frame to come soon.
constexpr std::size_t kRecordsAtOnce = 64;

// Frames that may come before this side converses: the greeting, and little else.
constexpr std::size_t kMaxEarlyFrames = 8;

}  // namespace

Session::Session(noise::Transport transport, bool i_dialled, Now now)
    : channel_(std::move(transport)), i_dialled_(i_dialled), began_(now.steady), heard_(now.steady) {}

Result<void> Session::receive(BytesView bytes, Now now) {
  // Nothing more counts, so it takes no memory either, while what ended it is still being noted.
  if (conversation_ && conversation_->failure()) return conversation_->failure();
  const auto before = channel_.records_received();
  if (auto received = channel_.receive(bytes); !received) return received;
  if (channel_.records_received() > before) {
    heard_ = now.steady;
    pinged_ = false;
    probe_ends_ = kNever;
  }
  return hand_over_frames();
}

Result<void> Session::hand_over_frames() {
  if (!conversation_) {
    if (channel_.frames_waiting() > kMaxEarlyFrames) return NetErrc::window_overrun;
    return {};
  }
  while (!conversation_->failure()) {
    const auto frame = channel_.next_frame();
    if (!frame) return {};
    conversation_->receive(*frame);
  }
  return conversation_->failure();
}

Result<void> Session::output(Bytes& out) {
  // What has been pulled can't be taken back any more, so the next is pulled only when less than a record is left:
  // small ones share a record, and of the long ones there is one at most.
  while (conversation_ && !closing_ && channel_.waiting_bytes() < kRecordRoomBytes) {
    auto frame = conversation_->next_frame();
    if (!frame) break;
    channel_.send(std::move(*frame));
  }
  return channel_.seal_into(out, kRecordsAtOnce);
}

bool Session::has_output() const { return channel_.has_output(); }

Result<void> Session::converse(Standing standing) {
  conversation_ = std::make_unique<Conversation>(std::move(standing));
  return hand_over_frames();
}

void Session::probe(std::chrono::milliseconds limit, Now now) {
  channel_.ping();
  probe_ends_ = std::min(probe_ends_, now.steady + limit);
}

void Session::close() {
  if (!std::exchange(closing_, true)) channel_.close();
}

Result<void> Session::tick(Now now) {
  if (now.steady >= probe_ends_ || now.steady >= heard_ + kDeadAfter) return NetErrc::deadline_passed;
  if (!pinged_ && now.steady >= heard_ + kPingAfter) {
    pinged_ = true;
    channel_.ping();
  }
  return {};
}

SteadyTime Session::next_deadline() const noexcept {
  return std::min({probe_ends_, heard_ + kDeadAfter, pinged_ ? kNever : heard_ + kPingAfter});
}

}  // namespace alongside::net
