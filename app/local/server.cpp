#include "app/local/server.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/basic_stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>

#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <list>
#include <optional>

#include "app/local/guarded_allocator.hpp"
#include "app/local/reply_lines.hpp"
#include "app/local/socket_path.hpp"
#include "app/node/error.hpp"
#include "app/node/log.hpp"
#include "app/node/problem.hpp"
#include "core/error.hpp"

namespace alongside::app {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;

namespace {

using Local = asio::local::stream_protocol;
using Stream = beast::basic_stream<Local, asio::any_io_executor>;
using GuardedBuffer = beast::basic_flat_buffer<GuardedAllocator<char>>;
using GuardedBody = http::vector_body<char, GuardedAllocator<char>>;
using Request = http::request<GuardedBody>;

constexpr auto kCode = asio::as_tuple(asio::use_awaitable);
constexpr std::string_view kPrefix = "/api/v1/";
constexpr std::chrono::seconds kToSendARequest{60};
constexpr std::chrono::seconds kToTakeAReply{60};
constexpr std::size_t kMaxHeaderBytes = 8 * 1024;

bool is_same_person(Local::socket& socket) {
  ucred peer{};
  socklen_t size = sizeof peer;
  return getsockopt(socket.native_handle(), SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 && peer.uid == geteuid();
}

bool has_hung_up(Local::socket& socket) {
  char next = 0;
  return recv(socket.native_handle(), &next, 1, MSG_PEEK | MSG_DONTWAIT) == 0;
}

// Wakes one waiting coroutine.
class Bell {
 public:
  explicit Bell(const asio::any_io_executor& executor) : timer_(executor, asio::steady_timer::time_point::max()) {}
  void ring() { timer_.cancel(); }
  asio::awaitable<void> wait() { co_await timer_.async_wait(kCode); }

 private:
  asio::steady_timer timer_;
};

std::optional<std::string_view> method_of(const Request& request) {
  const std::string_view target(request.target().data(), request.target().size());
  if (request.method() != http::verb::post || !target.starts_with(kPrefix)) return std::nullopt;
  return target.substr(kPrefix.size());
}

bool takes_lines(const Request& request) {
  const auto accepted = request[http::field::accept];
  return std::string_view(accepted.data(), accepted.size()) == kReplyLinesType;
}

}  // namespace

// One client: requests in turn, each answered before the next is read.
class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(Local::socket socket, const Server::Answer& answer, const bool& stopping)
      : stream_(std::move(socket)), answer_(answer), stopping_(stopping), bell_(stream_.get_executor()) {}

  asio::awaitable<void> serve();
  // Ends it unless it is answering; then it ends after that.
  void end_if_idle() {
    if (!answering_) close();
  }
  void close() {
    give_up_.emit(asio::cancellation_type::terminal);
    stream_.close();
  }

 private:
  using Parser = http::request_parser<GuardedBody>;

  asio::awaitable<bool> answer(const Request& request);
  asio::awaitable<bool> answer_method(std::string_view method, const Request& request);
  void begin(std::string_view method, const Request& request);
  void watch_for_hang_up();
  asio::awaitable<bool> begin_lines();
  asio::awaitable<bool> write_lines();
  asio::awaitable<bool> write_chunk(std::string text);
  asio::awaitable<bool> write_whole(const ApiReply& reply, bool keep_alive);

