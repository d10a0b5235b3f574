// A server with an answer of the test's own, and the client that the command line uses.
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <fstream>
#include <future>
#include <thread>

#include "app/local/client.hpp"
#include "app/local/server.hpp"
#include "app/local/socket_path.hpp"
#include "tests/unit/app/node/person_home.hpp"

namespace alongside::app {
namespace {

namespace asio = boost::asio;

// What the test's node has: it echoes, tells progress, or waits until it is given up.
class EchoNode {
 public:
  explicit EchoNode(const std::filesystem::path& home)
      : server_(network_, [this](std::string_view method, BytesView body, OnProgress on_progress) {
          return answer(method, body, std::move(on_progress));
        }) {
    auto listening = server_.listen(home);
    if (!listening) throw std::runtime_error(listening.error().message());
    thread_ = std::thread([this] {
      auto until_stopped = asio::make_work_guard(network_);
      network_.run();
    });
  }
  ~EchoNode() {
    auto stop = [this]() -> asio::awaitable<void> {
      co_await server_.stop(std::chrono::seconds(5));
      network_.stop();
    };
    asio::co_spawn(network_, stop, [](std::exception_ptr) {});
    thread_.join();
  }

  std::future<void> given_up() { return given_up_.get_future(); }

 private:
  asio::awaitable<ApiReply> answer(std::string_view method, BytesView body, OnProgress on_progress) {
    ApiReply reply;
    if (method == "wait") co_await wait_for_ever();
    if (method == "slow") co_await tell_progress(on_progress);
    if (method == "refuse") reply.status = 409;
    reply.body = "\"" + std::string(as_text(body)) + "\"";
    co_return reply;
  }
  asio::awaitable<void> wait_for_ever() {
    asio::steady_timer never(network_, asio::steady_timer::time_point::max());
    try {
      co_await never.async_wait(asio::use_awaitable);
    } catch (const std::exception&) {
      given_up_.set_value();
      throw;
    }
  }
  asio::awaitable<void> tell_progress(const OnProgress& on_progress) {
    for (std::uint64_t done = 1; done <= 3; ++done) {
      api::Progress progress;
      progress.set_what("trying");
      progress.set_done(done);
      on_progress(progress);
      asio::steady_timer turn(network_, std::chrono::milliseconds(1));
      co_await turn.async_wait(asio::use_awaitable);
    }
  }

  asio::io_context network_;
  Server server_;
  std::promise<void> given_up_;
  std::thread thread_;
};

std::unique_ptr<Api> connected(const std::filesystem::path& home) { return connect_to_node(home).value(); }

TEST(LocalSocket, ABodyArrivesByteForByte) {
  test::TempFolder home;
  EchoNode node(home.path());
  auto api = connected(home.path());
  ASSERT_TRUE(api);
  EXPECT_TRUE(api->remote());
  std::string body(300'000, 'x');
  body[7] = '\0';
  EXPECT_EQ(api->call("echo", as_bytes(body)).body, "\"" + body + "\"");
  EXPECT_EQ(api->call("echo", {}).body, "\"\"");
}

TEST(LocalSocket, AProblemKeepsItsStatus) {
  test::TempFolder home;
  EchoNode node(home.path());
  auto api = connected(home.path());
  EXPECT_EQ(api->call("refuse", as_bytes("why")).status, 409);
  EXPECT_TRUE(api->call("echo", as_bytes("goes on")).ok());
}

TEST(LocalSocket, ProgressComesBeforeTheReply) {
  test::TempFolder home;
  EchoNode node(home.path());
  auto api = connected(home.path());
  std::vector<std::uint64_t> seen;
  const auto reply = api->call("slow", as_bytes("done"),
                               [&](const api::Progress& progress) { seen.push_back(progress.done()); });
  EXPECT_EQ(reply.body, "\"done\"");
  // The newest overtakes those before it, and the reply all of them.
  ASSERT_FALSE(seen.empty());
  EXPECT_TRUE(std::ranges::is_sorted(seen));
  EXPECT_LE(seen.back(), 3u);
  EXPECT_TRUE(api->call("echo", as_bytes("again")).ok());
}

TEST(LocalSocket, RefusesMoreThanAnyMethodNeeds) {
  test::TempFolder home;
  EchoNode node(home.path());
  auto api = connected(home.path());
  const std::string body(kMaxRequestBytes + 1, 'x');
  EXPECT_EQ(api->call("echo", as_bytes(body)).status, 413);
  EXPECT_TRUE(connected(home.path())->call("echo", {}).ok());
}

TEST(LocalSocket, OnlyItsPersonMayOpenIt) {
  test::TempFolder home;
  EchoNode node(home.path());
  struct stat file {};
  ASSERT_EQ(stat(socket_file(home.path()).c_str(), &file), 0);
  EXPECT_EQ(file.st_mode & 0777, 0600u);
}

TEST(LocalSocket, WorksInAHomeWhosePathIsTooLongForASocket) {
  test::TempFolder folder;
  const auto home = folder.path() / std::string(120, 'd') / std::string(120, 'e');
  std::filesystem::create_directories(home);
  EchoNode node(home);
  EXPECT_TRUE(connected(home)->call("echo", {}).ok());
}

TEST(LocalSocket, AStaleSocketIsReplaced) {
  test::TempFolder home;
  const auto path = SocketPath::in(home.path()).value();
  {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path.address().copy(address.sun_path, sizeof address.sun_path - 1);
    const int left_behind = socket(AF_UNIX, SOCK_STREAM, 0);
    ASSERT_EQ(bind(left_behind, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
    close(left_behind);
  }
  EXPECT_FALSE(connected(home.path()));
  EchoNode node(home.path());
  EXPECT_TRUE(connected(home.path())->call("echo", {}).ok());
}

TEST(LocalSocket, NobodyAnswersAfterTheStop) {
  test::TempFolder home;
  std::unique_ptr<Api> api;
  {
    EchoNode node(home.path());
    api = connected(home.path());
    EXPECT_TRUE(api->call("echo", {}).ok());
  }
  EXPECT_NE(api->call("echo", {}).body.find("node_gone"), std::string::npos);
  EXPECT_FALSE(connected(home.path()));
  EXPECT_FALSE(std::filesystem::exists(socket_file(home.path())));
}

TEST(LocalSocket, AWaitEndsWhenItsCallerIsGone) {
  test::TempFolder home;
  EchoNode node(home.path());
  auto given_up = node.given_up();
  {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    socket_file(home.path()).string().copy(address.sun_path, sizeof address.sun_path - 1);
    const int client = socket(AF_UNIX, SOCK_STREAM, 0);
    ASSERT_EQ(connect(client, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
    const std::string request = "POST /api/v1/wait HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n";
    ASSERT_EQ(send(client, request.data(), request.size(), 0), static_cast<ssize_t>(request.size()));
    close(client);
  }
  EXPECT_EQ(given_up.wait_for(std::chrono::seconds(10)), std::future_status::ready);
}

}  // namespace
}  // namespace alongside::app
