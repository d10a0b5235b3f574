// Everything between two nodes but sockets and clocks: which connections there are and what each is for, when to dial,
// how a stranger is treated, which of two connections with the partner stays, and the conversation over it. A machine
// without I/O: whoever drives it tells it what happens and does what it asks of Outside. One thread.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/crypto/random.hpp"
#include "net/error.hpp"
#include "net/reach/connection.hpp"
#include "net/reach/dial_plan.hpp"
#include "net/reach/link_event.hpp"
#include "net/reach/now.hpp"
#include "net/reach/strangers.hpp"
#include "net/pairing/pairing_store.hpp"

namespace alongside::net {

struct Stores {
  SyncStore& sync;
  PairingStore& pairing;
};

// Runs on the store's thread, jobs in the order they were given; what it returns goes back to Meeting::resume.
using MeetingThen = std::function<void(Now)>;
using MeetingJob = std::function<MeetingThen(Stores&)>;

// What a meeting asks for. None of these may call back into the meeting before the call that led here has returned.
class Outside {
 public:
  virtual ~Outside() = default;
  // Comes back as connected() or lost(), unless closed before.
  virtual void dial(ConnectionId id, const std::string& address) = 0;
  // There may be something in output().
  virtual void has_output(ConnectionId id) = 0;
  // At once. Nothing more is to be said about it, in either direction.
  virtual void close(ConnectionId id) = 0;
  virtual void run(MeetingJob job) = 0;
  virtual void happened(const LinkEvent& event) = 0;
};

class Meeting {
 public:
  using Done = std::function<void(Result<void>)>;

  Meeting(Outside& outside, crypto::RandomSource& random, Introduction introduction);

  void start(Now now);
  // Says goodbye; close the connections once they have no more output, or soon anyway.
  void stop(Now now);

  // What happens. ----
  ConnectionId accepted(std::string source, Now now);
  void connected(ConnectionId id, Now now);
  void lost(ConnectionId id, Now now);
  void received(ConnectionId id, BytesView bytes, Now now);
  // The other side sends no more. Whether the connection stays open none the less, because a stranger's always lasts as
  // long, whatever they do; else as lost().
  bool stays_after_end(ConnectionId id, Now now);
  void resume(const MeetingThen& then, Now now);
  // At next_deadline(), and whenever it suits.
  void tick(Now now);
  SteadyTime next_deadline(Now now) const;

  // Appends what is to be written. `closed`: after that the connection is to be closed.
  enum class After { nothing_more, closed };
  After output(ConnectionId id, Bytes& out, Now now);

  // What NodeLink says. ----
  void nudge(Now now);
  void share_happened(Now now);
  void unlocked(Now now);
  void link_changed(Now now);
  void introduce(Introduction introduction) { introduction_ = std::move(introduction); }
  void confirm_words(Done done, Now now);
  // Asks for both directions to be up to date; flushed_through() reaches what it returns when they are.
  std::uint64_t flush(Now now);
  // farewell_said() when the partner's node has noted it.
  void farewell(Now now);
  bool farewell_said() const noexcept { return farewell_said_; }
  // Nobody is there to hear it: there is no connection, and a round of dialling has led to none.
  bool farewell_unheard(Now now) const;
  void pair(TakenInvite invite, Done done, Now now);
  // Since then a try to pair has reached a machine that said nothing to the invite.
  bool pairing_unanswered() const noexcept { return pairing_unanswered_; }
  // Who is behind (is_version_gap), when the two programs met last and had no version in common.
  std::optional<NetErrc> version_gap() const noexcept { return version_gap_; }

  // The stores have been read once.
  bool loaded() const noexcept { return loaded_; }
  bool has_link() const noexcept { return link_.has_value() && link_->facts.established; }
  bool has_taken_invite() const noexcept { return taken_.has_value(); }
  bool words_confirmed() const noexcept;
  bool connected() const noexcept { return current_.has_value(); }
  bool in_step() const;
  std::uint64_t flushed_through() const noexcept { return flushed_through_; }

 private:
  // Two live connections with the partner, dialled from different sides: which may stay is seen when `winner` answers.
  struct Rivalry {
    ConnectionId winner;
    ConnectionId loser;
    std::uint64_t pongs;  // of the winner, when it was asked
    SteadyTime ends;
  };

