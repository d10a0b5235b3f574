#include <filesystem>

#include "app/node/error.hpp"
#include "app/node/moment_text.hpp"
#include "app/node/next_step.hpp"
#include "app/node/partner_acts.hpp"
#include "app/node/problem.hpp"
#include "app/node/process.hpp"
#include "app/node/wiping_memory.hpp"

namespace alongside::app {

namespace asio = boost::asio;

namespace {

// Less than this, and a batch of the partner's may not fit.
constexpr std::uintmax_t kLeastRoom = 1024 * 1024;

bool is_full(const std::filesystem::path& folder) {
  std::error_code unknown;
  const auto space = std::filesystem::space(folder, unknown);
  return !unknown && space.available < kLeastRoom;
}

// What the vault knows of how things stand; on its thread.
struct Known {
  bool unlocked = false;
  bool transit_open = false;
  std::string name;
  std::optional<partner::LinkFacts> link;
  std::uint64_t waiting = 0;
  std::int64_t given_until_unix_ms = 0;  // 0: no invite is out
  bool taken = false;
  bool nearly_full = false;
  bool disk_full = false;
};

Known known_by(PersonSide& person) {
  Known known;
  known.unlocked = person.unlocked();
  known.disk_full = is_full(person.vault().home().folder);
  known.transit_open = person.transit_open();
  if (known.transit_open) {
    const auto now = person.clock().now().unix_ms;
    const auto* given = person.partner().given();
    const auto* taken = person.partner().taken();
    known.link = person.partner().link();
    known.waiting = person.vault().rows(vault::Table::outbox).size();
    if (given && given->expires_unix_ms > now) known.given_until_unix_ms = given->expires_unix_ms;
    known.taken = taken && taken->expires_unix_ms > now;
  }
  if (known.unlocked) {
    known.name = person.name();
    known.nearly_full = person.correspondence().is_nearly_full();
  }
  return known;
}

Standing standing_of(Node& node, const Known& known, bool connected) {
  Standing standing;
  standing.locked = !known.unlocked;
  standing.running = node.runs();
  standing.disk_full = known.disk_full;
  standing.goes_on = known.transit_open;
  standing.invite_taken = known.taken;
  standing.invite_given_until = moment_words(known.given_until_unix_ms);
  if (const auto gap = node.link().version_gap()) standing.version_gap = problem_of(*gap).message();
  if (!known.link) return standing;
  standing.paired = known.link->established;
  standing.invite_taken = known.taken || !known.link->established;
  standing.partner_name = known.link->partner_name;
  standing.confirmed_by_me = known.link->words_confirmed;
  standing.confirmed_by_them = known.link->partner_confirmed;
  standing.partner_left = known.link->partner_left;
  standing.connected = connected;
  standing.waiting = known.waiting;
  return standing;
}

void show_partner(const Known& known, bool connected, api::Partner& shown) {
  shown.set_name(known.link->partner_name);
  shown.set_verified(known.link->words_confirmed && known.link->partner_confirmed);
  shown.set_connected(connected);
  shown.set_pending_out(known.waiting);
  shown.set_last_synced_at(moment_text_utc(known.link->last_synced_unix_ms));
  shown.set_confirmed_by_me(known.link->words_confirmed);
  shown.set_confirmed_by_them(known.link->partner_confirmed);
  shown.set_left(known.link->partner_left);
  shown.set_nearly_full(known.nearly_full);
}

}  // namespace

asio::awaitable<Result<api::StatusReply>> status(Node& node, api::Empty) {
  auto ask = [&node] { return known_by(node.person()); };
  const Known known = co_await node.on_vault(std::move(ask));
  const bool connected = node.link().connected();
  const auto standing = standing_of(node, known, connected);
  api::StatusReply reply;
  reply.set_locked(!known.unlocked);
  reply.set_running(node.runs());
  for (const auto& address : node.listening()) reply.add_listening(address);
  reply.set_next(next_step(standing));
  if (!known.unlocked) co_return reply;

  reply.set_name(known.name);
  reply.set_indexing(node.indexing());
  reply.set_invite_waiting(!standing.paired && (standing.invite_taken || !standing.invite_given_until.empty()));
  if (standing.paired) show_partner(known, connected, *reply.mutable_partner());
  co_return reply;
}

asio::awaitable<Result<api::Empty>> lock(Node& node, api::Empty) {
  auto forget = [&node] {
    node.person().lock();
    wipe_unused_stack();
    give_memory_back();
    return true;
  };
  if (!node.runs()) co_return AppErrc::not_running;
  co_await node.on_vault(std::move(forget));
  wipe_unused_stack();
  co_return api::Empty();
}

}  // namespace alongside::app
