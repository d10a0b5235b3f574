#include <gtest/gtest.h>

#include <algorithm>

#include "tests/twonode/simulated/two_people.hpp"

namespace alongside::test {
namespace {

using namespace net;
using namespace std::chrono_literals;

Bytes random_bytes(std::size_t size, std::uint64_t seed) {
  Bytes bytes(size);
  SeededRandom(seed).fill(bytes);
  return bytes;
}

TEST(Stranger, GetsNoByteAndTheSameEndWhateverIsSent) {
  TwoPeople people(80);
  people.become_partners();
  for (const std::size_t size : {0u, 1u, 255u, 256u, 257u, 5000u, 300000u}) {
    const auto begin = people.world.time();
    const auto caller = people.world.call(people.ana, random_bytes(size, size + 1));
    people.world.run_for(30s);
    EXPECT_TRUE(caller->received.empty()) << size;
    ASSERT_TRUE(caller->closed) << size;
    EXPECT_GE(caller->closed_at - begin, 10s) << size;
    EXPECT_LT(caller->closed_at - begin, 10s + 2 * people.world.weather.delay + 5ms) << size;
  }
}

TEST(Stranger, GetsNoByteFromANodeThatWaitsForAnAcceptor) {
  TwoPeople people(81);
  auto invite = make_invite({people.ana.address}, people.world.now_for(people.ana).unix_ms, people.random);
  people.ana.pairing.give(invite);
  people.ana.act([](Meeting& meeting, Now now) { meeting.link_changed(now); });
  people.world.run_for(10ms);
  const auto caller = people.world.call(people.ana, random_bytes(256, 3));
  people.world.run_for(30s);
  EXPECT_TRUE(caller->received.empty());
}

TEST(Stranger, WhoReplaysAFirstMessageGetsNoByte) {
  TwoPeople people(82);
  people.become_partners();
  people.world.cut_all();
  ASSERT_TRUE(people.converge(60s));
  std::size_t replayed = 0;
  for (const auto& flight : people.world.first_flights) {
    if (flight.size() < 256) continue;
    for (auto* node : {&people.ana, &people.ben}) {
      for (const bool whole : {false, true}) {
        auto bytes = flight;
        if (!whole) bytes.resize(256);
        const auto caller = people.world.call(*node, std::move(bytes));
        people.world.run_for(11s);
        EXPECT_TRUE(caller->received.empty());
        ++replayed;
      }
    }
  }
  EXPECT_GE(replayed, 12u);
}

TEST(Stranger, WhoReplaysAPairingGetsNoByteWhileTheInviteLasts) {
  TwoPeople people(83);
  people.world.weather.break_after = 300;  // the acceptor's first message arrives, the answer does not
  people.invite_and_accept();
  people.world.run_for(2s);
  ASSERT_FALSE(people.world.first_flights.empty());
  people.ben.kill();
  people.world.weather.break_after = UINT64_MAX;
  ASSERT_TRUE(people.ana.pairing.given());
  const auto caller = people.world.call(people.ana, people.world.first_flights.front());
  people.world.run_for(30s);
  EXPECT_TRUE(caller->received.empty());
}

TEST(Stranger, WhoReplaysAPairingDoesNotKeepTheAcceptorOut) {
  TwoPeople people(87);
  people.world.weather.break_after = 300;
  people.invite_and_accept();
  people.world.run_for(500ms);
  people.ben.kill();
  ASSERT_FALSE(people.world.first_flights.empty());
  const auto recorded = people.world.first_flights.front();
  people.world.weather.break_after = UINT64_MAX;
  people.world.store_takes = 100ms;
  people.ben.start();
  for (int ms = 0; ms < 3000 && !people.both_paired(); ms += 20) {
    static_cast<void>(people.world.call(people.ana, recorded));
    people.world.run_for(20ms);
  }
  EXPECT_TRUE(people.both_paired());
}

TEST(Stranger, CrowdsDoNotKeepThePartnerOut) {
  TwoPeople people(84);
  people.become_partners();
  people.world.cut_all();
  people.ben.kill();
  people.world.run_for(1s);
  // From one place, ten thousand a second, saying nothing or nonsense.
  people.ben.start();
  for (int wave = 0; wave < 400 && !people.both_connected(); ++wave) {
    for (int caller = 0; caller < 50; ++caller)
      people.world.call(people.ana, random_bytes(caller % 2 == 0 ? 0 : 256, static_cast<std::uint64_t>(caller)));
    people.world.run_for(5ms);
  }
  EXPECT_TRUE(people.both_connected());
}

std::string place(int number) { return "place " + std::to_string(number); }

// Both have just come up, and Ana knows no address of Ben's.
void stop_both_and_start_ana(TwoPeople& people) {
  people.become_partners();
  people.ana.kill();
  people.ben.kill();
  auto facts = people.ana.pairing.facts();
  facts.partner_addresses.clear();
  ASSERT_TRUE(people.ana.pairing.update(facts));
  people.ana.start();
  people.world.run_for(11s);
}

// Until Ben has sent his first message.
void start_ben(TwoPeople& people) {
  const auto flights = people.world.first_flights.size();
  people.ben.start();
  const auto& sent = people.world.first_flights;
  ASSERT_TRUE(people.world.run_until([&] { return sent.size() > flights && sent.back().size() == 256; }, 10s));
}

// Ben's first message has reached Ana, and her store takes its time to note it.
class WhileThePartnerIsHeard : public ::testing::Test {
 protected:
  void SetUp() override {
    stop_both_and_start_ana(people);
    people.world.store_takes = 500ms;
    start_ben(people);
    people.world.run_for(2 * people.world.weather.delay);
  }

