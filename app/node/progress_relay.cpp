#include "app/node/progress_relay.hpp"

#include <boost/asio/post.hpp>

#include <chrono>

namespace alongside::app {

namespace {

constexpr std::chrono::milliseconds kPause{150};

class Relay {
 public:
  Relay(boost::asio::any_io_executor network, std::string_view what, OnProgress on_progress)
      : network_(std::move(network)), on_progress_(std::make_shared<OnProgress>(std::move(on_progress))) {
    line_.set_what(std::string(what));
  }

  bool operator()(std::uint64_t done, std::uint64_t total) {
    const auto now = std::chrono::steady_clock::now();
    if (now - last_ < kPause) return true;
    last_ = now;
    line_.set_done(done);
    line_.set_total(total);
    boost::asio::post(network_, [on_progress = on_progress_, line = line_] { (*on_progress)(line); });
    return true;
  }

 private:
  boost::asio::any_io_executor network_;
  std::shared_ptr<OnProgress> on_progress_;
  api::Progress line_;
  // From the beginning on, so that what is done at once says nothing.
  std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
};

}  // namespace

vault::Progress relayed(boost::asio::any_io_executor network, std::string_view what, OnProgress on_progress) {
  if (!on_progress) return {};
  return Relay(std::move(network), what, std::move(on_progress));
}

}  // namespace alongside::app
