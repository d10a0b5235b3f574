#include <gtest/gtest.h>

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

}  // namespace
}  // namespace alongside::test