  Stream stream_;
  const Server::Answer& answer_;
  const bool& stopping_;
  Bell bell_;
  GuardedBuffer buffer_{kMaxHeaderBytes + kMaxRequestBytes};
  asio::cancellation_signal give_up_;
  bool answering_ = false;
  std::optional<ApiReply> reply_;
  std::optional<api::Progress> progress_;
};

asio::awaitable<void> Connection::serve() {
  bool goes_on = true;
  while (goes_on && !stopping_) {
    Parser parser;
    parser.header_limit(kMaxHeaderBytes);
    parser.body_limit(kMaxRequestBytes);
    stream_.expires_after(kToSendARequest);
    auto [error, size] = co_await http::async_read(stream_, buffer_, parser, kCode);
    if (error == http::error::body_limit)
      co_await write_whole(failure(AppErrc::request_too_large), /*keep_alive=*/false);
    if (error) break;
    answering_ = true;
    goes_on = co_await answer(parser.get());
    answering_ = false;
  }
  stream_.close();
}

asio::awaitable<bool> Connection::answer(const Request& request) {
  stream_.expires_never();
  const auto method = method_of(request);
  if (!method) co_return co_await write_whole(failure(AppErrc::no_such_method), request.keep_alive());
  co_return co_await answer_method(*method, request);
}

asio::awaitable<bool> Connection::answer_method(std::string_view method, const Request& request) {
  begin(method, request);
  watch_for_hang_up();
  bool in_lines = false;
  bool reaches = true;
  while (!reply_) {
    co_await bell_.wait();
    if (!reply_ && progress_ && takes_lines(request) && reaches) {
      if (!std::exchange(in_lines, true)) reaches = co_await begin_lines();
      if (reaches) reaches = co_await write_lines();
      if (!reaches) give_up_.emit(asio::cancellation_type::terminal);
    }
  }
  // The wait for a hang-up must be over before the next read begins.
  stream_.socket().cancel();
  const ApiReply reply = std::move(*reply_);
  reply_.reset();
  progress_.reset();
  if (!reaches) co_return false;
  if (!in_lines) co_return co_await write_whole(reply, request.keep_alive());
  const bool written = co_await write_chunk(reply_line(reply));
  auto [error, size] = co_await asio::async_write(stream_, http::make_chunk_last(), kCode);
  co_return written && !error && request.keep_alive();
}

void Connection::begin(std::string_view method, const Request& request) {
  const BytesView body = as_bytes(std::string_view(request.body().data(), request.body().size()));
  OnProgress on_progress = [this](const api::Progress& progress) {
    progress_ = progress;
    bell_.ring();
  };
  auto done = [this](std::exception_ptr failed, ApiReply reply) {
    reply_ = failed ? failure(AppErrc::unexpected) : std::move(reply);
    bell_.ring();
  };
  asio::co_spawn(stream_.get_executor(), answer_(method, body, std::move(on_progress)),
                 asio::bind_cancellation_slot(give_up_.slot(), std::move(done)));
}

void Connection::watch_for_hang_up() {
  stream_.socket().async_wait(Local::socket::wait_read, [self = shared_from_this()](const error_code& error) {
    if (!error && has_hung_up(self->stream_.socket())) self->give_up_.emit(asio::cancellation_type::terminal);
  });
}

asio::awaitable<bool> Connection::begin_lines() {
  http::response<http::empty_body> head(http::status::ok, 11);
  head.set(http::field::content_type, boost::beast::string_view(kReplyLinesType.data(), kReplyLinesType.size()));
  head.chunked(true);
  http::response_serializer<http::empty_body> serializer(head);
  stream_.expires_after(kToTakeAReply);
  auto [error, size] = co_await http::async_write_header(stream_, serializer, kCode);
  co_return !error;
}

asio::awaitable<bool> Connection::write_lines() {
  auto line = progress_line(*progress_);
  progress_.reset();
  co_return co_await write_chunk(std::move(line));
}

asio::awaitable<bool> Connection::write_chunk(std::string text) {
  const asio::const_buffer bytes(text.data(), text.size());
  stream_.expires_after(kToTakeAReply);
  auto [error, size] = co_await asio::async_write(stream_, http::make_chunk(bytes), kCode);
  stream_.expires_never();
  co_return !error;
}

asio::awaitable<bool> Connection::write_whole(const ApiReply& reply, bool keep_alive) {
  http::response<http::span_body<const char>> whole(static_cast<http::status>(reply.status), 11);
  whole.set(http::field::content_type, "application/json");
  whole.set(http::field::cache_control, "no-store");
  whole.body() = beast::span<const char>(reply.body.data(), reply.body.size());
  whole.keep_alive(keep_alive);
  whole.prepare_payload();
  stream_.expires_after(kToTakeAReply);
  auto [error, size] = co_await http::async_write(stream_, whole, kCode);
  co_return !error && keep_alive;
}

class Server::State {
 public:
  State(asio::io_context& network, Answer answer)
      : network_(network), answer_(std::move(answer)), acceptor_(network), quiet_(network.get_executor()) {}

