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
  if (connection.stage == Stage::deciding) return fall_silent(connection);
  const auto message = take_handshake_message(connection, bytes);
  if (!message) return;
  if (!bytes.empty()) return fall_silent(connection);
  hear_first(connection, *message, now);
}

void Meeting::hear_first(Connection& connection, BytesView message, Now now) {
  if (hear_partner(connection, message)) {
    connection.stage = Stage::deciding;
    answer_partner(connection.id, now);
  } else if (hear_acceptor(connection, message, now)) {
    connection.stage = Stage::deciding;
    answer_acceptor(connection.id, now);
  } else {
    fall_silent(connection);
  }
}

void Meeting::fall_silent(Connection& connection) {
  connection.stage = Stage::silent;
  connection.connect_responder.reset();
  connection.pair_responder.reset();
  strangers_.failed(connection.id);
}

bool Meeting::hear_partner(Connection& connection, BytesView message) {
  if (!link_ || link_->facts.partner_left) return false;
  ConnectResponder responder(connect_keys(*link_));
  if (!responder.read_first(message)) return false;
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
        if (!outcome) return fall_silent(*connection);
        auto& responder = *connection->connect_responder;
        auto message = responder.second_message(random_);
        if (!message) return fall_silent(*connection);
        connection->outgoing = std::move(*message);
        outside_.has_output(id);
        auto connected = responder.connected();
        if (!connected) {
          tell(LinkEvent::Kind::version_mismatch, connected.error());
          return fall_silent(*connection);
        }
        connection->connect_responder.reset();
        begin_session(*connection, std::move(connected->transport), /*i_dialled=*/false, now);
      });
}

bool Meeting::hear_acceptor(Connection& connection, BytesView message, Now now) {
  if (!given_ || has_link() || given_->expires_unix_ms <= now.unix_ms) return false;
  PairResponder responder(*given_);
  if (!responder.read_first(message)) return false;
  connection.first_message_hash = PairResponder::hash_of(message);
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
    return [this, id, outcome](Now) {
      auto* connection = find(id);
      if (!connection || connection->stage != Stage::deciding) return;
      if (!outcome) return fall_silent(*connection);
      auto message = connection->pair_responder->second_message(random_);
      if (!message) return fall_silent(*connection);
      connection->outgoing = std::move(*message);
      connection->stage = Stage::pair_third;
      outside_.has_output(id);
    };
  });
}

}  // namespace alongside::net
