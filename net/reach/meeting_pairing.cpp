// A pairing between its handshake and its end: one hello each way, stored before the other side can rely on it.
#include <algorithm>
#include <utility>

#include "net/reach/clocks.hpp"
#include "net/reach/meeting.hpp"

namespace alongside::net {
namespace {

// Where the partner can be reached: what they say, then what is known already.
std::vector<std::string> merged(std::vector<std::string> said, const std::vector<std::string>& known) {
  for (const auto& address : known)
    if (std::ranges::find(said, address) == said.end()) said.push_back(address);
  if (said.size() > kMaxInviteAddresses) said.resize(kMaxInviteAddresses);
  return said;
}

}  // namespace

void Meeting::read_pair_second(Connection& connection, BytesView message, Now now) {
  const auto id = connection.id;
  auto& initiator = *connection.pair_initiator;
  if (auto read = initiator.read_second(message); !read) {
    note_version_gap(read.error());
    return drop(id, read.error(), now);
  }
  version_gap_.reset();
  auto third = initiator.third_message(random_);
  if (!third) return drop(id, third.error(), now);
  auto paired = initiator.paired();
  if (!paired) return drop(id, paired.error(), now);
  auto& link = paired->link;
  link.facts.partner_addresses = taken_ ? taken_->invite.addresses : std::vector<std::string>();
  connection.stage = Stage::hello;
  connection.ends = now.steady + kPairAttemptLimit;
  connection.pairing.emplace(PairingTalk{RecordChannel(std::move(paired->transport)), link.facts});

  // The link is durable before the inviter can come to rely on it.
  auto begin = std::make_shared<Link>(std::move(link));
  outside_.run([this, id, begin, third = std::move(*third)](Stores& stores) -> MeetingThen {
    const auto outcome = stores.pairing.begin(std::move(*begin));
    return [this, id, outcome, third](Now later) {
      auto* hopeful = find(id);
      if (!hopeful) return reload({}, later);
      if (!outcome) return drop(id, outcome.error(), later);
      hopeful->outgoing = third;
      reload([this, id](Now then) { send_acceptor_hello(id, then); }, later);
    };
  });
}

void Meeting::send_acceptor_hello(ConnectionId id, Now) {
  auto* connection = find(id);
  if (!connection) return;
  connection->pairing->channel.send(encode_hello(introduction_));
  outside_.has_output(id);
}

void Meeting::read_pair_third(Connection& connection, BytesView bytes, Now now) {
  const auto message = take_handshake_message(connection, bytes);
  if (!message) return;
  auto paired = connection.pair_responder->read_third(*message);
  if (!paired) return fall_silent(connection, now);
  version_gap_.reset();
  connection.stage = Stage::hello;
  connection.pairing.emplace(PairingTalk{RecordChannel(std::move(paired->transport)), paired->link.facts});
  connection.paired_keys = std::move(paired->link.keys);
  if (!bytes.empty()) talk_pairing(connection, bytes, now);
}

void Meeting::talk_pairing(Connection& connection, BytesView bytes, Now now) {
  auto& channel = connection.pairing->channel;
  if (auto received = channel.receive(bytes); !received) return drop(connection.id, received.error(), now);
  if (auto frame = channel.next_frame()) {
    if (connection.hello_heard) return drop(connection.id, NetErrc::frame_out_of_turn, now);
    auto hello = read_hello(*frame);
    if (!hello) return drop(connection.id, hello.error(), now);
    connection.hello_heard = true;
    if (connection.pair_initiator) {
      take_inviter_hello(connection, std::move(*hello));
    } else {
      take_acceptor_hello(connection, std::move(*hello), now);
    }
  }
  if (channel.frames_waiting() > 0) return drop(connection.id, NetErrc::frame_out_of_turn, now);
  // After a hello, what it leads to is the store's to say.
  if (channel.closed_by_partner() && !connection.hello_heard) drop(connection.id, NetErrc::closed_by_partner, now);
}

// The inviter's decision: link stored and invite used up in one transaction, unless a newer attempt has been answered or
// the invite has expired since the first message came.
void Meeting::take_acceptor_hello(Connection& connection, Introduction hello, Now heard) {
  auto link = std::make_shared<Link>(Link{connection.pairing->facts, std::move(*connection.paired_keys)});
  connection.paired_keys.reset();
  link->facts.partner_name = std::move(hello.name);
  link->facts.partner_addresses = std::move(hello.addresses);
  link->facts.established = true;
  const auto id = connection.id;
  outside_.run([this, id, link, heard, invite = *connection.invite,
                hash = connection.first_message_hash](Stores& stores) -> MeetingThen {
    Result<void> outcome = NetErrc::invite_not_pending;
    const auto given = stores.pairing.given();
    const bool newest = given && given->id == invite && !given->seen_first_messages.empty() &&
                        given->seen_first_messages.back() == hash;
    if (newest && given->expires_unix_ms <= heard.unix_ms) {
      outcome = NetErrc::invite_expired;
    } else if (newest) {
      outcome = stores.pairing.begin(std::move(*link));
    }
    return [this, id, outcome](Now now) {
      auto* refused = outcome ? nullptr : find(id);
      if (refused) fall_silent(*refused, now);
      if (!outcome) return;
      reload(
          [this, id](Now later) {
            tell(LinkEvent::Kind::paired);
            auto* talking = find(id);
            if (!talking) return;
            talking->pairing->channel.send(encode_hello(introduction_));
            close_in_order(*talking, {}, later);
          },
          now);
    };
  });
}

void Meeting::take_inviter_hello(Connection& connection, Introduction hello) {
  const auto id = connection.id;
  change_facts(
      [hello = std::move(hello), link = connection.pairing->facts.id](LinkFacts& facts) -> Result<void> {
        if (facts.id != link) return NetErrc::not_paired;
        facts.partner_name = hello.name;
        facts.partner_addresses = merged(hello.addresses, facts.partner_addresses);
        facts.established = true;
        return {};
      },
      [this, id](Result<void> outcome, Now now) {
        if (!outcome) return drop(id, outcome.error(), now);
        reload(
            [this, id](Now later) {
              tell(LinkEvent::Kind::paired);
              if (auto* talking = find(id)) close_in_order(*talking, {}, later);
              plan_.nudge(later);
              dial_what_is_due(later);
            },
            now);
      });
}

void Meeting::pair(TakenInvite invite, Done done, Now) {
  pairing_unanswered_ = false;
  version_gap_.reset();
  auto taking = std::make_shared<TakenInvite>(std::move(invite));
  outside_.run([this, taking, done = std::move(done)](Stores& stores) -> MeetingThen {
    const auto link = stores.pairing.link();
    const auto outcome =
        link && link->facts.established ? Result<void>(NetErrc::already_paired) : stores.pairing.take(std::move(*taking));
    return [this, outcome, done](Now now) {
      done(outcome);
      if (!outcome) return;
      reload(
          [this](Now later) {
            plan_.nudge(later);
            dial_what_is_due(later);
          },
          now);
    };
  });
}

}  // namespace alongside::net
