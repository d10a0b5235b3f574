#include "net/reach/session.hpp"

#include <gtest/gtest.h>

#include "net/channel/limits.hpp"
#include "tests/support/net/memory_stores.hpp"
#include "tests/support/seeded_random.hpp"

namespace alongside::test {
namespace {

using namespace net;
using namespace std::chrono_literals;

constexpr Now kNow{SteadyTime(1000s), 1'800'000'000'000};

std::pair<noise::Transport, noise::Transport> transports() {
  SeededRandom random(1);
  std::array<unsigned char, 32> there;
  std::array<unsigned char, 32> back;
  random.fill(there);
  random.fill(back);
  const auto cipher = [](std::array<unsigned char, 32> bytes) {
    return noise::CipherState(noise::CipherKey(std::span<unsigned char, 32>(bytes)));
  };
  return {noise::Transport{cipher(there), cipher(back)}, noise::Transport{cipher(back), cipher(there)}};
}

// A session with its own store, whose jobs run at once.
struct Side {
  Side(noise::Transport transport, bool i_dialled, std::uint64_t seed)
      : store(seed), session(std::move(transport), i_dialled, kNow) {
    Standing standing;
    standing.outgoing = *store.outgoing();
    standing.incoming = *store.incoming();
    standing.words_confirmed = true;
    EXPECT_TRUE(session.converse(std::move(standing)));
  }

  void run_jobs() {
    for (auto jobs = session.conversation()->take_jobs(); !jobs.empty(); jobs = session.conversation()->take_jobs())
      for (const auto& job : jobs) session.conversation()->resume(job(store));
  }
  // What goes into one write to the socket.
  Bytes write() {
    Bytes out;
    EXPECT_TRUE(session.output(out));
    run_jobs();
    return out;
  }
  void read(const Bytes& bytes) {
    EXPECT_TRUE(session.receive(bytes, kNow));
    run_jobs();
  }

  MemorySyncStore store;
  Session session;
};

class Line : public ::testing::Test {
 protected:
  void talk_until_quiet() {
    while (true) {
      const auto there = ana.write();
      ben.read(there);
      const auto back = ben.write();
      ana.read(back);
      if (there.empty() && back.empty()) return;
    }
  }

  std::pair<noise::Transport, noise::Transport> keys = transports();
  Side ana{std::move(keys.first), true, 1};
  Side ben{std::move(keys.second), false, 2};
};

TEST_F(Line, AtMostOneChunkIsOnItsWayWhenAFileIsTakenBack) {
  talk_until_quiet();
  const auto item = ana.store.share_file(32);
  ana.session.conversation()->share_happened();
  ana.run_jobs();
  ben.read(ana.write());
  ana.read(ben.write());

  // The line is slow: one write is under way.
  auto under_way = ana.write();
  EXPECT_LT(under_way.size(), 2 * (kMaxSealedChunkBytes + kRecordBytes));
  ana.store.unshare(item);
  ana.store.unshare_file(ana.store.own_file());
  ana.session.conversation()->share_happened();
  ana.run_jobs();
  auto after = ana.write();
  EXPECT_LE(after.size(), 2 * kRecordBytes);
  ben.read(under_way);
  ben.read(after);
  EXPECT_EQ(ben.store.complete_files(), 0u);
}

TEST_F(Line, AfterAFarewellNothingIsKept) {
  talk_until_quiet();
  ana.session.conversation()->farewell();
  EXPECT_EQ(ben.session.receive(ana.write(), kNow).error(), NetErrc::partner_left);
  // Not even opened: it need not be a record.
  EXPECT_EQ(ben.session.receive(Bytes(kRecordBytes), kNow).error(), NetErrc::partner_left);
}

TEST_F(Line, SmallFramesShareARecord) {
  const auto first = ana.write();
  ana.session.conversation()->flush(1);
  ben.read(first);
  ana.read(ben.write());
  EXPECT_LE(ana.write().size(), 2 * kRecordBytes);
}

}  // namespace
}  // namespace alongside::test
