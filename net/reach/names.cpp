#include "net/reach/names.hpp"

#include <boost/asio/post.hpp>

#include <mutex>
#include <system_error>
#include <thread>
#include <utility>

namespace alongside::net {

// Between the one who asked and the thread that finds out. The executor is touched under the mutex and only as long as
// somebody asks, so that it may be gone when the answer comes.
struct Names::Lookup::Shared : std::enable_shared_from_this<Names::Lookup::Shared> {
  Shared(boost::asio::any_io_executor where, std::function<void()> then)
      : executor(std::move(where)), when_over(std::move(then)) {}

  void found(std::vector<std::string> answer) {
    const std::scoped_lock lock(mutex);
    addresses = std::move(answer);
    if (!when_over) return;
    // Called without the mutex: what it wakes looks at the answer.
    boost::asio::post(*executor, [shared = shared_from_this()] {
      if (const auto then = shared->taken()) then();
    });
  }

  std::function<void()> taken() {
    const std::scoped_lock lock(mutex);
    return std::exchange(when_over, nullptr);
  }

  void give_up() {
    const std::scoped_lock lock(mutex);
    when_over = nullptr;
    executor.reset();
  }

  mutable std::mutex mutex;
  std::optional<boost::asio::any_io_executor> executor;
  std::function<void()> when_over;
  std::optional<std::vector<std::string>> addresses;
};

Names::Lookup::~Lookup() {
  if (shared_) shared_->give_up();
}

bool Names::Lookup::over() const {
  const std::scoped_lock lock(shared_->mutex);
  return shared_->addresses.has_value();
}

std::vector<std::string> Names::Lookup::addresses() const {
  const std::scoped_lock lock(shared_->mutex);
  return shared_->addresses.value_or(std::vector<std::string>());
}

Names::Names(boost::asio::any_io_executor executor, Resolve resolve)
    : executor_(std::move(executor)),
      resolve_(std::move(resolve)),
      under_way_(std::make_shared<std::atomic<int>>(0)) {}

Names::Lookup Names::look_up(std::string host, std::function<void()> when_over) {
  const auto shared = std::make_shared<Lookup::Shared>(executor_, std::move(when_over));
  if (*under_way_ >= kMaxLookups) {
    shared->addresses.emplace();
    return Lookup(shared);
  }
  ++*under_way_;
  try {
    std::thread([shared, resolve = resolve_, under_way = under_way_, host = std::move(host)] {
      auto answer = resolve(host);
      --*under_way;
      shared->found(std::move(answer));
    }).detach();
  } catch (const std::system_error&) {
    // No thread to be had.
    --*under_way_;
    shared->addresses.emplace();
  }
  return Lookup(shared);
}

}  // namespace alongside::net
