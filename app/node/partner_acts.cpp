#include "app/node/partner_acts.hpp"

#include <algorithm>

#include "app/node/error.hpp"
#include "app/node/moment_text.hpp"
#include "app/node/problem.hpp"
#include "net/pairing/invite.hpp"
#include "net/pairing/safety_words.hpp"

namespace alongside::app {

namespace asio = boost::asio;

namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr seconds kAcceptPatience{30};
constexpr seconds kFarewellPatience{3};
constexpr double kDefaultSyncSeconds = 30;
constexpr double kLongestSyncSeconds = 24 * 60 * 60;

bool is(const error_code& error, net::NetErrc code) { return error == error_code(code); }

// The pairing as it stands, or why it can't be asked for.
Result<std::optional<partner::LinkFacts>> pairing_of(PersonSide& person) {
  if (!person.unlocked()) return CoreErrc::locked;
  const auto& link = person.partner().link();
  if (!link || !link->established) return std::optional<partner::LinkFacts>();
  return link;
}

asio::awaitable<Result<std::optional<partner::LinkFacts>>> pairing_now(Node& node) {
  auto ask = [&node] { return pairing_of(node.person()); };
  co_return co_await node.on_vault(std::move(ask));
}

template <class Reply>
void add_words(const partner::LinkFacts& link, Reply& reply) {
  for (const auto word : net::safety_words(link.handshake_hash)) reply.add_words(std::string(word));
}

api::VerifyReply verify_reply(const partner::LinkFacts& link) {
  api::VerifyReply reply;
  add_words(link, reply);
  reply.set_confirmed_by_me(link.words_confirmed);
  reply.set_confirmed_by_them(link.partner_confirmed);
  reply.set_verified(link.words_confirmed && link.partner_confirmed);
  return reply;
}

// A fresh invite in the vault, and its text.
Result<api::InviteReply> give_invite(PersonSide& person, Addresses addresses, crypto::RandomSource& random) {
  if (!person.unlocked()) return CoreErrc::locked;
  const auto& link = person.partner().link();
  if (link && link->established) return CoreErrc::already_paired;
  const auto* earlier = person.partner().given();
  auto mine = earlier ? earlier->mine.duplicate() : crypto::KeyPair::generate(random);
  auto made = net::make_invite(std::move(addresses), person.clock().now().unix_ms, random, std::move(mine));
  api::InviteReply reply;
  reply.set_invite(net::invite_text(made.invite));
  reply.set_expires_at(moment_text_utc(made.invite.expires_unix_ms));
  for (const auto& address : made.invite.addresses) reply.add_addresses(address);

  partner::PendingInvite pending{
      made.invite.id(),
      std::move(made.mine),
      std::nullopt,
      partner::InviteSecret::produced_by(
          [&](std::span<unsigned char, 32> out) { std::ranges::copy(made.invite.secret.expose(), out.begin()); }),
      made.invite.expires_unix_ms,
      std::move(made.invite.addresses),
      {}};
  if (auto given = person.partner().give(std::move(pending)); !given) return given.error();
  return reply;
}

Result<void> may_accept(PersonSide& person, const net::Invite& invite) {
  if (!person.unlocked()) return CoreErrc::locked;
  const auto& link = person.partner().link();
  if (link && link->established) return CoreErrc::already_paired;
  const auto* given = person.partner().given();
  if (given && given->mine.open == invite.inviter) return AppErrc::own_invite;
  if (invite.expires_unix_ms <= person.clock().now().unix_ms) return AppErrc::invite_expired;
  return {};
}

std::string why_not_in_step(const error_code& why, const partner::LinkFacts& link) {
  const auto partner = link.partner_name.empty() ? std::string("your partner") : link.partner_name;
  if (is(why, net::NetErrc::words_not_confirmed)) {
    return link.words_confirmed ? "The other side has not confirmed the six words yet, so nothing is sent so far."
                                : "You have not compared the six words yet: `alongside verify`.";
  }
  if (net::is_version_gap(why)) return problem_of(why).message();
  return "The node of " + partner +
         " was not reached, or not all came through in time. What is shared waits and goes by itself.";
}

bool goes_on_trying(const error_code& why) {
  return is(why, net::NetErrc::deadline_passed) || is(why, net::NetErrc::no_answer) ||
         net::is_version_gap(why);
}

std::string why_not_reached(const error_code& why) {
  if (is(why, net::NetErrc::no_answer)) {
    return "A machine is there, but it says nothing to this invite. Their vault may be locked, or the invite was "
           "replaced or used: only the newest one works.";
  }
  if (net::is_version_gap(why)) return problem_of(why).message();
  return "Nobody was there at the addresses in the invite. Their node must be running, and your networks must let you "
         "reach it.";
}

// The words for a failure that is not one of time.
bool ends_sync(const error_code& why) {
  return is(why, net::NetErrc::stopped) || is(why, net::NetErrc::not_paired) || is(why, net::NetErrc::partner_left);
}

// Ends the pairing in the vault, all of it or, after an error or a crash, nothing: then it can be done again.
Result<void> part(PersonSide& person, bool keep_theirs) {
  if (!person.unlocked()) return CoreErrc::locked;
  auto& book = person.partner();
  if (!book.link() && !book.given() && !book.taken()) return AppErrc::nobody_to_leave;
  const auto link_too = [&book](vault::Transaction& transaction) { return book.erase(transaction); };
  if (auto parted = person.notebook().part(keep_theirs, link_too); !parted) return parted;
  book.forget();
  return {};
}

}  // namespace

