// The meeting on real sockets and clocks: coroutines that only move bytes, and the store's thread.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include <map>
#include <memory>
#include <set>
#include <vector>

#include "net/reach/meeting.hpp"
#include "net/reach/names.hpp"
#include "net/reach/node_link.hpp"

namespace alongside::net {

class NodeLink::Driver final : public Outside, public std::enable_shared_from_this<NodeLink::Driver> {
 public:
  using Self = std::shared_ptr<Driver>;

  Driver(Surroundings surroundings, Introduction introduction, std::function<void(const LinkEvent&)> on_event);

  // Each holds its own share of the driver, so that it may outlast the NodeLink that began it.
  static boost::asio::awaitable<Result<std::vector<std::string>>> start(Self self, std::vector<std::string> listen);
  static boost::asio::awaitable<void> stop(Self self);
  static boost::asio::awaitable<Result<void>> confirm_words(Self self);
  static boost::asio::awaitable<Result<void>> flush(Self self, std::chrono::milliseconds deadline);
  static boost::asio::awaitable<Result<void>> farewell(Self self, std::chrono::milliseconds deadline);
  static boost::asio::awaitable<Result<void>> pair(Self self, Invite invite, std::chrono::milliseconds deadline);

  // Runs `act` on the meeting, and sees to what follows.
  template <class Act>
  void with_meeting(Act act) {
    act(meeting_, now());
    settle();
  }
  const Meeting& meeting() const noexcept { return meeting_; }

  void dial(ConnectionId id, const std::string& address) override;
  void has_output(ConnectionId id) override;
  void close(ConnectionId id) override;
  void run(MeetingJob job) override;
  void happened(const LinkEvent& event) override;

 private:
  using Socket = boost::asio::ip::tcp::socket;
  using Acceptor = boost::asio::ip::tcp::acceptor;

  // The socket of one connection, with its two loops.
  struct Wire {
    explicit Wire(Socket connected);

    Socket socket;
    boost::asio::steady_timer output_wake;
    bool output_due = true;
    bool closed = false;
  };
  using WirePtr = std::shared_ptr<Wire>;

  static Now now();
  void settle();
  void wake_waiters();
  void spawn(boost::asio::awaitable<void> work);
  void one_less();
  template <class Condition>
  boost::asio::awaitable<bool> until(Condition condition, std::chrono::steady_clock::time_point deadline);

  // Whether it came to hold within `deadline`; gives up when the link is stopped.
  template <class Condition>
  boost::asio::awaitable<bool> until_or_stopped(Condition condition, std::chrono::milliseconds deadline);

  Result<void> listen_at(const std::string& address);
  boost::asio::awaitable<void> keep_time();
  boost::asio::awaitable<void> accept_from(std::shared_ptr<Acceptor> acceptor);
  boost::asio::awaitable<void> reach(ConnectionId id, WirePtr wire, std::string address);
  boost::asio::awaitable<std::vector<boost::asio::ip::tcp::endpoint>> endpoints_of(const std::string& address,
                                                                                   WirePtr wire);
  void begin_loops(ConnectionId id, const WirePtr& wire);
  boost::asio::awaitable<void> read_from(ConnectionId id, WirePtr wire);
  boost::asio::awaitable<void> write_to(ConnectionId id, WirePtr wire);
  void wire_broke(ConnectionId id, const WirePtr& wire);

  Surroundings around_;
  std::function<void(const LinkEvent&)> on_event_;
  Meeting meeting_;
  boost::asio::steady_timer clock_;
  Names names_;
  bool started_ = false;
  bool stopped_ = false;
  std::size_t running_ = 0;  // coroutines, jobs and events that are on their way
  std::vector<std::shared_ptr<Acceptor>> acceptors_;
  std::map<ConnectionId, WirePtr> wires_;
  std::set<boost::asio::steady_timer*> waiters_;
};

}  // namespace alongside::net
