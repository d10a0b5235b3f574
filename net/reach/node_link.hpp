// The node's way to the partner's node: listens, dials, pairs, keeps one connection alive and lets the two stores talk
// over it. This is what app builds on; everything below it in net is machines without I/O.
//
// Threads: construct, call and await everything on the network executor, which is one thread or strand. The stores
// are called on the store executor alone, which must run one job at a time in the order they were posted.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/crypto/random.hpp"
#include "net/error.hpp"
#include "net/pairing/introduction.hpp"
#include "net/pairing/invite.hpp"
#include "net/pairing/pairing_store.hpp"
#include "net/reach/link_event.hpp"
#include "net/reach/resolve.hpp"
#include "net/sync/store.hpp"
#include "proto/result.hpp"

namespace alongside::net {

class NodeLink {
 public:
  // All of them outlive the NodeLink.
  struct Surroundings {
    boost::asio::any_io_executor network;
    boost::asio::any_io_executor store_thread;
    SyncStore& sync;
    PairingStore& pairing;
    crypto::RandomSource& random;
    Resolve resolve = resolve_by_system;
  };

  // `on_event` is called on the network executor, never from within a call into this object's public functions'
  // synchronous part that could destroy it.
  NodeLink(Surroundings surroundings, Introduction introduction, std::function<void(const LinkEvent&)> on_event);
  // After stop(), or without a start().
  ~NodeLink();
  NodeLink(const NodeLink&) = delete;
  NodeLink& operator=(const NodeLink&) = delete;

  // Reads link and invites, listens at each "ADDRESS:PORT" (port 0: any free one), and begins to dial. Gives the
  // addresses it listens at, with their real ports. cannot_listen: nothing was started.
  boost::asio::awaitable<Result<std::vector<std::string>>> start(std::vector<std::string> listen);
  // Closes everything, says goodbye on the open channel, and returns when no job of ours is on the store's thread and
  // no coroutine is left; a name server that takes its time is not waited for. A second call does nothing.
  boost::asio::awaitable<void> stop();

  // Something changed outside: ----

  // The network may have come back or changed: dial now.
  void nudge();
  // There may be pending changes in my feed: they go out at once if there is a connection.
  void share_happened();
  // The store's answers may be different now.
  void unlocked();
  // app changed link or invites in the pairing store (gave an invite, ended the pairing, restored): read them again.
  // A connection of a link that is no longer there is closed.
  void link_changed();
  void introduce(Introduction introduction);

  // Acts of the person, each NetErrc::stopped when stop() came between: ----

  // The six words were the same on both sides. Durable when it returns, told to the partner when reached.
  boost::asio::awaitable<Result<void>> confirm_words();
  // Until both directions are up to date, attachments included. deadline_passed or version_gap() when it did not come
  // to that; not_paired, words_not_confirmed when it can't.
  boost::asio::awaitable<Result<void>> flush(std::chrono::milliseconds deadline);
  // Tells the partner that sync has ended; returns when their node has noted it. unreachable as soon as it shows that
  // they are not there, deadline_passed at the latest then. The caller ends the link in the store and says link_changed().
  boost::asio::awaitable<Result<void>> farewell(std::chrono::milliseconds deadline);
  // Takes the invite and returns when the pairing is established. deadline_passed: nobody was reached yet; no_answer:
  // somebody was, in vain; version_gap(), at once. It goes on trying after each of these, until the invite expires.
  // already_paired, invite_expired.
  boost::asio::awaitable<Result<void>> pair(Invite invite, std::chrono::milliseconds deadline);

  // How it stands: ----

  bool connected() const noexcept;
  // Connected, and both directions were up to date when last heard.
  bool in_step() const noexcept;
  // their_version_too_old or own_version_too_old: the two programs met last, and had no version in common.
  std::optional<NetErrc> version_gap() const noexcept;

 private:
  class Driver;
  std::shared_ptr<Driver> driver_;
};

}  // namespace alongside::net
