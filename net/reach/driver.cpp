#include "net/reach/driver.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <netinet/tcp.h>
#include <sys/socket.h>

#include <utility>

#include "net/reach/endpoint_text.hpp"

namespace alongside::net {

namespace asio = boost::asio;

namespace {

constexpr auto kWithCode = asio::as_tuple(asio::use_awaitable);

// A reader begins small, so that strangers cost little, and grows while more comes than fits.
constexpr std::size_t kFirstReadBytes = 4096;
constexpr std::size_t kMostReadBytes = 256 * 1024;

// What the system takes in advance can't be taken back any more, nor can what is urgent overtake it.
constexpr int kMostUnsentBytes = 128 * 1024;

void keep_little_unsent(asio::ip::tcp::socket& socket) {
#ifdef TCP_NOTSENT_LOWAT
  static_cast<void>(setsockopt(socket.native_handle(), IPPROTO_TCP, TCP_NOTSENT_LOWAT, &kMostUnsentBytes,
                               sizeof kMostUnsentBytes));
#else
  static_cast<void>(socket);
#endif
}

constexpr auto kAcceptPause = std::chrono::milliseconds(100);  // when the system has no more sockets to give
constexpr auto kGoodbyeLimit = std::chrono::seconds(1);

}  // namespace

NodeLink::Driver::Wire::Wire(Socket connected)
    : socket(std::move(connected)), output_wake(socket.get_executor(), asio::steady_timer::time_point::max()) {}

NodeLink::Driver::Driver(Surroundings surroundings, Introduction introduction,
                         std::function<void(const LinkEvent&)> on_event)
    : around_(surroundings),
      on_event_(std::move(on_event)),
      meeting_(*this, around_.random, std::move(introduction)),
      clock_(around_.network, asio::steady_timer::time_point::max()),
      names_(around_.network, around_.resolve) {}

Now NodeLink::Driver::now() {
  const auto wall = std::chrono::system_clock::now().time_since_epoch();
  return {std::chrono::steady_clock::now(), std::chrono::duration_cast<std::chrono::milliseconds>(wall).count()};
}

void NodeLink::Driver::spawn(asio::awaitable<void> work) {
  ++running_;
  asio::co_spawn(around_.network, std::move(work), [self = shared_from_this()](std::exception_ptr failure) {
    self->one_less();
    if (failure) std::rethrow_exception(failure);
  });
}

void NodeLink::Driver::one_less() {
  --running_;
  wake_waiters();
}

// After anything that touched the meeting: its next deadline may be nearer, and someone may wait for what it has come to.
void NodeLink::Driver::settle() {
  const auto next = meeting_.next_deadline(now());
  if (!stopped_ && next < clock_.expiry()) clock_.expires_at(next);
  wake_waiters();
}

void NodeLink::Driver::wake_waiters() {
  for (auto* waiter : waiters_) waiter->cancel();
}

template <class Condition>
asio::awaitable<bool> NodeLink::Driver::until(Condition condition, std::chrono::steady_clock::time_point deadline) {
  asio::steady_timer waiter(around_.network);
  while (!condition()) {
    if (std::chrono::steady_clock::now() >= deadline) co_return false;
    waiter.expires_at(deadline);
    waiters_.insert(&waiter);
    // The set must not outlive the timer, whatever ends this wait.
    struct Leave {
      std::set<asio::steady_timer*>& waiters;
      asio::steady_timer* waiter;
      ~Leave() { waiters.erase(waiter); }
    };
    Leave leave{waiters_, &waiter};
    co_await waiter.async_wait(kWithCode);
  }
  co_return true;
}

template <class Condition>
asio::awaitable<bool> NodeLink::Driver::until_or_stopped(Condition condition, std::chrono::milliseconds deadline) {
  const auto over = [this, &condition] { return stopped_ || condition(); };
  co_await until(over, std::chrono::steady_clock::now() + deadline);
  co_return condition();
}

asio::awaitable<void> NodeLink::Driver::keep_time() {
  while (!stopped_) {
    clock_.expires_at(meeting_.next_deadline(now()));
    co_await clock_.async_wait(kWithCode);
    if (stopped_) break;
    meeting_.tick(now());
    wake_waiters();
  }
}

asio::awaitable<Result<std::vector<std::string>>> NodeLink::Driver::start(Self self, std::vector<std::string> listen) {
  for (const auto& address : listen) {
    if (auto listening = self->listen_at(address); !listening) {
      self->acceptors_.clear();
      co_return listening.error();
    }
  }
  std::vector<std::string> bound;
  for (const auto& acceptor : self->acceptors_) {
    bound.push_back(endpoint_text(acceptor->local_endpoint()));
    self->spawn(self->accept_from(acceptor));
  }
  self->started_ = true;
  self->meeting_.start(now());
  self->spawn(self->keep_time());
  const auto loaded = [meeting = &self->meeting_] { return meeting->loaded(); };
  co_await self->until(loaded, asio::steady_timer::time_point::max());
  co_return bound;
}

Result<void> NodeLink::Driver::listen_at(const std::string& address) {
  const auto endpoint = read_endpoint(address);
  if (!endpoint) return NetErrc::cannot_listen;
  auto acceptor = std::make_shared<Acceptor>(around_.network);
  error_code failed;
  acceptor->open(endpoint->protocol(), failed);
  if (!failed) acceptor->set_option(Acceptor::reuse_address(true), failed);
  if (!failed && endpoint->address().is_v6()) acceptor->set_option(asio::ip::v6_only(true), failed);
  if (!failed) acceptor->bind(*endpoint, failed);
  if (!failed) acceptor->listen(Acceptor::max_listen_connections, failed);
  if (failed) return NetErrc::cannot_listen;
  acceptors_.push_back(std::move(acceptor));
  return {};
}

asio::awaitable<void> NodeLink::Driver::stop(Self self) {
  if (!self->started_ || std::exchange(self->stopped_, true)) co_return;
  for (const auto& acceptor : self->acceptors_) acceptor->close();
  self->meeting_.stop(now());
  const auto quiet = [driver = self.get()] { return driver->wires_.empty(); };
  co_await self->until(quiet, std::chrono::steady_clock::now() + kGoodbyeLimit);
  while (!self->wires_.empty()) self->wire_broke(self->wires_.begin()->first, self->wires_.begin()->second);
  self->clock_.cancel();
  const auto idle = [driver = self.get()] { return driver->running_ == 0; };
  co_await self->until(idle, asio::steady_timer::time_point::max());
}

asio::awaitable<void> NodeLink::Driver::accept_from(std::shared_ptr<Acceptor> acceptor) {
  while (acceptor->is_open()) {
    Socket socket(around_.network);
    const auto [failed] = co_await acceptor->async_accept(socket, kWithCode);
    if (stopped_ || !acceptor->is_open()) break;
    if (failed) {
      asio::steady_timer pause(around_.network, kAcceptPause);
      co_await pause.async_wait(kWithCode);
      continue;
    }
    error_code gone;
    const auto source = socket.remote_endpoint(gone);
    if (gone) continue;
    const auto wire = std::make_shared<Wire>(std::move(socket));
    const auto id = meeting_.accepted(place_of(source.address()), now());
    wires_[id] = wire;
    begin_loops(id, wire);
    settle();
  }
}

void NodeLink::Driver::dial(ConnectionId id, const std::string& address) {
  const auto wire = std::make_shared<Wire>(Socket(around_.network));
  wires_[id] = wire;
  spawn(reach(id, wire, address));
}

asio::awaitable<void> NodeLink::Driver::reach(ConnectionId id, WirePtr wire, std::string address) {
  const auto endpoints = co_await endpoints_of(address, wire);
  if (wire->closed) co_return;
  error_code failed = NetErrc::unreachable;
  for (const auto& endpoint : endpoints) {
    error_code ignored;
    wire->socket.close(ignored);
    const auto [refused] = co_await wire->socket.async_connect(endpoint, kWithCode);
    if (wire->closed) co_return;
    failed = refused;
    if (!failed) break;
  }
  if (failed) {
    wire_broke(id, wire);
    co_return;
  }
  meeting_.connected(id, now());
  if (!wire->closed) begin_loops(id, wire);
  settle();
}

// None when the name is not known, or the wire is closed before it is.
asio::awaitable<std::vector<asio::ip::tcp::endpoint>> NodeLink::Driver::endpoints_of(const std::string& address,
                                                                                     WirePtr wire) {
  if (const auto numeric = read_endpoint(address)) co_return std::vector{*numeric};
  const auto colon = address.rfind(':');
  auto lookup = names_.look_up(address.substr(0, colon), [wire] { wire->output_wake.cancel(); });
  while (!wire->closed && !lookup.over()) co_await wire->output_wake.async_wait(kWithCode);
  std::vector<asio::ip::tcp::endpoint> endpoints;
  for (const auto& found : lookup.addresses()) {
    const bool is_v6 = found.find(':') != std::string::npos;
    const auto host = is_v6 ? "[" + found + "]" : found;
    if (const auto endpoint = read_endpoint(host + address.substr(colon))) endpoints.push_back(*endpoint);
  }
  co_return endpoints;
}

void NodeLink::Driver::begin_loops(ConnectionId id, const WirePtr& wire) {
  error_code ignored;
  wire->socket.set_option(asio::ip::tcp::no_delay(true), ignored);
  keep_little_unsent(wire->socket);
  spawn(read_from(id, wire));
  spawn(write_to(id, wire));
}

asio::awaitable<void> NodeLink::Driver::read_from(ConnectionId id, WirePtr wire) {
  Bytes buffer(kFirstReadBytes);
  while (!wire->closed) {
    const auto [failed, count] = co_await wire->socket.async_read_some(asio::buffer(buffer), kWithCode);
    if (wire->closed) break;
    if (failed == asio::error::eof) {
      if (!meeting_.stays_after_end(id, now())) close(id);
      settle();
      break;
    }
    if (failed) {
      wire_broke(id, wire);
      break;
    }
    meeting_.received(id, BytesView(buffer).first(count), now());
    settle();
    if (count == buffer.size() && count < kMostReadBytes) buffer.resize(2 * count);
  }
}

asio::awaitable<void> NodeLink::Driver::write_to(ConnectionId id, WirePtr wire) {
  Bytes out;
  bool ended = false;
  while (!wire->closed) {
    out.clear();
    const auto after = meeting_.output(id, out, now());
    if (!out.empty()) {
      const auto [failed, written] = co_await asio::async_write(wire->socket, asio::buffer(out), kWithCode);
      if (failed && !wire->closed) wire_broke(id, wire);
      continue;
    }
    // The other side reads to the end and closes; until then what still comes is read, or it could cut off our last words.
    error_code ignored;
    if (after == Meeting::After::closed && !std::exchange(ended, true))
      wire->socket.shutdown(Socket::shutdown_send, ignored);
    if (std::exchange(wire->output_due, false)) continue;
    co_await wire->output_wake.async_wait(kWithCode);
  }
}

void NodeLink::Driver::wire_broke(ConnectionId id, const WirePtr& wire) {
  const auto keep = wire;
  close(id);
  meeting_.lost(id, now());
  settle();
}

void NodeLink::Driver::has_output(ConnectionId id) {
  const auto found = wires_.find(id);
  if (found == wires_.end()) return;
  found->second->output_due = true;
  found->second->output_wake.cancel();
}

void NodeLink::Driver::close(ConnectionId id) {
  const auto found = wires_.find(id);
  if (found == wires_.end()) return;
  const auto wire = found->second;
  wires_.erase(found);
  wire->closed = true;
  error_code ignored;
  wire->socket.close(ignored);
  wire->output_wake.cancel();
}

void NodeLink::Driver::run(MeetingJob job) {
  ++running_;
  asio::post(around_.store_thread, [self = shared_from_this(), job = std::move(job)]() mutable {
    Stores stores{self->around_.sync, self->around_.pairing};
    auto then = job(stores);
    job = nullptr;
    asio::post(self->around_.network, [self, then = std::move(then)] {
      self->meeting_.resume(then, now());
      self->settle();
      self->one_less();
    });
  });
}

// Later, so that whoever hears of it may call back into the link.
void NodeLink::Driver::happened(const LinkEvent& event) {
  ++running_;
  asio::post(around_.network, [self = shared_from_this(), event] {
    self->on_event_(event);
    self->one_less();
  });
}

asio::awaitable<Result<void>> NodeLink::Driver::confirm_words(Self self) {
  auto outcome = std::make_shared<std::optional<Result<void>>>();
  self->with_meeting([outcome](Meeting& meeting, Now at) {
    meeting.confirm_words([outcome](Result<void> durable) { *outcome = durable; }, at);
  });
  const auto durable = [outcome] { return outcome->has_value(); };
  co_await self->until(durable, asio::steady_timer::time_point::max());
  co_return **outcome;
}

asio::awaitable<Result<void>> NodeLink::Driver::flush(Self self, std::chrono::milliseconds deadline) {
  if (!self->meeting_.has_link()) co_return NetErrc::not_paired;
  std::uint64_t token = 0;
  self->with_meeting([&token](Meeting& meeting, Now at) { token = meeting.flush(at); });
  const auto done = [driver = self.get(), token] { return driver->meeting_.flushed_through() >= token; };
  if (co_await self->until_or_stopped(done, deadline)) co_return Result<void>();
  if (self->stopped_) co_return NetErrc::stopped;
  if (const auto gap = self->meeting_.version_gap()) co_return *gap;
  co_return self->meeting_.words_confirmed() ? NetErrc::deadline_passed : NetErrc::words_not_confirmed;
}

asio::awaitable<Result<void>> NodeLink::Driver::farewell(Self self, std::chrono::milliseconds deadline) {
  if (!self->meeting_.has_link()) co_return NetErrc::not_paired;
  self->with_meeting([](Meeting& meeting, Now at) { meeting.farewell(at); });
  const auto over = [&meeting = self->meeting_] { return meeting.farewell_said() || meeting.farewell_unheard(now()); };
  const bool in_time = co_await self->until_or_stopped(over, deadline);
  if (self->meeting_.farewell_said()) co_return Result<void>();
  if (self->stopped_) co_return NetErrc::stopped;
  co_return in_time ? NetErrc::unreachable : NetErrc::deadline_passed;
}

asio::awaitable<Result<void>> NodeLink::Driver::pair(Self self, Invite invite, std::chrono::milliseconds deadline) {
  if (self->meeting_.has_link()) co_return NetErrc::already_paired;
  if (invite.expires_unix_ms <= now().unix_ms) co_return NetErrc::invite_expired;
  auto outcome = std::make_shared<std::optional<Result<void>>>();
  TakenInvite taken{std::move(invite), crypto::KeyPair::generate(self->around_.random)};
  self->meeting_.pair(std::move(taken), [outcome](Result<void> durable) { *outcome = durable; }, now());
  const auto over = [driver = self.get(), outcome] {
    const auto& meeting = driver->meeting_;
    return outcome->has_value() && (!**outcome || meeting.has_link() || meeting.version_gap());
  };
  const bool in_time = co_await self->until_or_stopped(over, deadline);
  if (const auto gap = self->meeting_.version_gap()) co_return *gap;
  if (in_time) co_return **outcome;
  if (self->stopped_) co_return NetErrc::stopped;
  co_return self->meeting_.pairing_unanswered() ? NetErrc::no_answer : NetErrc::deadline_passed;
}

}  // namespace alongside::net
