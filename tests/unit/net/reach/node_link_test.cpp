// The link on real sockets: addresses of every kind, and name servers that do not answer.
#include "net/reach/node_link.hpp"

#include <gtest/gtest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_future.hpp>

#include <algorithm>
#include <future>
#include <mutex>
#include <optional>
#include <thread>

#include "tests/support/net/memory_stores.hpp"

namespace alongside::test {
namespace {

namespace asio = boost::asio;
using namespace net;
using namespace std::chrono_literals;

constexpr auto kPatience = 20s;

std::int64_t now_unix_ms() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

// A link with stores in memory, its network on one thread and its stores on the same.
class Person {
 public:
  Person(std::uint64_t seed, Resolve resolve)
      : sync(seed),
        random_(seed),
        link_({network_.get_executor(), network_.get_executor(), sync, pairing, random_, std::move(resolve)}, {}, {
          [](const LinkEvent&) {}}),
        work_(asio::make_work_guard(network_)),
        thread_([this] { network_.run(); }) {}

  ~Person() {
    stop();
    work_.reset();
    thread_.join();
  }

  std::vector<std::string> start(std::vector<std::string> listen) {
    return asio::co_spawn(network_, link_.start(std::move(listen)), asio::use_future).get().value();
  }
  void stop() { asio::co_spawn(network_, link_.stop(), asio::use_future).get(); }

  NewInvite give_invite(std::vector<std::string> addresses) {
    auto invite = make_invite(std::move(addresses), now_unix_ms(), random_);
    auto given = [this, &invite] {
      pairing.give(invite);
      link_.link_changed();
    };
    asio::post(network_, asio::use_future(std::move(given))).get();
    return invite;
  }
  Result<void> accept(const NewInvite& invite, std::chrono::milliseconds patience) {
    auto taken = read_invite(invite_text(invite.invite)).value();
    return asio::co_spawn(network_, link_.pair(std::move(taken), patience), asio::use_future).get();
  }

  MemorySyncStore sync;
  MemoryPairingStore pairing;

 private:
  SeededRandom random_;
  asio::io_context network_;
  NodeLink link_;
  asio::executor_work_guard<asio::io_context::executor_type> work_;
  std::thread thread_;
};

std::string with_host(const std::string& address, std::string_view host) {
  return std::string(host) + address.substr(address.rfind(':'));
}

// Whether two can pair when one listens at `listen` and the other dials it by `host` (empty: as it is).
Result<void> pair_over(std::string listen, std::string_view host, Resolve resolve) {
  Person ana(1, resolve_by_system);
  Person ben(2, std::move(resolve));
  const auto bound = ana.start({std::move(listen)});
  ben.start({});
  const auto invite = ana.give_invite({host.empty() ? bound.at(0) : with_host(bound.at(0), host)});
  return ben.accept(invite, kPatience);
}

TEST(NodeLink, DialsAnIPv4Address) { EXPECT_TRUE(pair_over("127.0.0.1:0", "", resolve_by_system)); }

bool has_ipv6() {
  asio::io_context network;
  boost::system::error_code failed;
  asio::ip::tcp::acceptor acceptor(network);
  acceptor.open(asio::ip::tcp::v6(), failed);
  if (!failed) acceptor.bind({asio::ip::address_v6::loopback(), 0}, failed);
  return !failed;
}

// Containers and bare systems may lack either.
#define NEEDS(what, has) \
  if (!(has)) GTEST_SKIP() << "this machine has no " << what

TEST(NodeLink, DialsAnIPv6Address) {
  NEEDS("IPv6", has_ipv6());
  EXPECT_TRUE(pair_over("[::1]:0", "", resolve_by_system));
}

TEST(NodeLink, DialsANameThatTheSystemKnows) {
  const auto known = resolve_by_system("localhost");
  NEEDS("name for itself", std::ranges::find(known, "127.0.0.1") != known.end());
  EXPECT_TRUE(pair_over("127.0.0.1:0", "localhost", resolve_by_system));
}

TEST(NodeLink, TriesEveryAddressOfAName) {
  const auto resolve = [](const std::string& host) -> std::vector<std::string> {
    EXPECT_EQ(host, "ana.example");
    return {"192.0.2.x", "127.0.0.1", "::1"};
  };
  NEEDS("IPv6", has_ipv6());
  EXPECT_TRUE(pair_over("[::1]:0", "ana.example", resolve));
}

TEST(NodeLink, AsksAgainAfterAPauseForANameThatIsNotKnown) {
  std::mutex mutex;
  std::vector<std::chrono::steady_clock::time_point> asked;
  std::promise<void> often;
  Person ben(2, [&](const std::string&) -> std::vector<std::string> {
    const std::scoped_lock lock(mutex);
    asked.push_back(std::chrono::steady_clock::now());
    if (asked.size() == 3) often.set_value();
    return {};
  });
  ben.start({});
  SeededRandom random(3);
  const auto invite = make_invite({"nowhere.example:1"}, now_unix_ms(), random);
  EXPECT_EQ(ben.accept(invite, 1ms).error(), NetErrc::deadline_passed);
  ASSERT_EQ(often.get_future().wait_for(kPatience), std::future_status::ready);
  const std::scoped_lock lock(mutex);
  // The act of accepting may have asked once more at once.
  EXPECT_GE(asked[2] - asked[1], 700ms);
}

TEST(NodeLink, StopsWithoutWaitingForANameServer) {
  auto answers = std::make_shared<std::promise<void>>();
  const auto answered = answers->get_future().share();
  auto asked = std::make_shared<std::promise<void>>();
  auto returned = std::make_shared<std::promise<void>>();
  const auto resolve = [=](const std::string&) -> std::vector<std::string> {
    asked->set_value();
    answered.wait();
    returned->set_value();
    return {"127.0.0.1"};
  };
  std::future<void> stopped;
  {
    Person ben(2, resolve);
    ben.start({});
    SeededRandom random(3);
    EXPECT_FALSE(ben.accept(make_invite({"slow.example:1"}, now_unix_ms(), random), 1ms));
    ASSERT_EQ(asked->get_future().wait_for(kPatience), std::future_status::ready);
    stopped = std::async(std::launch::async, [&ben] { ben.stop(); });
    const bool prompt = stopped.wait_for(kPatience) == std::future_status::ready;
    EXPECT_TRUE(prompt);
    if (!prompt) answers->set_value();
  }
  // The answer comes when link and network are gone.
  answers->set_value();
  EXPECT_EQ(returned->get_future().wait_for(kPatience), std::future_status::ready);
}

}  // namespace
}  // namespace alongside::test
