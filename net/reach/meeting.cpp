#include "net/reach/meeting.hpp"

#include <algorithm>
#include <utility>

#include "net/channel/limits.hpp"
#include "net/reach/clocks.hpp"

namespace alongside::net {

Meeting::Meeting(Outside& outside, crypto::RandomSource& random, Introduction introduction)
    : outside_(outside), random_(random), introduction_(std::move(introduction)), plan_(random) {}

void Meeting::start(Now now) {
  running_ = true;
  last_seen_ = now;
  reload({}, now);
}

void Meeting::stop(Now now) {
  running_ = false;
  update_wishes(now);
  if (current_) note_synced(now, /*always=*/true);
  std::vector<ConnectionId> ids;
  for (const auto& [id, connection] : connections_) ids.push_back(id);
  for (const auto id : ids) {
    auto* connection = find(id);
    if (!connection) continue;
    if (connection->stage == Stage::session) {
      close_in_order(*connection, NetErrc::stopped, now);
    } else if (connection->stage != Stage::closing) {
      drop(id, NetErrc::stopped, now);
    }
  }
}

Connection* Meeting::find(ConnectionId id) {
  const auto found = connections_.find(id);
  return found == connections_.end() ? nullptr : found->second.get();
}

Connection& Meeting::add(Stage stage, std::string address, SteadyTime ends) {
  last_id_ = last_id_.next();
  auto connection = std::make_unique<Connection>();
  connection->id = last_id_;
  connection->stage = stage;
  connection->address = std::move(address);
  connection->ends = ends;
  return *(connections_[last_id_] = std::move(connection));
}

ConnectionId Meeting::accepted(std::string source, Now now) {
  auto& connection = add(Stage::answering, std::move(source), now.steady + kStrangerLife);
  const auto id = connection.id;
  if (const auto crowded_out = strangers_.add(id, connection.address)) drop(*crowded_out, NetErrc::stranger, now);
  return id;
}

void Meeting::lost(ConnectionId id, Now now) {
  const auto* connection = find(id);
  if (!connection) return;
  const bool was_connected = connection->stage != Stage::connecting;
  const auto gone = std::move(connections_[id]);
  connections_.erase(id);
  const auto why = gone->stage == Stage::closing ? gone->why_closing
                   : was_connected               ? error_code(NetErrc::connection_lost)
                                                 : error_code(NetErrc::unreachable);
  after_drop(*gone, why, now);
}

void Meeting::drop(ConnectionId id, error_code why, Now now) {
  const auto found = connections_.find(id);
  if (found == connections_.end()) return;
  const auto gone = std::move(found->second);
  connections_.erase(found);
  outside_.close(id);
  after_drop(*gone, why, now);
}

void Meeting::close_in_order(Connection& connection, error_code why, Now now) {
  const bool current = current_ == connection.id;
  if (connection.session) connection.session->close();
  if (connection.pairing) connection.pairing->channel.close();
  connection.stage = Stage::closing;
  connection.ends = now.steady + kCloseLimit;
  connection.why_closing = why;
  outside_.has_output(connection.id);
  if (!current) return;
  current_.reset();
  tell(LinkEvent::Kind::disconnected, why);
}

// What the end of one connection means for the others.
void Meeting::after_drop(const Connection& gone, error_code why, Now now) {
  strangers_.remove(gone.id);
  if (gone.in_plan) plan_.ended(now);
  if (gone.stage == Stage::pair_second) pairing_unanswered_ = true;
  const auto rival = rivalry_ && rivalry_->winner == gone.id  ? std::optional(rivalry_->loser)
                     : rivalry_ && rivalry_->loser == gone.id ? std::optional(rivalry_->winner)
                                                              : std::nullopt;
  if (rival) rivalry_.reset();
  // The partner closes in order when the farewell is noted; or they said their own meanwhile.
  const bool heard = why == NetErrc::closed_by_partner || why == NetErrc::partner_left;
  const auto* talk = gone.session ? gone.session->conversation() : nullptr;
  if (heard && talk && talk->said_farewell()) farewell_said_ = true;
  if (current_ == gone.id) {
    current_.reset();
    tell(LinkEvent::Kind::disconnected, why);
    plan_.lost(was_in_step_ || now.steady - gone.session->began() > kSoundSession, now);
  }
  if (why == NetErrc::store_full) plan_.hold(now.steady + kStorePause);
  if (rival && !current_) promote(*rival, now);
  begin_queued(now);
  update_wishes(now);
}

void Meeting::note_version_gap(const error_code& why) {
  if (!is_version_gap(why)) return;
  version_gap_ = static_cast<NetErrc>(why.value());
  tell(LinkEvent::Kind::version_mismatch, why);
}

void Meeting::reload(std::function<void(Now)> then, Now) {
  outside_.run([this, then = std::move(then)](Stores& stores) -> MeetingThen {
    struct Found {
      std::optional<Link> link;
      std::optional<GivenInvite> given;
      std::optional<TakenInvite> taken;
    };
    auto found = std::make_shared<Found>();
    found->link = stores.pairing.link();
    found->given = stores.pairing.given();
    found->taken = stores.pairing.taken();
    return [this, then, found](Now now) {
      loaded(std::move(found->link), std::move(found->given), std::move(found->taken), now);
      if (then) then(now);
    };
  });
}

void Meeting::loaded(std::optional<Link> link, std::optional<GivenInvite> given, std::optional<TakenInvite> taken,
                     Now now) {
  const bool other_link = link_ && (!link || link->facts.id != link_->facts.id);
  loaded_ = true;
  link_ = std::move(link);
  expecting_.reset();
  given_ = std::move(given);
  taken_ = std::move(taken);
  if (other_link || (!link_ && !given_ && !taken_)) version_gap_.reset();
  if (other_link) give_up_link(now);
  update_wishes(now);
  tick(now);
}

// What was said and done over a link that is no longer there is not the next one's.
void Meeting::give_up_link(Now now) {
  farewell_wanted_ = farewell_said_ = false;
  std::vector<ConnectionId> ids;
  for (const auto& [id, connection] : connections_)
    if (connection->session || connection->connect_initiator || connection->connect_responder) ids.push_back(id);
  rivalry_.reset();
  for (const auto id : ids) {
    auto* connection = find(id);
    if (!connection || connection->stage == Stage::closing) continue;
    if (connection->session) {
      close_in_order(*connection, NetErrc::stopped, now);
    } else {
      drop(id, NetErrc::stopped, now);
    }
  }
}

void Meeting::change_facts(std::function<Result<void>(LinkFacts&)> change,
                           std::function<void(Result<void>, Now)> then) {
  const auto id = link_ ? link_->facts.id : LinkId();
  outside_.run([this, id, change = std::move(change), then = std::move(then)](Stores& stores) -> MeetingThen {
    auto link = stores.pairing.link();
    Result<void> outcome = NetErrc::not_paired;
    LinkFacts facts;
    if (link && link->facts.id == id) {
      facts = link->facts;
      outcome = change(facts);
      if (outcome) outcome = stores.pairing.update(facts);
    }
    return [this, then, outcome, facts = std::move(facts)](Now now) {
      if (outcome && link_ && link_->facts.id == facts.id) link_->facts = facts;
      then(outcome, now);
    };
  });
}

void Meeting::received(ConnectionId id, BytesView bytes, Now now) {
  auto* connection = find(id);
  if (!connection) return;
  switch (connection->stage) {
    case Stage::answering:
    case Stage::deciding:
      return answer(*connection, bytes, now);
    case Stage::pair_third:
      return read_pair_third(*connection, bytes, now);
    case Stage::connect_second:
    case Stage::pair_second:
      return read_second(*connection, bytes, now);
    case Stage::hello:
      return talk_pairing(*connection, bytes, now);
    case Stage::session:
      return receive_session(*connection, bytes, now);
    case Stage::silent:
    case Stage::connecting:
    case Stage::queued:
    case Stage::closing:
      return;
  }
}

bool Meeting::stays_after_end(ConnectionId id, Now now) {
  const auto* connection = find(id);
  const bool unproven = connection && (connection->stage == Stage::answering || connection->stage == Stage::deciding ||
                                       connection->stage == Stage::silent || connection->stage == Stage::pair_third);
  if (!unproven) lost(id, now);
  return unproven;
}

// The whole message once it has come; `bytes` keeps what follows it.
std::optional<Bytes> Meeting::take_handshake_message(Connection& connection, BytesView& bytes) {
  auto& message = connection.incoming;
  const auto part = bytes.first(std::min(bytes.size(), kHandshakeMessageBytes - message.size()));
  message.insert(message.end(), part.begin(), part.end());
  bytes = bytes.subspan(part.size());
  if (message.size() < kHandshakeMessageBytes) return std::nullopt;
  return std::exchange(message, {});
}

Meeting::After Meeting::output(ConnectionId id, Bytes& out, Now now) {
  auto* connection = find(id);
  if (!connection) return After::nothing_more;
  out.insert(out.end(), connection->outgoing.begin(), connection->outgoing.end());
  connection->outgoing.clear();
  Result<void> sealed;
  if (connection->session) sealed = connection->session->output(out);
  if (connection->pairing) sealed = connection->pairing->channel.seal_into(out, SIZE_MAX);
  if (!sealed) {
    drop(id, sealed.error(), now);
    return After::nothing_more;
  }
  if (connection->stage == Stage::session && connection->session->conversation()) run_jobs(*connection);
  return connection->stage == Stage::closing && out.empty() ? After::closed : After::nothing_more;
}

void Meeting::resume(const MeetingThen& then, Now now) { then(now); }

void Meeting::tick(Now now) {
  notice_sleep(now);
  std::vector<std::pair<ConnectionId, error_code>> over;
  for (const auto& [id, connection] : connections_) {
    if (now.steady >= connection->ends) {
      const bool stranger = connection->stage == Stage::silent || connection->stage == Stage::answering;
      over.emplace_back(id, stranger                                ? error_code(NetErrc::stranger)
                            : connection->stage == Stage::closing ? connection->why_closing
                                                                  : error_code(NetErrc::deadline_passed));
    } else if (connection->stage == Stage::session) {
      if (auto alive = connection->session->tick(now); !alive) {
        over.emplace_back(id, alive.error());
      } else if (connection->session->has_output()) {
        outside_.has_output(id);
      }
    }
  }
  for (const auto& [id, why] : over) drop(id, why, now);
  if (now.steady >= try_store_at_) try_store_again(now);
  watch_rivalry(now);
  update_wishes(now);
  dial_what_is_due(now);
}

// A machine that slept finds its steady clock behind the one on the wall; what was connected is in doubt then.
void Meeting::notice_sleep(Now now) {
  const auto by_steady = std::chrono::duration_cast<std::chrono::milliseconds>(now.steady - last_seen_.steady);
  const auto by_wall = std::chrono::milliseconds(now.unix_ms - last_seen_.unix_ms);
  last_seen_ = now;
  if (by_wall - by_steady > kSleepNoticed) nudge(now);
}

SteadyTime Meeting::next_deadline(Now now) const {
  const auto look_around = now.steady + std::chrono::milliseconds(kLookAround);
  auto deadline = std::min({look_around, plan_.next_deadline(), try_store_at_});
  if (rivalry_) deadline = std::min(deadline, rivalry_->ends);
  for (const auto& [id, connection] : connections_) {
    deadline = std::min(deadline, connection->ends);
    if (connection->stage == Stage::session) deadline = std::min(deadline, connection->session->next_deadline());
  }
  return deadline;
}

void Meeting::nudge(Now now) {
  plan_.nudge(now);
  if (auto* connection = current_ ? find(*current_) : nullptr) {
    connection->session->probe(kProbeLimit, now);
    outside_.has_output(connection->id);
  }
  dial_what_is_due(now);
}

void Meeting::share_happened(Now now) {
  if (!conversation()) return;
  conversation()->share_happened();
  attend(*find(*current_), now);
}

void Meeting::unlocked(Now now) {
  if (!conversation()) return;
  conversation()->unlocked();
  attend(*find(*current_), now);
}

void Meeting::link_changed(Now now) { reload({}, now); }

void Meeting::confirm_words(Done done, Now) {
  change_facts(
      [](LinkFacts& facts) -> Result<void> {
        facts.words_confirmed = true;
        return {};
      },
      [this, done = std::move(done)](Result<void> outcome, Now now) {
        if (outcome && conversation()) {
          conversation()->confirm_words();
          attend(*find(*current_), now);
        }
        done(outcome);
      });
}

std::uint64_t Meeting::flush(Now now) {
  ++flush_wanted_;
  if (conversation()) {
    conversation()->share_happened();
    conversation()->flush(flush_wanted_);
    attend(*find(*current_), now);
  } else {
    nudge(now);
  }
  return flush_wanted_;
}

void Meeting::farewell(Now now) {
  farewell_wanted_ = true;
  if (conversation()) {
    auto& connection = *find(*current_);
    conversation()->farewell();
    // The line may have gone dead without a sign.
    connection.session->probe(kFarewellLimit, now);
    attend(connection, now);
  } else {
    nudge(now);
  }
}

bool Meeting::farewell_unheard(Now now) const {
  const bool talking =
      std::ranges::any_of(connections_, [](const auto& entry) { return entry.second->session.has_value(); });
  return farewell_wanted_ && !farewell_said_ && !talking && plan_.idle(now);
}

bool Meeting::words_confirmed() const noexcept {
  return link_ && link_->facts.words_confirmed && link_->facts.partner_confirmed;
}

}  // namespace alongside::net
