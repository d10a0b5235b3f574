// Sessions with the partner: which of several stays, and the conversation over it.
#include <algorithm>
#include <utility>

#include "net/reach/clocks.hpp"
#include "net/reach/meeting.hpp"

namespace alongside::net {
namespace {

// A partner who keeps opening connections without using them holds no more than this many.
constexpr std::size_t kMaxSessions = 4;

}  // namespace

void Meeting::begin_session(Connection& connection, noise::Transport transport, bool i_dialled, Now now) {
  connection.stage = Stage::session;
  connection.ends = kNever;
  version_gap_.reset();
  connection.session.emplace(std::move(transport), i_dialled, now);
  connection.connect_initiator.reset();
  if (std::exchange(connection.in_plan, false)) plan_.ended(now);
  std::vector<ConnectionId> idle;
  for (const auto& [id, other] : connections_)
    if (other->stage == Stage::session && id != current_ && id != connection.id) idle.push_back(id);
  if (idle.size() >= kMaxSessions) drop(idle.front(), NetErrc::replaced, now);
  if (i_dialled) session_is_live(connection, now);
}

void Meeting::receive_session(Connection& connection, BytesView bytes, Now now) {
  const auto id = connection.id;
  auto& session = *connection.session;
  const bool was_live = session.live();
  if (auto received = session.receive(bytes, now); !received) {
    // What was received before the fault still counts.
    if (current_ == id) attend(connection, now);
    if (received.error() != NetErrc::partner_left) drop(id, received.error(), now);
    return;
  }
  if (session.closed_by_partner()) return drop(id, NetErrc::closed_by_partner, now);
  if (!was_live && session.live()) session_is_live(connection, now);
  if (auto* still = find(id)) attend(*still, now);
  watch_rivalry(now);
}

void Meeting::session_is_live(Connection& connection, Now now) {
  auto* current = current_ ? find(*current_) : nullptr;
  if (!current) return promote(connection.id, now);
  if (current->session->i_dialled() == connection.session->i_dialled()) {
    // The same side dialled anew, so it has given up the earlier one.
    auto* rival = other_rival(current->id);
    rivalry_.reset();
    close_in_order(*current, NetErrc::replaced, now);
    promote(connection.id, now);
    if (rival) begin_rivalry(connection, *rival, now);
    return;
  }
  auto* given_up = other_rival(current->id);
  if (given_up) close_in_order(*given_up, NetErrc::replaced, now);
  begin_rivalry(*current, connection, now);
}

Connection* Meeting::other_rival(ConnectionId id) {
  if (!rivalry_) return nullptr;
  return find(rivalry_->winner == id ? rivalry_->loser : rivalry_->winner);
}

// The connection dialled by the side with the smaller static key is to stay, if it is alive.
void Meeting::begin_rivalry(Connection& first, Connection& second, Now now) {
  const bool mine_is_smaller = link_->facts.my_public < link_->facts.partner_public;
  const bool first_wins = first.session->i_dialled() == mine_is_smaller;
  auto& winner = first_wins ? first : second;
  auto& loser = first_wins ? second : first;
  rivalry_ = Rivalry{winner.id, loser.id, winner.session->pongs(), now.steady + kRivalLimit};
  winner.session->probe(kRivalLimit, now);
  outside_.has_output(winner.id);
}

void Meeting::watch_rivalry(Now now) {
  if (!rivalry_) return;
  const auto rivalry = *rivalry_;
  auto* winner = find(rivalry.winner);
  if (winner && winner->session && winner->session->pongs() > rivalry.pongs) {
    rivalry_.reset();
    if (auto* loser = find(rivalry.loser); loser && loser->session) close_in_order(*loser, NetErrc::replaced, now);
    if (!current_) promote(rivalry.winner, now);
  } else if (now.steady >= rivalry.ends) {
    drop(rivalry.winner, NetErrc::deadline_passed, now);
  }
}

void Meeting::promote(ConnectionId id, Now) {
  current_ = id;
  was_in_step_ = false;
  outside_.run([this, id](Stores& stores) -> MeetingThen {
    Standing standing;
    Result<void> outcome;
    auto outgoing = stores.sync.outgoing();
    auto incoming = stores.sync.incoming();
    if (!outgoing) {
      outcome = outgoing.error();
    } else if (!incoming) {
      outcome = incoming.error();
    } else {
      standing.outgoing = *outgoing;
      standing.incoming = *incoming;
    }
    return [this, id, outcome, standing = std::move(standing)](Now now) {
      if (current_ != id) return;
      if (outcome) return converse(id, standing, now);
      tell(LinkEvent::Kind::store_failed, outcome.error());
      drop(id, outcome.error(), now);
    };
  });
}

void Meeting::converse(ConnectionId id, Result<Standing> standing, Now now) {
  auto* connection = find(id);
  if (!connection || !link_) return;
  standing->words_confirmed = link_->facts.words_confirmed;
  standing->dial_counter_seen = link_->facts.dial_counter_seen;
  standing->introduction = introduction_;
  tell(LinkEvent::Kind::connected);
  const auto begun = connection->session->converse(std::move(*standing));
  auto& talk = *connection->session->conversation();
  flush_wanted_ = std::max<std::uint64_t>(flush_wanted_, 1);
  talk.flush(flush_wanted_);
  if (farewell_wanted_) talk.farewell();
  attend(*connection, now);
  // A farewell that came with the greeting is noted first, like any other.
  if (!begun && begun.error() != NetErrc::partner_left) drop(id, begun.error(), now);
}

Conversation* Meeting::conversation() {
  auto* connection = current_ ? find(*current_) : nullptr;
  return connection && connection->session ? connection->session->conversation() : nullptr;
}

// After anything that the conversation may have made something of: its jobs, its events, its frames, its end.
void Meeting::attend(Connection& connection, Now now) {
  const auto id = connection.id;
  outside_.has_output(id);
  if (connection.stage != Stage::session || !connection.session->conversation()) return;
  auto* talk = connection.session->conversation();
  run_jobs(connection);
  for (const auto event : talk->take_events()) take_event(connection, event, now);
  if (talk->waits_for_room()) wait_for_room(connection, now);
  const auto why = talk->failure();
  // A farewell is noted first; then the connection closes (take_event).
  if (!why || why == NetErrc::partner_left) return;
  if (why.category() != net_category()) tell(LinkEvent::Kind::store_failed, why);
  drop(id, why, now);
}

void Meeting::run_jobs(Connection& connection) {
  for (auto& job : connection.session->conversation()->take_jobs()) {
    outside_.run([this, id = connection.id, job = std::move(job)](Stores& stores) -> MeetingThen {
      return [this, id, then = job(stores.sync)](Now now) {
        auto* still = find(id);
        if (!still || !still->session) return;
        still->session->conversation()->resume(then);
        attend(*still, now);
      };
    });
  }
}

void Meeting::wait_for_room(Connection& connection, Now now) {
  try_store_at_ = std::min<SteadyTime>(try_store_at_, now.steady + kStorePause);
  if (!std::exchange(connection.store_failure_told, true)) tell(LinkEvent::Kind::store_failed, NetErrc::store_full);
}

// There may be room by now: for the conversation, and for noting the partner's first message.
void Meeting::try_store_again(Now now) {
  try_store_at_ = kNever;
  if (conversation()) {
    conversation()->try_store_again();
    attend(*find(*current_), now);
  }
  for (const auto& [id, connection] : connections_)
    if (connection->stage == Stage::deciding && connection->connect_responder) return answer_partner(id, now);
}

void Meeting::take_event(Connection& connection, SyncEvent event, Now now) {
  switch (event) {
    case SyncEvent::greeted:
      return take_greeting(connection, now);
    case SyncEvent::partner_confirmed:
      if (link_ && link_->facts.partner_confirmed) return;
      return change_facts(
          [](LinkFacts& facts) -> Result<void> {
            facts.partner_confirmed = true;
            return {};
          },
          [this](Result<void>, Now) { tell(LinkEvent::Kind::partner_confirmed); });
    case SyncEvent::received:
      return tell(LinkEvent::Kind::received);
    case SyncEvent::delivered:
      return tell(LinkEvent::Kind::delivered);
    case SyncEvent::in_step:
      was_in_step_ = true;
      note_synced(now, /*always=*/false);
      return tell(LinkEvent::Kind::in_step);
    case SyncEvent::flushed:
      flushed_through_ = std::max(flushed_through_, connection.session->conversation()->flushed_through());
      return;
    case SyncEvent::partner_left:
      return change_facts(
          [](LinkFacts& facts) -> Result<void> {
            facts.partner_left = true;
            return {};
          },
          [this, id = connection.id](Result<void> noted, Now later) {
            update_wishes(later);
            tell(LinkEvent::Kind::partner_left);
            auto* said_over = find(id);
            if (!said_over) return;
            if (!noted) return drop(id, noted.error(), later);
            // So that they know that it was heard.
            close_in_order(*said_over, NetErrc::partner_left, later);
          });
  }
}

// Their name and addresses may be new, a pairing that was in doubt has come about, and a counter of ours that they have
// seen and we forgot is one that they would not answer again.
void Meeting::take_greeting(Connection& connection, Now) {
  const auto said = *connection.session->conversation()->partner();
  const auto works = connection.session->i_dialled() ? connection.address : std::string();
  const auto changed = [said, works](LinkFacts facts) {
    if (!said.introduction.name.empty()) facts.partner_name = said.introduction.name;
    auto addresses = said.introduction.addresses.empty() ? facts.partner_addresses : said.introduction.addresses;
    if (!works.empty()) {
      std::erase(addresses, works);
      addresses.insert(addresses.begin(), works);
      if (addresses.size() > kMaxInviteAddresses) addresses.pop_back();
    }
    facts.partner_addresses = std::move(addresses);
    facts.dial_counter = std::max(facts.dial_counter, said.dial_counter_seen);
    facts.established = true;
    return facts;
  };
  if (!link_) return;
  const auto& known = link_->facts;
  const auto next = changed(known);
  const bool news = next.partner_name != known.partner_name || next.partner_addresses != known.partner_addresses;
  const bool comes_about = !known.established;
  if (!news && !comes_about && next.dial_counter == known.dial_counter) return;
  change_facts(
      [changed](LinkFacts& facts) -> Result<void> {
        facts = changed(facts);
        return {};
      },
      [this, news, comes_about](Result<void> outcome, Now later) {
        if (!outcome) return;
        if (comes_about)
          reload([this](Now) { tell(LinkEvent::Kind::paired); }, later);
        else if (news)
          tell(LinkEvent::Kind::partner_changed);
      });
}

// Each time would be a transaction beside every live change, so a few seconds are let pass.
void Meeting::note_synced(Now now, bool always) {
  const auto step = std::chrono::milliseconds(kLastSyncedStep).count();
  if (!in_step() || (!always && now.unix_ms - synced_noted_unix_ms_ < step)) return;
  synced_noted_unix_ms_ = now.unix_ms;
  change_facts(
      [unix_ms = now.unix_ms](LinkFacts& facts) -> Result<void> {
        facts.last_synced_unix_ms = unix_ms;
        return {};
      },
      [](Result<void>, Now) {});
}

bool Meeting::in_step() const {
  const auto found = current_ ? connections_.find(*current_) : connections_.end();
  if (found == connections_.end() || !found->second->session) return false;
  const auto* talk = found->second->session->conversation();
  return talk && talk->in_step();
}

}  // namespace alongside::net
