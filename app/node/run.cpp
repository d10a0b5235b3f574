#include "app/node/run.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <csignal>
#include <cstdio>
#include <thread>

#include "app/local/client.hpp"
#include "app/local/server.hpp"
#include "app/local/socket_path.hpp"
#include "app/node/error.hpp"
#include "app/node/log.hpp"
#include "app/node/node.hpp"
#include "app/node/process.hpp"
#include "app/node/ready_line.hpp"

namespace alongside::app {

namespace asio = boost::asio;

namespace {

constexpr std::chrono::seconds kVaultPatience{3};
constexpr std::chrono::milliseconds kBetweenTries{25};
constexpr std::chrono::seconds kLastAnswersPatience{2};
constexpr int kTries = 3;

// A short command may hold the vault for a moment; a node holds it for good.
Result<std::unique_ptr<PersonSide>> open_vault(const std::filesystem::path& home, crypto::RandomSource& random,
                                               const items::Clock& clock) {
  const auto until = std::chrono::steady_clock::now() + kVaultPatience;
  for (;;) {
    auto person = PersonSide::open(home, random, clock);
    const bool in_use = !person && person.error() == error_code(CoreErrc::vault_in_use);
    if (!in_use || std::chrono::steady_clock::now() >= until) return person;
    if (auto other = connect_to_node(home); other && *other) return AppErrc::already_running;
    std::this_thread::sleep_for(kBetweenTries);
  }
}

Result<void> unlock_asking(PersonSide& person, const RunOptions& options) {
  for (int tries = 1;; ++tries) {
    auto passphrase = options.ask(/*again=*/tries > 1);
    if (!passphrase) return {};
    auto unlocked = person.unlock(*passphrase, {});
    const bool wrong = !unlocked && unlocked.error() == error_code(CoreErrc::wrong_passphrase);
    if (!wrong || tries == kTries) return unlocked;
  }
}

Result<void> unlock_first(PersonSide& person, RunOptions& options) {
  Result<void> unlocked;
  if (options.passphrase) {
    unlocked = person.unlock(*options.passphrase, {});
  } else if (options.ask) {
    unlocked = unlock_asking(person, options);
  }
  options.passphrase.reset();
  options.ask = nullptr;
  give_memory_back();
  return unlocked;
}

// The node, its local interface and the signals that end it, on this thread.
class Run {
 public:
  Run(const RunOptions& options, std::unique_ptr<PersonSide> person, crypto::RandomSource& random)
      : options_(options),
        random_(random),
        signals_(network_, SIGINT, SIGTERM),
        node_(network_, std::move(person), random, Node::Life::running),
        server_(network_, [this](std::string_view method, BytesView body, OnProgress on_progress) {
          return node_.call(method, body, std::move(on_progress));
        }) {}

  Result<void> until_stopped() {
    node_.when_asked_to_stop([this] { stop(); });
    signals_.async_wait([this](const error_code& cancelled, int) {
      if (!cancelled) stop();
    });
    asio::co_spawn(network_, start(), [this](std::exception_ptr failed, error_code error) {
      if (failed) error = AppErrc::unexpected;
      if (!error) return;
      outcome_ = error;
      stop();
    });
    network_.run();
    return outcome_;
  }

 private:
  asio::awaitable<error_code> start() {
    const auto& home = options_.home;
    auto addresses = options_.listen.empty() ? listening_addresses(home, random_) : options_.listen;
    auto started = co_await node_.start(std::move(addresses));
    if (!started) co_return started.error();
    if (auto served = server_.listen(home); !served) co_return served.error();
    const ReadyLine ready{node_.listening(), !node_.unlocked(), socket_file(home).string()};
    std::printf("%s\n", options_.json ? ready.json().c_str() : "ready");
    std::fflush(stdout);
    if (options_.when_ready) options_.when_ready(ready.locked);
    log(LogLevel::info, "ready");
    co_return error_code();
  }

  void stop() {
    if (std::exchange(stopping_, true)) return;
    server_.close();
    signals_.cancel();
    asio::co_spawn(network_, end(), [](std::exception_ptr failed) {
      if (failed) log(LogLevel::warning, "the stop was not clean", AppErrc::unexpected);
    });
  }

  // The node first, so that whoever waits for the partner gets an answer; then the last answers go out.
  asio::awaitable<void> end() {
    co_await node_.stop();
    co_await server_.stop(kLastAnswersPatience);
    log(LogLevel::info, "stopped");
    // Whatever still waits here, nobody needs it any more.
    network_.stop();
  }

  const RunOptions& options_;
  crypto::RandomSource& random_;
  asio::io_context network_{/*concurrency_hint=*/1};
  asio::signal_set signals_;
  Node node_;
  Server server_;
  bool stopping_ = false;
  Result<void> outcome_;
};

}  // namespace

Result<void> run_node(RunOptions options) {
  crypto::SystemRandom random;
  items::SystemClock clock;
  auto person = open_vault(options.home, random, clock);
  if (!person) return person.error();
  if (auto unlocked = unlock_first(**person, options); !unlocked) return unlocked.error();
  return Run(options, std::move(*person), random).until_stopped();
}

}  // namespace alongside::app
