#include "app/local/client.hpp"

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>

#include <sodium.h>

#include <array>
#include <optional>

#include "app/local/reply_lines.hpp"
#include "app/local/socket_path.hpp"
#include "app/node/error.hpp"
#include "app/node/problem.hpp"

namespace alongside::app {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;

namespace {

using Local = asio::local::stream_protocol;

class RemoteApi final : public Api {
 public:
  bool connect(const std::string& address);
  ApiReply call(std::string_view method, BytesView body, const OnProgress& on_progress) override;
  bool remote() const noexcept override { return true; }

 private:
  using Parser = http::response_parser<http::buffer_body>;

  error_code send(std::string_view method, BytesView body, bool lines);
  Result<ApiReply> read_reply(const OnProgress& on_progress);
  Result<bool> read_some(Parser& parser, std::string& text);

  asio::io_context context_{/*concurrency_hint=*/1};
  Local::socket socket_{context_};
  beast::flat_buffer buffer_;
};

bool RemoteApi::connect(const std::string& address) {
  error_code error;
  socket_.connect(Local::endpoint(address), error);
  return !error;
}

ApiReply RemoteApi::call(std::string_view method, BytesView body, const OnProgress& on_progress) {
  // A node that refuses a request answers before it has read all of it, so what it says counts more than the error.
  (void)send(method, body, static_cast<bool>(on_progress));
  auto reply = read_reply(on_progress);
  return reply ? std::move(*reply) : failure(reply.error());
}

error_code RemoteApi::send(std::string_view method, BytesView body, bool lines) {
  const auto target = "/api/v1/" + std::string(method);
  http::request<http::span_body<const char>> request(http::verb::post, target, 11);
  request.set(http::field::host, "alongside");
  request.set(http::field::content_type, "application/json");
  if (lines) request.set(http::field::accept, beast::string_view(kReplyLinesType.data(), kReplyLinesType.size()));
  const auto text = as_text(body);
  request.body() = beast::span<const char>(text.data(), text.size());
  request.prepare_payload();
  error_code error;
  http::write(socket_, request, error);
  return error;
}

// Whole lines off the front of what has come so far: progress is told, the reply is given.
std::optional<ApiReply> take_lines(std::string& text, const OnProgress& on_progress) {
  for (auto end = text.find('\n'); end != std::string::npos; end = text.find('\n')) {
    const std::string line = text.substr(0, end);
    text.erase(0, end + 1);
    if (auto progress = read_progress_line(line)) {
      on_progress(*progress);
    } else if (auto reply = read_reply_line(line)) {
      return reply;
    }
  }
  return std::nullopt;
}

Result<ApiReply> RemoteApi::read_reply(const OnProgress& on_progress) {
  Parser parser;
  parser.body_limit(boost::none);
  error_code error;
  http::read_header(socket_, buffer_, parser, error);
  if (error) return AppErrc::node_gone;
  const auto type = parser.get()[http::field::content_type];
  const bool in_lines = std::string_view(type.data(), type.size()) == kReplyLinesType;

  ApiReply reply;
  reply.status = parser.get().result_int();
  std::optional<ApiReply> last_line;
  while (!parser.is_done()) {
    if (auto more = read_some(parser, reply.body); !more) return more.error();
    if (in_lines && !last_line) last_line = take_lines(reply.body, on_progress);
  }
  if (!in_lines) return reply;
  if (!last_line) return AppErrc::node_gone;
  return std::move(*last_line);
}

Result<bool> RemoteApi::read_some(Parser& parser, std::string& text) {
  std::array<char, 16 * 1024> piece;
  parser.get().body().data = piece.data();
  parser.get().body().size = piece.size();
  error_code error;
  http::read_some(socket_, buffer_, parser, error);
  if (error == http::error::need_buffer) error = {};
  if (error) return AppErrc::node_gone;
  text.append(piece.data(), piece.size() - parser.get().body().size);
  sodium_memzero(piece.data(), piece.size());
  return true;
}

}  // namespace

Result<std::unique_ptr<Api>> connect_to_node(const std::filesystem::path& home) {
  auto path = SocketPath::in(home);
  if (!path) return path.error();
  auto api = std::make_unique<RemoteApi>();
  if (!api->connect(path->address())) return std::unique_ptr<Api>();
  return std::unique_ptr<Api>(std::move(api));
}

}  // namespace alongside::app
