// Looking up names without waiting for a name server: each lookup blocks a thread of its own, which owns all that it
// touches and may outlast whoever asked. So a stop is prompt, however long a name server takes.
#pragma once

#include <boost/asio/any_io_executor.hpp>

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "net/reach/resolve.hpp"

namespace alongside::net {

// Name servers that never answer may hold this many threads; further names are not looked up meanwhile.
inline constexpr int kMaxLookups = 16;

class Names {
 public:
  class Lookup {
   public:
    Lookup(Lookup&&) noexcept = default;
    // Gives it up; `when_over` is not called any more.
    ~Lookup();

    bool over() const;
    // None while it is not over.
    std::vector<std::string> addresses() const;

   private:
    friend class Names;
    struct Shared;
    explicit Lookup(std::shared_ptr<Shared> shared) : shared_(std::move(shared)) {}

    std::shared_ptr<Shared> shared_;
  };

  Names(boost::asio::any_io_executor executor, Resolve resolve);

  // `when_over` is called on the executor, while the Lookup lives.
  Lookup look_up(std::string host, std::function<void()> when_over);

 private:
  boost::asio::any_io_executor executor_;
  Resolve resolve_;
  std::shared_ptr<std::atomic<int>> under_way_;
};

}  // namespace alongside::net
