#include "app/node/idle_work.hpp"

#include <boost/asio/post.hpp>

#include "app/node/process.hpp"

namespace alongside::app {

namespace {

// Long enough that a batch after the other, or a person saving twice, is not interrupted.
constexpr std::chrono::milliseconds kQuiet{400};

}  // namespace

IdleWork::IdleWork(boost::asio::any_io_executor network, VaultThread& vault, PersonSide& person)
    : state_(std::make_shared<State>(person, vault)), quiet_(std::move(network)) {}

IdleWork::~IdleWork() { stop(); }

void IdleWork::look_soon() {
  if (state_->stopped) return;
  state_->disturbed = true;
  quiet_.expires_after(kQuiet);
  quiet_.async_wait([state = state_](const error_code& cancelled) {
    if (cancelled || state->stopped) return;
    state->disturbed = false;
    if (state->running.exchange(true)) return;
    boost::asio::post(state->vault.executor(), [state] { step(state); });
  });
}

void IdleWork::step(std::shared_ptr<State> state) {
  // Somebody needs the vault: the timer of that disturbance begins anew, unless it has just run out.
  if (state->disturbed) {
    state->running = false;
    if (state->disturbed || state->running.exchange(true)) return;
  }
  state->more = !state->stopped && state->person.unlocked() && state->person.notebook().tidy();
  if (!state->more) {
    state->running = false;
    give_memory_back();
    return;
  }
  auto& vault = state->vault;
  boost::asio::post(vault.executor(), [state = std::move(state)] { step(state); });
}

void IdleWork::stop() {
  state_->stopped = true;
  quiet_.cancel();
}

}  // namespace alongside::app