  Result<void> listen(const std::filesystem::path& home);
  void close();
  asio::awaitable<void> stop(std::chrono::milliseconds patience);

 private:
  using Connections = std::list<std::shared_ptr<Connection>>;

  asio::awaitable<void> accept();
  void begin(Local::socket socket);
  void ended(Connections::iterator connection);

  asio::io_context& network_;
  Answer answer_;
  Local::acceptor acceptor_;
  Bell quiet_;
  std::filesystem::path file_;
  Connections connections_;
  bool accepting_ = false;
  bool stopping_ = false;
};

Result<void> Server::State::listen(const std::filesystem::path& home) {
  auto path = SocketPath::in(home);
  if (!path) return path.error();
  file_ = socket_file(home);
  unlink(file_.c_str());
  error_code error;
  acceptor_.open(Local(), error);
  // Nobody else may connect, not even between bind and chmod.
  const mode_t before = umask(S_IRWXG | S_IRWXO);
  if (!error) acceptor_.bind(Local::endpoint(path->address()), error);
  umask(before);
  if (!error && chmod(file_.c_str(), S_IRUSR | S_IWUSR) != 0) return CoreErrc::disk_failed;
  if (!error) acceptor_.listen(asio::socket_base::max_listen_connections, error);
  if (error) return CoreErrc::disk_failed;
  accepting_ = true;
  asio::co_spawn(network_, accept(), [this](std::exception_ptr) {
    accepting_ = false;
    quiet_.ring();
  });
  return {};
}

asio::awaitable<void> Server::State::accept() {
  while (acceptor_.is_open()) {
    auto [error, socket] = co_await acceptor_.async_accept(kCode);
    if (!acceptor_.is_open()) break;
    if (error) {
      // Out of descriptors, most likely: the next free one may take a moment.
      log(LogLevel::warning, "a local connection could not be accepted", error);
      asio::steady_timer moment(network_, std::chrono::milliseconds(100));
      co_await moment.async_wait(kCode);
      continue;
    }
    if (is_same_person(socket) && connections_.size() < kMaxLocalConnections) begin(std::move(socket));
  }
}

void Server::State::begin(Local::socket socket) {
  connections_.push_back(std::make_shared<Connection>(std::move(socket), answer_, stopping_));
  const auto connection = std::prev(connections_.end());
  asio::co_spawn(network_, (*connection)->serve(), [this, connection](std::exception_ptr failed) {
    if (failed) log(LogLevel::warning, "a local connection was given up", AppErrc::unexpected);
    ended(connection);
  });
}

void Server::State::ended(Connections::iterator connection) {
  connections_.erase(connection);
  quiet_.ring();
}

void Server::State::close() {
  if (!acceptor_.is_open()) return;
  acceptor_.close();
  unlink(file_.c_str());
}

asio::awaitable<void> Server::State::stop(std::chrono::milliseconds patience) {
  close();
  if (std::exchange(stopping_, true)) co_return;
  for (const auto& connection : connections_) connection->end_if_idle();
  asio::steady_timer alarm(network_, patience);
  alarm.async_wait([this](const error_code& cancelled) {
    if (cancelled) return;
    for (const auto& connection : connections_) connection->close();
  });
  while (accepting_ || !connections_.empty()) co_await quiet_.wait();
}

Server::Server(asio::io_context& network, Answer answer)
    : state_(std::make_shared<State>(network, std::move(answer))) {}
Server::~Server() = default;

Result<void> Server::listen(const std::filesystem::path& home) { return state_->listen(home); }

void Server::close() { state_->close(); }

asio::awaitable<void> Server::stop(std::chrono::milliseconds patience) { co_await state_->stop(patience); }

}  // namespace alongside::app
