// Answering whoever connected: the partner, someone with our invite, or a stranger, who is never answered at all.
#include <algorithm>
#include <utility>

#include "net/channel/limits.hpp"
#include "net/pairing/link_keys.hpp"
#include "net/reach/meeting.hpp"

namespace alongside::net {
namespace {

// First messages that one invite answers: far more than an honest acceptor needs, few enough to remember.
constexpr std::size_t kMaxFirstMessages = 64;

}  // namespace

void Meeting::answer(Connection& connection, BytesView bytes, Now now) {
  // Nobody who speaks our protocol says more before they are answered.
  if (connection.stage == Stage::deciding) return fall_silent(connection, now);
  const auto message = take_handshake_message(connection, bytes);
  if (!message) return;
  if (!bytes.empty()) return fall_silent(connection, now);
  hear_first(connection, *message, now);
}

void Meeting::hear_first(Connection& connection, BytesView message, Now now) {
  const bool from_partner = hear_partner(connection, message);
  const bool opened = from_partner || hear_acceptor(connection, message, now);
  if (!opened || !make_way_for(connection, now)) return fall_silent(connection, now);
  // Strangers can't crowd it out from now on.
  strangers_.remove(connection.id);
  connection.stage = Stage::deciding;
  if (from_partner) {
    answer_partner(connection.id, now);
  } else {
    answer_acceptor(connection.id, now);
  }
}

// Until the store has noted it, a recording of a first message that opens can't be told from the message. So one is
// decided about at a time, the newest, and copies of it are met with silence: they take neither memory nor a turn of the
// store.
bool Meeting::make_way_for(const Connection& newcomer, Now now) {
  const auto deciding = std::ranges::find_if(
      connections_, [](const auto& entry) { return entry.second->stage == Stage::deciding; });
  if (deciding == connections_.end()) return true;
  auto& earlier = *deciding->second;
  const bool copied =
      newcomer.connect_responder
          ? earlier.connect_responder && newcomer.connect_responder->counter() <= earlier.connect_responder->counter()
          : newcomer.first_message_hash == earlier.first_message_hash;
  if (!copied) fall_silent(earlier, now);
  return !copied;
}

// From here on a stranger like any other. May drop this connection or another one.
void Meeting::fall_silent(Connection& connection, Now now) {
  connection.stage = Stage::silent;
  connection.connect_responder.reset();
  connection.pair_responder.reset();
  connection.pairing.reset();
  connection.paired_keys.reset();
  if (const auto crowded_out = strangers_.failed(connection.id, connection.address))
    drop(*crowded_out, NetErrc::stranger, now);
}

// Our answer says so; both sides close once it is through.
void Meeting::close_for_version(Connection& connection, error_code gap, Now now) {
  note_version_gap(gap);
  close_in_order(connection, gap, now);
}

bool Meeting::hear_partner(Connection& connection, BytesView message) {
  if (!link_ || link_->facts.partner_left) return false;
  if (!expecting_) expecting_.emplace(connect_keys(*link_));
  if (!expecting_->read_first(message)) return false;
  auto responder = std::move(*expecting_);
  expecting_.reset();
  if (responder.counter() <= link_->facts.dial_counter_seen) return false;
  connection.connect_responder = std::move(responder);
  return true;
}

// The counter is remembered before anything is answered, so that a recording of this message gets silence for ever.
void Meeting::answer_partner(ConnectionId id, Now) {
  const auto counter = find(id)->connect_responder->counter();
  change_facts(
      [counter](LinkFacts& facts) -> Result<void> {
        if (counter <= facts.dial_counter_seen) return NetErrc::replayed;
        facts.dial_counter_seen = counter;
        return {};
      },
      [this, id](Result<void> outcome, Now now) {
        auto* connection = find(id);
        if (!connection || connection->stage != Stage::deciding) return;
        // Waits for room as long as the partner waits for an answer.
        if (!outcome && outcome.error() == NetErrc::store_full) return wait_for_room(*connection, now);
        if (!outcome) return fall_silent(*connection, now);
        auto& responder = *connection->connect_responder;
        auto message = responder.second_message(random_);
        if (!message) return fall_silent(*connection, now);
        connection->outgoing = std::move(*message);
        outside_.has_output(id);
        auto connected = responder.connected();
        if (!connected) return close_for_version(*connection, connected.error(), now);
        connection->connect_responder.reset();
        begin_session(*connection, std::move(connected->transport), /*i_dialled=*/false, now);
      });
}

bool Meeting::hear_acceptor(Connection& connection, BytesView message, Now now) {
  if (!given_ || has_link() || given_->expires_unix_ms <= now.unix_ms) return false;
  PairResponder responder(*given_);
  if (!responder.read_first(message)) return false;
  auto hash = PairResponder::hash_of(message);
  if (std::ranges::find(given_->seen_first_messages, hash) != given_->seen_first_messages.end()) return false;
  connection.first_message_hash = std::move(hash);
  connection.invite = given_->id;
  connection.pair_responder = std::move(responder);
  return true;
}

// As for the partner; and the newest attempt is the only one that can still lead to a pairing (take_acceptor_hello).
void Meeting::answer_acceptor(ConnectionId id, Now) {
  const auto* asking = find(id);
  outside_.run([this, id, hash = asking->first_message_hash, invite = *asking->invite](Stores& stores) -> MeetingThen {
    Result<void> outcome = NetErrc::invite_not_pending;
    const auto given = stores.pairing.given();
    if (given && given->id == invite && given->seen_first_messages.size() < kMaxFirstMessages) {
      const bool seen = std::ranges::find(given->seen_first_messages, hash) != given->seen_first_messages.end();
      outcome = seen ? Result<void>(NetErrc::replayed) : stores.pairing.remember_seen(hash);
    }
    return [this, id, hash, invite, outcome](Now now) {
      if (outcome && given_ && given_->id == invite) given_->seen_first_messages.push_back(hash);
      auto* connection = find(id);
      if (!connection || connection->stage != Stage::deciding) return;
      if (!outcome) return fall_silent(*connection, now);
      auto message = connection->pair_responder->second_message(random_);
      if (!message) return fall_silent(*connection, now);
      connection->outgoing = std::move(*message);
      if (const auto gap = connection->pair_responder->no_version()) return close_for_version(*connection, *gap, now);
      connection->stage = Stage::pair_third;
      outside_.has_output(id);
    };
  });
}

}  // namespace alongside::net
