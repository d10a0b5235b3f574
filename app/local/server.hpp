// The node's local interface: HTTP on the Unix socket in its home, POST /api/v1/METHOD. The folder's and the socket's
// permissions guard it, and only processes of the same person are answered.
//
// Threads: the network thread.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <string_view>

#include "app/node/api.hpp"

namespace alongside::app {

inline constexpr std::size_t kMaxRequestBytes = 4 * 1024 * 1024;  // a text at its limit, each byte escaped as JSON may
inline constexpr std::size_t kMaxLocalConnections = 64;

class Server {
 public:
  // Answers one method; the same as Node::call.
  using Answer = std::function<boost::asio::awaitable<ApiReply>(std::string_view method, BytesView body, OnProgress)>;

  Server(boost::asio::io_context& network, Answer answer);
  // After stop().
  ~Server();

  // Replaces a socket that was left behind: the caller holds the vault's lock, so nobody listens at it. Accepts when
  // this returns. home_too_deep, disk_failed.
  Result<void> listen(const std::filesystem::path& home);
  // Accepts no more and removes the socket, so that whoever comes next looks for the vault itself. Clients stay.
  void close();
  // After close(): lets what is being answered end until `patience` is over, and closes all.
  boost::asio::awaitable<void> stop(std::chrono::milliseconds patience);

 private:
  class State;
  std::shared_ptr<State> state_;
};

}  // namespace alongside::app
