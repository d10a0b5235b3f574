// One person's node: core on the vault's thread, net on the network thread, and the methods that tie them.
// Also lives inside a single command, when no node runs: then it listens nowhere and dials only when a method needs it.
//
// Threads: everything here is called and awaited on the network thread, which runs the io_context given.
#pragma once

#include <boost/asio/io_context.hpp>

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "app/node/api.hpp"
#include "app/node/idle_work.hpp"
#include "app/node/listening.hpp"
#include "app/node/methods.hpp"
#include "app/node/partner_stores.hpp"
#include "app/node/person_side.hpp"
#include "app/node/vault_thread.hpp"
#include "net/reach/node_link.hpp"

namespace alongside::app {

class Node {
 public:
  enum class Life {
    running,         // goes on by itself until it is stopped
    single_command,  // ends when its command is answered
  };

  // `network` and `random` outlive it.
  Node(boost::asio::io_context& network, std::unique_ptr<PersonSide> person, crypto::RandomSource& random, Life life);
  // After stop().
  ~Node();
  Node(const Node&) = delete;
  Node& operator=(const Node&) = delete;

  // Listens at each ADDR:PORT and begins to dial; these are kept for the next run with their real ports. cannot_listen.
  boost::asio::awaitable<Result<void>> start(Addresses listen);
  // Says goodbye, lets what the vault is doing end, and leaves nothing running.
  boost::asio::awaitable<void> stop();

  // Answers a method of proto/api.proto. `body` stays good until it is answered. `on_progress` is called on the network
  // thread. Being cancelled ends the wait; an act on the vault that has begun goes on to its end.
  boost::asio::awaitable<ApiReply> call(std::string_view method, BytesView body, OnProgress on_progress);
  // What the method `stop` calls.
  void when_asked_to_stop(std::function<void()> stop) { stop_ = std::move(stop); }

  // For the methods about the partner (partner_acts.hpp): ----

  // False when nothing runs that could be stopped.
  bool ask_to_stop();

  bool runs() const noexcept { return life_ == Life::running; }
  // As of the last act; the vault's own word is to be had on its thread only.
  bool unlocked() const noexcept { return seen_.unlocked; }
  bool indexing() const noexcept { return idle_.more(); }
  VaultThread& vault_thread() noexcept { return vault_thread_; }
  PersonSide& person() noexcept { return *person_; }
  net::NodeLink& link() noexcept { return link_; }
  crypto::RandomSource& random() noexcept { return random_; }
  const Addresses& listening() const noexcept { return listening_; }
  // Where the partner can dial this node, now or when it next runs.
  Addresses reachable();
  // In a single command: begins to dial, listening nowhere. Does nothing where it has begun.
  boost::asio::awaitable<Result<void>> begin_dialling();
  // Work on the vault's thread, and what follows from it here.
  template <class Work>
  boost::asio::awaitable<std::invoke_result_t<Work&>> on_vault(Work work) {
    auto work_and_look = [this, work = std::move(work)]() mutable {
      auto outcome = work();
      return std::pair(std::move(outcome), look());
    };
    auto [outcome, seen] = co_await vault_thread_.run(std::move(work_and_look));
    follow(std::move(seen));
    co_return std::move(outcome);
  }

 private:
  boost::asio::awaitable<Result<std::string>> dispatch(std::string_view method, BytesView body, OnProgress on_progress);
  boost::asio::awaitable<Result<std::string>> act(const VaultMethod& method, BytesView body, OnProgress on_progress);
  // What an act may have changed that the network thread goes by: seen on the vault's thread, followed here.
  struct Seen {
    bool unlocked = false;
    bool transit_open = false;
    std::string name;
  };
  Seen look() const;
  void follow(Seen seen);
  void on_event(const net::LinkEvent& event);
  net::Introduction introduction();

  boost::asio::io_context& network_;
  crypto::RandomSource& random_;
  const Life life_;
  VaultThread vault_thread_;
  std::unique_ptr<PersonSide> person_;
  FeedStore feeds_;
  PairingBook pairing_;
  net::NodeLink link_;
  IdleWork idle_;
  const std::map<std::string_view, VaultMethod> vault_methods_;
  std::function<void()> stop_;
  Addresses listening_;
  Seen seen_;
  bool linking_ = false;
  bool trying_secret_ = false;
};

}  // namespace alongside::app
