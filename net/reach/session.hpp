// One authenticated connection with the partner: records, the conversation once this connection is the one, and signs of
// life. A machine without I/O.
#pragma once

#include <memory>
#include <optional>

#include "net/channel/record_channel.hpp"
#include "net/reach/now.hpp"
#include "net/sync/conversation.hpp"

namespace alongside::net {

class Session {
 public:
  Session(noise::Transport transport, bool i_dialled, Now now);

  // An error ends the session.
  Result<void> receive(BytesView bytes, Now now);
  // Appends what there is to send, up to a few hundred kilobytes and one frame that is longer than a record.
  Result<void> output(Bytes& out);
  bool has_output() const;

  // From now on frames go to and from a conversation; those that came before are handed to it now.
  Result<void> converse(Standing standing);
  Conversation* conversation() noexcept { return conversation_.get(); }
  const Conversation* conversation() const noexcept { return conversation_.get(); }

  // Asks for a sign of life within `limit`, else the session is dead.
  void probe(std::chrono::milliseconds limit, Now now);
  // Signs of life that were asked for and came.
  std::uint64_t pongs() const noexcept { return channel_.pongs_received(); }
  // Says goodbye after what is waiting.
  void close();

  // Pings after silence. deadline_passed when the partner is not there any more.
  Result<void> tick(Now now);
  SteadyTime next_deadline() const noexcept;

  bool i_dialled() const noexcept { return i_dialled_; }
  // The partner has taken part: known from the start to who dialled, from their first record to who answered.
  bool live() const noexcept { return i_dialled_ || channel_.records_received() > 0; }
  bool closed_by_partner() const noexcept { return channel_.closed_by_partner(); }
  SteadyTime began() const noexcept { return began_; }

 private:
  Result<void> hand_over_frames();

  RecordChannel channel_;
  bool i_dialled_;
  SteadyTime began_;
  SteadyTime heard_;
  bool pinged_ = false;
  SteadyTime probe_ends_ = kNever;
  bool closing_ = false;
  std::unique_ptr<Conversation> conversation_;
};

}  // namespace alongside::net