  std::size_t open(const std::vector<std::shared_ptr<Caller>>& callers) {
    return static_cast<std::size_t>(
        std::ranges::count_if(callers, [](const auto& caller) { return !caller->closed; }));
  }

  TwoPeople people{85};
};

TEST_F(WhileThePartnerIsHeard, ACrowdDoesNotKeepThemOut) {
  for (int caller = 0; caller < 2000; ++caller)
    people.world.call(people.ana, random_bytes(caller % 2 == 0 ? 0 : 256, static_cast<std::uint64_t>(caller)),
                      place(caller));
  EXPECT_TRUE(people.world.run_until([&] { return people.both_connected(); }, 3s));
}

TEST_F(WhileThePartnerIsHeard, CopiesOfTheirFirstMessageAreStrangers) {
  std::vector<std::shared_ptr<Caller>> callers;
  for (int copy = 0; copy < 2000; ++copy)
    callers.push_back(people.world.call(people.ana, people.world.first_flights.back(), place(copy)));
  people.world.run_for(2 * people.world.weather.delay);
  EXPECT_LE(open(callers), kMaxStrangers);
  EXPECT_TRUE(people.world.run_until([&] { return people.both_connected(); }, 3s));
  people.world.run_for(11s);
  EXPECT_EQ(open(callers), 0u);
  for (const auto& caller : callers) EXPECT_TRUE(caller->received.empty());
}

TEST(Stranger, WhoHoldsBackAFirstMessageAndSendsItOftenHoldsOneConnectionAtMost) {
  TwoPeople people(86);
  stop_both_and_start_ana(people);
  people.world.weather.swallow_after = 0;
  start_ben(people);
  people.ben.kill();
  people.world.weather.swallow_after = UINT64_MAX;
  people.world.store_takes = 500ms;
  std::vector<std::shared_ptr<Caller>> callers;
  for (int copy = 0; copy < 2000; ++copy)
    callers.push_back(people.world.call(people.ana, people.world.first_flights.back(), place(copy)));
  people.world.run_for(100ms);
  const auto open = std::ranges::count_if(callers, [](const auto& caller) { return !caller->closed; });
  EXPECT_LE(open, static_cast<std::ptrdiff_t>(kMaxStrangers + 1));
  people.ben.start();
  EXPECT_TRUE(people.world.run_until([&] { return people.both_connected(); }, 5s));
  const auto answered = std::ranges::count_if(callers, [](const auto& caller) { return !caller->received.empty(); });
  EXPECT_LE(answered, 1);
}

}  // namespace
}  // namespace alongside::test