  // Bookkeeping (meeting.cpp).
  Connection* find(ConnectionId id);
  Connection& add(Stage stage, std::string address, SteadyTime ends);
  void drop(ConnectionId id, error_code why, Now now);
  void close_in_order(Connection& connection, error_code why, Now now);
  void after_drop(const Connection& gone, error_code why, Now now);
  void note_version_gap(const error_code& why);
  void reload(std::function<void(Now)> then, Now now);
  void loaded(std::optional<Link> link, std::optional<GivenInvite> given, std::optional<TakenInvite> taken, Now now);
  void give_up_link(Now now);
  void change_facts(std::function<Result<void>(LinkFacts&)> change, std::function<void(Result<void>, Now)> then);
  void tell(LinkEvent::Kind kind, error_code why = {}) { outside_.happened({kind, why}); }
  void notice_sleep(Now now);
  std::optional<Bytes> take_handshake_message(Connection& connection, BytesView& bytes);

  // Answering (meeting_answer.cpp).
  void answer(Connection& connection, BytesView bytes, Now now);
  void hear_first(Connection& connection, BytesView message, Now now);
  bool hear_partner(Connection& connection, BytesView message);
  bool hear_acceptor(Connection& connection, BytesView message, Now now);
  bool make_way_for(const Connection& newcomer, Now now);
  void answer_partner(ConnectionId id, Now now);
  void answer_acceptor(ConnectionId id, Now now);
  void close_for_version(Connection& connection, error_code gap, Now now);
  void fall_silent(Connection& connection, Now now);

  // Dialling (meeting_dial.cpp).
  void dial_what_is_due(Now now);
  void update_wishes(Now now);
  void begin_dial(const std::string& address, Now now);
  void begin_connect(Connection& connection, Now now);
  void begin_pairing(Connection& connection, Now now);
  void begin_queued(Now now);
  void read_second(Connection& connection, BytesView bytes, Now now);
  bool pairs_next() const noexcept;

  // Pairing (meeting_pairing.cpp).
  void read_pair_second(Connection& connection, BytesView message, Now now);
  void read_pair_third(Connection& connection, BytesView bytes, Now now);
  void send_acceptor_hello(ConnectionId id, Now now);
  void talk_pairing(Connection& connection, BytesView bytes, Now now);
  void take_acceptor_hello(Connection& connection, Introduction hello, Now heard);
  void take_inviter_hello(Connection& connection, Introduction hello);

  // Sessions (meeting_session.cpp).
  void begin_session(Connection& connection, noise::Transport transport, bool i_dialled, Now now);
  void receive_session(Connection& connection, BytesView bytes, Now now);
  void session_is_live(Connection& connection, Now now);
  void begin_rivalry(Connection& first, Connection& second, Now now);
  Connection* other_rival(ConnectionId id);
  void watch_rivalry(Now now);
  void promote(ConnectionId id, Now now);
  void converse(ConnectionId id, Result<Standing> standing, Now now);
  void attend(Connection& connection, Now now);
  void run_jobs(Connection& connection);
  void wait_for_room(Connection& connection, Now now);
  void try_store_again(Now now);
  void take_event(Connection& connection, SyncEvent event, Now now);
  void take_greeting(Connection& connection, Now now);
  void note_synced(Now now, bool always);
  Conversation* conversation();

  Outside& outside_;
  crypto::RandomSource& random_;
  Introduction introduction_;

  bool running_ = false;
  bool loaded_ = false;
  std::optional<Link> link_;
  std::optional<GivenInvite> given_;
  std::optional<TakenInvite> taken_;

  std::map<ConnectionId, std::unique_ptr<Connection>> connections_;
  ConnectionId last_id_;
  Strangers strangers_;
  std::optional<ConnectResponder> expecting_;  // the partner; reads what strangers say until it is theirs
  DialPlan plan_;
  std::size_t pairing_attempts_ = 0;
  bool pairing_unanswered_ = false;
  std::optional<NetErrc> version_gap_;

  std::optional<ConnectionId> current_;  // the session that converses
  std::optional<Rivalry> rivalry_;
  bool was_in_step_ = false;             // at some time in the current session
  std::int64_t synced_noted_unix_ms_ = 0;

  SteadyTime try_store_at_ = kNever;  // it had no room

  std::uint64_t flush_wanted_ = 0;
  std::uint64_t flushed_through_ = 0;
  bool farewell_wanted_ = false;
  bool farewell_said_ = false;

  Now last_seen_{};  // against next to see a sleep
};

}  // namespace alongside::net