asio::awaitable<Result<api::InviteReply>> invite(Node& node, api::InviteRequest request) {
  Addresses addresses(request.addresses().begin(), request.addresses().end());
  if (addresses.empty()) addresses = node.reachable();
  if (addresses.empty()) co_return AppErrc::no_address;
  if (addresses.size() > net::kMaxInviteAddresses || !std::ranges::all_of(addresses, net::is_address))
    co_return AppErrc::bad_address;
  auto give = [&node, &addresses] { return give_invite(node.person(), std::move(addresses), node.random()); };
  auto reply = co_await node.on_vault(std::move(give));
  if (!reply) co_return reply;
  node.link().link_changed();
  // Behind the link's own look at the vault: who dials right after this reply finds the invite known.
  co_await node.on_vault([] { return true; });
  co_return reply;
}

asio::awaitable<Result<api::AcceptReply>> accept(Node& node, api::AcceptRequest request) {
  auto read = net::read_invite(request.invite());
  if (!read) co_return read.error();
  auto check = [&node, &read] { return may_accept(node.person(), *read); };
  if (auto may = co_await node.on_vault(std::move(check)); !may) co_return may.error();
  if (auto dialling = co_await node.begin_dialling(); !dialling) co_return dialling.error();

  auto paired = co_await node.link().pair(std::move(*read), kAcceptPatience);
  api::AcceptReply reply;
  if (!paired && goes_on_trying(paired.error())) {
    reply.set_why_not(why_not_reached(paired.error()));
    co_return reply;
  }
  if (!paired) co_return paired.error();
  auto link = co_await pairing_now(node);
  if (!link) co_return link.error();
  if (!*link) co_return reply;
  reply.set_partner((*link)->partner_name);
  add_words(**link, reply);
  co_return reply;
}

asio::awaitable<Result<api::VerifyReply>> verify(Node& node, api::VerifyRequest request) {
  auto link = co_await pairing_now(node);
  if (!link) co_return link.error();
  if (!*link) co_return AppErrc::nothing_to_verify;
  if (!request.confirm() || (*link)->words_confirmed) co_return verify_reply(**link);

  if (auto dialling = co_await node.begin_dialling(); !dialling) co_return dialling.error();
  if (auto confirmed = co_await node.link().confirm_words(); !confirmed) co_return confirmed.error();
  link = co_await pairing_now(node);
  if (!link) co_return link.error();
  if (!*link) co_return AppErrc::nothing_to_verify;
  co_return verify_reply(**link);
}

asio::awaitable<Result<api::SyncReply>> sync(Node& node, api::SyncRequest request) {
  auto link = co_await pairing_now(node);
  if (!link) co_return link.error();
  if (!*link) co_return CoreErrc::not_paired;
  if ((*link)->partner_left) co_return AppErrc::partner_left;
  if (auto dialling = co_await node.begin_dialling(); !dialling) co_return dialling.error();

  const double wanted = request.timeout_seconds();
  const double waited = wanted > 0 ? std::min(wanted, kLongestSyncSeconds) : kDefaultSyncSeconds;
  const milliseconds patience(static_cast<std::int64_t>(1000 * waited));
  node.link().nudge();
  auto flushed = co_await node.link().flush(patience);
  api::SyncReply reply;
  reply.set_in_step(flushed.has_value());
  if (flushed) co_return reply;
  if (ends_sync(flushed.error())) co_return flushed.error();
  reply.set_why_not(why_not_in_step(flushed.error(), **link));
  co_return reply;
}

asio::awaitable<Result<api::LeaveReply>> leave(Node& node, api::LeaveRequest request) {
  auto link = co_await pairing_now(node);
  if (!link) co_return link.error();
  api::LeaveReply reply;
  if (request.tell() && *link) {
    if (auto dialling = co_await node.begin_dialling(); !dialling) co_return dialling.error();
    reply.set_told((co_await node.link().farewell(kFarewellPatience)).has_value());
  }
  auto end = [&node, keep_theirs = request.keep_theirs()] { return part(node.person(), keep_theirs); };
  auto parted = co_await node.on_vault(std::move(end));
  node.link().link_changed();
  if (!parted) co_return parted.error();
  co_return reply;
}

}  // namespace alongside::app
