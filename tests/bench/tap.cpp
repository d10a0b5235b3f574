#include "tests/bench/tap.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <array>
#include <thread>

namespace alongside::bench {

namespace asio = boost::asio;
using asio::ip::tcp;

namespace {

tcp::endpoint parse(const std::string& address) {
  const auto colon = address.rfind(':');
  return {asio::ip::make_address(address.substr(0, colon)),
          static_cast<std::uint16_t>(std::stoi(address.substr(colon + 1)))};
}

// An ended connection, on either side, ends both; what it throws is its end.
void ended(std::exception_ptr) {}

}  // namespace

class Tap::State {
 public:
  explicit State(const std::string& target) : target_(parse(target)), acceptor_(context_, {asio::ip::address_v4::loopback(), 0}) {
    asio::co_spawn(context_, accept(), ended);
    thread_ = std::thread([this] { context_.run(); });
  }
  ~State() {
    context_.stop();
    thread_.join();
  }

  std::string address() const { return "127.0.0.1:" + std::to_string(acceptor_.local_endpoint().port()); }
  std::uint64_t bytes() const { return bytes_; }

 private:
  using Socket = std::shared_ptr<tcp::socket>;

  asio::awaitable<void> accept() {
    for (;;) {
      auto near = std::make_shared<tcp::socket>(co_await acceptor_.async_accept(asio::use_awaitable));
      auto far = std::make_shared<tcp::socket>(context_);
      co_await far->async_connect(target_, asio::use_awaitable);
      near->set_option(tcp::no_delay(true));
      far->set_option(tcp::no_delay(true));
      asio::co_spawn(context_, pass(near, far), ended);
      asio::co_spawn(context_, pass(far, near), ended);
    }
  }

  asio::awaitable<void> pass(Socket from, Socket to) {
    std::array<char, 65536> buffer;
    for (;;) {
      boost::system::error_code failed;
      const auto got = co_await from->async_read_some(asio::buffer(buffer), asio::redirect_error(asio::use_awaitable, failed));
      if (failed) break;
      bytes_ += got;
      co_await asio::async_write(*to, asio::buffer(buffer, got), asio::use_awaitable);
    }
    boost::system::error_code ignored;
    to->shutdown(tcp::socket::shutdown_send, ignored);
  }

  asio::io_context context_{1};
  tcp::endpoint target_;
  tcp::acceptor acceptor_;
  std::atomic<std::uint64_t> bytes_{0};
  std::thread thread_;
};

Tap::Tap(const std::string& target) : state_(std::make_unique<State>(target)) {}
Tap::~Tap() = default;
std::string Tap::address() const { return state_->address(); }
std::uint64_t Tap::bytes() const { return state_->bytes(); }

}  // namespace alongside::bench
