// The one thread on which the vault and all that came from it live. The network thread asks it and goes on meanwhile.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <type_traits>
#include <utility>

namespace alongside::app {

class VaultThread {
 public:
  using Executor = boost::asio::thread_pool::executor_type;

  VaultThread() : pool_(1) {}

  Executor executor() noexcept { return pool_.get_executor(); }

  // Does `work` after all that was asked before; the awaiting coroutine goes on where it was. What `work` refers to
  // must live until then. What it throws, this throws.
  template <class Work>
  boost::asio::awaitable<std::invoke_result_t<Work&>> run(Work work) {
    auto job = [work = std::move(work)]() mutable -> boost::asio::awaitable<std::invoke_result_t<Work&>> {
      co_return work();
    };
    co_return co_await boost::asio::co_spawn(executor(), std::move(job), boost::asio::use_awaitable);
  }

  // Waits until nothing is left to do; nothing may be asked afterwards.
  void finish() { pool_.join(); }

 private:
  boost::asio::thread_pool pool_;
};

}  // namespace alongside::app
