#include "net/reach/node_link.hpp"

#include <utility>

#include "net/reach/driver.hpp"

namespace alongside::net {

namespace asio = boost::asio;

NodeLink::NodeLink(Surroundings surroundings, Introduction introduction,
                   std::function<void(const LinkEvent&)> on_event)
    : driver_(std::make_shared<Driver>(surroundings, std::move(introduction), std::move(on_event))) {}

NodeLink::~NodeLink() = default;

asio::awaitable<Result<std::vector<std::string>>> NodeLink::start(std::vector<std::string> listen) {
  return Driver::start(driver_, std::move(listen));
}

asio::awaitable<void> NodeLink::stop() { return Driver::stop(driver_); }

void NodeLink::nudge() {
  driver_->with_meeting([](Meeting& meeting, Now now) { meeting.nudge(now); });
}

void NodeLink::share_happened() {
  driver_->with_meeting([](Meeting& meeting, Now now) { meeting.share_happened(now); });
}

void NodeLink::unlocked() {
  driver_->with_meeting([](Meeting& meeting, Now now) { meeting.unlocked(now); });
}

void NodeLink::link_changed() {
  driver_->with_meeting([](Meeting& meeting, Now now) { meeting.link_changed(now); });
}

void NodeLink::introduce(Introduction introduction) {
  driver_->with_meeting([&](Meeting& meeting, Now) { meeting.introduce(std::move(introduction)); });
}

asio::awaitable<Result<void>> NodeLink::confirm_words() { return Driver::confirm_words(driver_); }

asio::awaitable<Result<void>> NodeLink::flush(std::chrono::milliseconds deadline) {
  return Driver::flush(driver_, deadline);
}

asio::awaitable<Result<void>> NodeLink::farewell(std::chrono::milliseconds deadline) {
  return Driver::farewell(driver_, deadline);
}

asio::awaitable<Result<void>> NodeLink::pair(Invite invite, std::chrono::milliseconds deadline) {
  return Driver::pair(driver_, std::move(invite), deadline);
}

bool NodeLink::connected() const noexcept { return driver_->meeting().connected(); }

bool NodeLink::in_step() const noexcept { return driver_->meeting().in_step(); }

std::optional<NetErrc> NodeLink::version_gap() const noexcept { return driver_->meeting().version_gap(); }

}  // namespace alongside::net
