#include "app/node/node.hpp"

#include "app/node/error.hpp"
#include "app/node/log.hpp"
#include "app/node/partner_acts.hpp"
#include "app/node/problem.hpp"
#include "app/node/progress_relay.hpp"

namespace alongside::app {

namespace asio = boost::asio;

Node::Node(asio::io_context& network, std::unique_ptr<PersonSide> person, crypto::RandomSource& random, Life life)
    : network_(network),
      random_(random),
      life_(life),
      person_(std::move(person)),
      feeds_(*person_),
      pairing_(*person_),
      link_({network.get_executor(), vault_thread_.executor(), feeds_, pairing_, random}, {},
            [this](const net::LinkEvent& event) { on_event(event); }),
      idle_(network.get_executor(), vault_thread_, *person_),
      vault_methods_(vault_methods(/*indexing_first=*/!runs())),
      seen_(look()) {}

Node::~Node() {
  idle_.stop();
  vault_thread_.finish();
}

asio::awaitable<Result<void>> Node::start(Addresses listen) {
  link_.introduce(introduction());
  auto listening = co_await link_.start(std::move(listen));
  if (!listening) co_return listening.error();
  linking_ = true;
  listening_ = std::move(*listening);
  if (runs()) keep_listening_addresses(person_->vault().home().folder, listening_);
  link_.introduce(introduction());
  if (unlocked() && runs()) idle_.look_soon();
  co_return Result<void>();
}

asio::awaitable<void> Node::stop() {
  idle_.stop();
  if (std::exchange(linking_, false)) co_await link_.stop();
  co_await vault_thread_.run([this] {
    person_->lock();
    return true;
  });
}

asio::awaitable<Result<void>> Node::begin_dialling() {
  if (linking_) co_return Result<void>();
  co_return co_await start({});
}

Addresses Node::reachable() {
  if (!listening_.empty()) return reachable_addresses(listening_);
  return reachable_addresses(listening_addresses(person_->vault().home().folder, random_));
}

net::Introduction Node::introduction() { return {seen_.name, reachable()}; }

asio::awaitable<ApiReply> Node::call(std::string_view method, BytesView body, OnProgress on_progress) {
  auto outcome = Result<std::string>(AppErrc::unexpected);
  try {
    outcome = co_await dispatch(method, body, std::move(on_progress));
  } catch (const std::exception&) {
    log(LogLevel::warning, "an act was given up", AppErrc::unexpected);
  }
  if (!outcome) co_return failure(outcome.error());
  ApiReply reply;
  reply.body = std::move(*outcome);
  co_return reply;
}

asio::awaitable<Result<std::string>> Node::dispatch(std::string_view method, BytesView body, OnProgress on_progress) {
  if (auto known = vault_methods_.find(method); known != vault_methods_.end())
    co_return co_await act(known->second, body, std::move(on_progress));
  co_return co_await partner_method(*this, method, body);
}

asio::awaitable<Result<std::string>> Node::act(const VaultMethod& method, BytesView body, OnProgress on_progress) {
  if (method.tries_secret && std::exchange(trying_secret_, true)) co_return AppErrc::unlock_busy;
  struct TryEnds {
    bool* trying;
    ~TryEnds() {
      if (trying) *trying = false;
    }
  };
  const TryEnds at_the_end{method.tries_secret ? &trying_secret_ : nullptr};

  auto progress = relayed(network_.get_executor(), method.what, std::move(on_progress));
  auto work = [this, &method, body, progress = std::move(progress)] { return method.act(*person_, body, progress); };
  auto outcome = co_await on_vault(std::move(work));
  if (outcome && method.shares && linking_) link_.share_happened();
  if (unlocked() && runs()) idle_.look_soon();
  co_return outcome;
}

Node::Seen Node::look() const { return {person_->unlocked(), person_->transit_open(), person_->name()}; }

void Node::follow(Seen seen) {
  const auto before = std::exchange(seen_, std::move(seen));
  if (!linking_) return;
  if (before.name != seen_.name) link_.introduce(introduction());
  if (!before.transit_open && seen_.transit_open) link_.link_changed();
  if (!before.unlocked && seen_.unlocked) link_.unlocked();
}

bool Node::ask_to_stop() {
  if (!stop_) return false;
  stop_();
  return true;
}

void Node::on_event(const net::LinkEvent& event) {
  using Kind = net::LinkEvent::Kind;
  switch (event.kind) {
    case Kind::connected: return log(LogLevel::info, "connected");
    case Kind::disconnected:
      // The network may be another one by now.
      link_.introduce(introduction());
      return log(LogLevel::info, "disconnected", event.why);
    case Kind::in_step: return log(LogLevel::info, "in step");
    case Kind::received:
      if (unlocked() && runs()) idle_.look_soon();
      return log(LogLevel::info, "received");
    case Kind::delivered:
      if (indexing()) idle_.look_soon();
      return log(LogLevel::info, "delivered");
    case Kind::paired: return log(LogLevel::info, "paired");
    case Kind::partner_confirmed: return log(LogLevel::info, "partner confirmed the words");
    case Kind::partner_changed: return log(LogLevel::info, "partner changed name or addresses");
    case Kind::partner_left: return log(LogLevel::info, "partner left");
    case Kind::version_mismatch: return log(LogLevel::warning, "the partner's program speaks another version");
    case Kind::store_failed: return log(LogLevel::warning, "the vault refused", event.why);
  }
}

}  // namespace alongside::app
