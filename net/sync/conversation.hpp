// What two paired nodes say to each other over one connection, from Greeting to Farewell: two feeds of changes, one each
// way, attachments beside them, and finding together again after a restore. A machine without I/O: frames come in, frames
// are pulled out, and jobs for the store with them. One thread. Not movable: jobs on their way point to it.
//
//   greeting --> provisional --> open
//
// Provisional until both persons have confirmed the six words: till then only Greeting, WordsConfirmed, Flush and
// Farewell may be said.
#pragma once

#include <optional>

#include "net/pairing/introduction.hpp"
#include "net/sync/chunk_fetch.hpp"
#include "net/sync/chunk_service.hpp"
#include "net/sync/effects.hpp"
#include "net/sync/flush_talk.hpp"
#include "net/sync/incoming_feed.hpp"
#include "net/sync/inventory_service.hpp"
#include "net/sync/outgoing_feed.hpp"
#include "net/sync/reconciliation.hpp"

namespace alongside::net {

// What a node knows when a connection begins.
struct Standing {
  OutgoingState outgoing;
  IncomingState incoming;
  bool words_confirmed = false;         // by this node's person
  std::uint64_t dial_counter_seen = 0;  // the partner's highest
  Introduction introduction;
};

// What the partner's greeting says besides the state of the feeds.
struct PartnerGreeting {
  Introduction introduction;
  std::uint64_t dial_counter_seen = 0;  // of ours
};

class Conversation {
 public:
  explicit Conversation(Standing standing);
  Conversation(const Conversation&) = delete;
  Conversation& operator=(const Conversation&) = delete;

  // One frame of the partner's. Check failure() after this and after resume().
  void receive(BytesView frame);
  // What a job came back with.
  void resume(const Then& then);

  void share_happened();
  void unlocked();
  // Some calls found no room in the store; each is made once more by try_store_again().
  bool waits_for_room() const noexcept { return !effects_.when_room.empty(); }
  void try_store_again();
  void confirm_words();
  // Rising tokens; flushed_through() reaches the token when both directions are up to date.
  void flush(std::uint64_t token);
  // The last frame: nothing more comes out of next_frame() after it.
  void farewell();
  bool said_farewell() const noexcept { return leaving_ == Leaving::said; }

  // The most urgent frame that there is now. To be pulled when the line has room, so that an acknowledgement need not
  // wait behind chunks.
  std::optional<Bytes> next_frame();

  std::vector<StoreJob> take_jobs() { return std::exchange(effects_.jobs, {}); }
  std::vector<SyncEvent> take_events() { return std::exchange(effects_.events, {}); }
  // Why the conversation can't go on; the connection is to be closed then.
  error_code failure() const noexcept { return effects_.failure; }

  const std::optional<PartnerGreeting>& partner() const noexcept { return partner_; }
  bool partner_confirmed() const noexcept { return partner_confirmed_; }
  std::uint64_t flushed_through() const noexcept { return flush_.through(); }
  bool in_step() const noexcept { return in_step_; }

 private:
  enum class Stage { greeting, provisional, open };

  void take(wire::Frame&& frame);
  void take_while_provisional(const wire::Frame& frame);
  void take_while_open(wire::Frame&& frame);
  void take_greeting(const wire::Greeting& greeting);
  void partner_left();
  void open_when_both_confirmed();
  void open();
  bool lost_place() const;
  void follow_up();
  bool pull_greeting(wire::Frame& frame);
  bool pull_open(wire::Frame& frame);
  bool feed_settled() const noexcept;
  bool all_settled() const noexcept;

  SyncEffects effects_;
  Standing mine_;
  IncomingState theirs_;  // how far the partner says they follow me
  std::optional<PartnerGreeting> partner_;
  Stage stage_ = Stage::greeting;
  bool greeting_due_ = true;
  bool confirmation_due_ = false;
  bool partner_confirmed_ = false;
  enum class Leaving { no, due, said } leaving_ = Leaving::no;
  bool in_step_ = false;

  OutgoingFeed outgoing_;
  IncomingFeed incoming_;
  Reconciliation reconciliation_;
  InventoryService inventory_;
  ChunkFetch fetch_;
  ChunkService service_;
  FlushTalk flush_;
};

}  // namespace alongside::net
