#include "app/node/local_api.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <optional>

#include "app/node/error.hpp"
#include "app/node/node.hpp"
#include "app/node/problem.hpp"

namespace alongside::app {

namespace asio = boost::asio;

namespace {

class LocalApi final : public Api {
 public:
  LocalApi(std::unique_ptr<crypto::RandomSource> random, std::unique_ptr<items::Clock> clock,
           std::unique_ptr<PersonSide> person)
      : random_(std::move(random)),
        clock_(std::move(clock)),
        node_(network_, std::move(person), *random_, Node::Life::single_command) {}

  ~LocalApi() override {
    bool stopped = false;
    asio::co_spawn(network_, node_.stop(), [&](std::exception_ptr) { stopped = true; });
    run_until(stopped);
  }

  ApiReply call(std::string_view method, BytesView body, const OnProgress& on_progress) override {
    ApiReply answer;
    bool answered = false;
    asio::co_spawn(network_, node_.call(method, body, on_progress), [&](std::exception_ptr failed, ApiReply reply) {
      answer = failed ? failure(AppErrc::unexpected) : std::move(reply);
      answered = true;
    });
    run_until(answered);
    return answer;
  }

  bool remote() const noexcept override { return false; }

 private:
  // The network thread is the one that called, while it waits.
  void run_until(const bool& done) {
    network_.restart();
    while (!done && network_.run_one() > 0) {
    }
  }

  std::unique_ptr<crypto::RandomSource> random_;
  std::unique_ptr<items::Clock> clock_;
  asio::io_context network_;
  Node node_;
};

}  // namespace

std::unique_ptr<Api> local_api(std::unique_ptr<crypto::RandomSource> random, std::unique_ptr<items::Clock> clock,
                               std::unique_ptr<PersonSide> person) {
  return std::make_unique<LocalApi>(std::move(random), std::move(clock), std::move(person));
}

}  // namespace alongside::app
