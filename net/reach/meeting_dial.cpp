// Dialling the partner, or the inviter while a pairing is under way.
#include <algorithm>
#include <utility>

#include "net/channel/limits.hpp"
#include "net/pairing/link_keys.hpp"
#include "net/reach/clocks.hpp"
#include "net/reach/meeting.hpp"

namespace alongside::net {
namespace {

bool is_dialling(Stage stage) {
  return stage == Stage::connecting || stage == Stage::queued || stage == Stage::connect_second ||
         stage == Stage::pair_second;
}

}  // namespace

// Whom the plan should try to reach, if anybody.
void Meeting::update_wishes(Now now) {
  if (taken_ && taken_->invite.expires_unix_ms <= now.unix_ms) {
    taken_.reset();
    outside_.run([](Stores& stores) -> MeetingThen {
      static_cast<void>(stores.pairing.drop_taken());
      return [](Now) {};
    });
  }
  const auto* session = current_ && connections_.contains(*current_) ? &*connections_.at(*current_)->session : nullptr;
  const bool grown_old = session && session->i_dialled() && now.steady - session->began() > kSessionLife;
  const bool reachable = link_ ? !link_->facts.partner_left : taken_.has_value();
  if (link_ && !link_->facts.partner_addresses.empty()) {
    plan_.set_addresses(link_->facts.partner_addresses, now);
  } else {
    plan_.set_addresses(taken_ ? taken_->invite.addresses : std::vector<std::string>(), now);
  }
  plan_.want(running_ && reachable && (!session || grown_old), now);
}

void Meeting::dial_what_is_due(Now now) {
  while (const auto address = plan_.next(now)) begin_dial(*address, now);
}

// The next counter is durable before the connection that will use it exists.
void Meeting::begin_dial(const std::string& address, Now now) {
  auto& begun = add(Stage::connecting, address, now.steady + kConnectLimit);
  begun.in_plan = true;
  const auto id = begun.id;
  const auto dial = [this, id](Result<void> outcome, Now later) {
    const auto* connection = find(id);
    if (!connection) return;
    if (!outcome) return drop(id, outcome.error(), later);
    outside_.dial(id, connection->address);
  };
  if (!link_) return dial({}, now);
  change_facts(
      [unix_ms = now.unix_ms](LinkFacts& facts) -> Result<void> {
        const auto wall = static_cast<std::uint64_t>(std::max<std::int64_t>(unix_ms, 0));
        facts.dial_counter = std::max(facts.dial_counter + 1, wall);
        return {};
      },
      [this, id, dial](Result<void> outcome, Now later) {
        if (auto* connection = find(id); connection && outcome && link_)
          connection->connect_initiator.emplace(connect_keys(*link_), link_->facts.dial_counter);
        dial(outcome, later);
      });
}

void Meeting::connected(ConnectionId id, Now now) {
  auto* connection = find(id);
  if (!connection) return;
  if (!pairs_next() && connection->connect_initiator) return begin_connect(*connection, now);
  if (!taken_) return drop(id, NetErrc::not_paired, now);
  connection->stage = Stage::queued;
  connection->ends = now.steady + kStrangerLife;
  begin_queued(now);
}

// An unsure pairing (our last message is out, no answer came) may have come about or not: tried both ways in turn.
bool Meeting::pairs_next() const noexcept {
  return taken_ && (!link_ || (!link_->facts.established && pairing_attempts_ % 2 == 0));
}

void Meeting::begin_connect(Connection& connection, Now now) {
  auto message = connection.connect_initiator->first_message(random_);
  if (!message) return drop(connection.id, message.error(), now);
  ++pairing_attempts_;
  connection.stage = Stage::connect_second;
  connection.ends = now.steady + (link_->facts.established ? kHandshakeLimit : kPairAttemptLimit);
  connection.outgoing = std::move(*message);
  outside_.has_output(connection.id);
}

// One pairing at a time: a later one may make what an earlier one left behind worthless, never the other way round.
void Meeting::begin_queued(Now now) {
  Connection* queued = nullptr;
  for (const auto& [id, connection] : connections_) {
    if (connection->stage == Stage::pair_second) return;
    if (connection->stage == Stage::hello && connection->pair_initiator) return;
    if (connection->stage == Stage::queued && !queued) queued = connection.get();
  }
  if (queued) begin_pairing(*queued, now);
}

void Meeting::begin_pairing(Connection& connection, Now now) {
  if (!taken_ || has_link()) return drop(connection.id, NetErrc::invite_not_pending, now);
  connection.connect_initiator.reset();
  auto& initiator = connection.pair_initiator.emplace(*taken_);
  connection.invite = taken_->invite.id();
  auto message = initiator.first_message(random_);
  if (!message) return drop(connection.id, message.error(), now);
  ++pairing_attempts_;
  connection.stage = Stage::pair_second;
  connection.ends = now.steady + kPairAttemptLimit;
  connection.outgoing = std::move(*message);
  outside_.has_output(connection.id);
}

void Meeting::read_second(Connection& connection, BytesView bytes, Now now) {
  const auto message = take_handshake_message(connection, bytes);
  if (!message) return;
  if (connection.stage == Stage::pair_second) {
    if (!bytes.empty()) return drop(connection.id, NetErrc::message_not_authentic, now);
    return read_pair_second(connection, *message, now);
  }
  auto connected = connection.connect_initiator->read_second(*message);
  if (!connected) {
    note_version_gap(connected.error());
    return drop(connection.id, connected.error(), now);
  }
  const auto id = connection.id;
  begin_session(connection, std::move(connected->transport), /*i_dialled=*/true, now);
  // Others that are still being dialled are not needed, and the partner has not heard from them.
  std::vector<ConnectionId> others;
  for (const auto& [other, candidate] : connections_)
    if (is_dialling(candidate->stage)) others.push_back(other);
  for (const auto other : others) drop(other, NetErrc::replaced, now);
  if (auto* begun = find(id); begun && !bytes.empty()) receive_session(*begun, bytes, now);
}

}  // namespace alongside::net
