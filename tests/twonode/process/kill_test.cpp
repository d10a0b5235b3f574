// The real program, killed at moments that nobody chose: what it acknowledged is there afterwards.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <thread>

#include "tests/twonode/process/node_process.hpp"

namespace alongside::test {
namespace {

using Texts = std::vector<std::string>;

// Writes and shares until the node is gone; gives what it acknowledged.
Texts shared_until_killed(NodeProcess& node, int round, std::chrono::milliseconds after) {
  auto api = node.api();
  std::thread killer([&] {
    std::this_thread::sleep_for(after);
    node.kill();
  });
  Texts acknowledged;
  for (int count = 0;; ++count) {
    const auto text = std::to_string(round) + "." + std::to_string(count);
    api::ShareRequest share;
    share.set_id(write_note(*api, text));
    if (share.id().empty() || !ask<api::ShareReply>(*api, "share", share).problem.empty()) break;
    acknowledged.push_back(text);
  }
  killer.join();
  return acknowledged;
}

bool all_there(const Texts& wanted, const Texts& there) {
  const std::set<std::string> have(there.begin(), there.end());
  return std::ranges::all_of(wanted, [&](const auto& text) { return have.contains(text); });
}

void pair_and_verify(app::Api& mira, app::Api& noor) {
  api::AcceptRequest accept;
  accept.set_invite(ask<api::InviteReply>(mira, "invite").reply.invite());
  ASSERT_EQ(ask<api::AcceptReply>(noor, "accept", accept).problem, "");
  api::VerifyRequest confirm;
  confirm.set_confirm(true);
  ASSERT_EQ(ask<api::VerifyReply>(mira, "verify", confirm).problem, "");
  ASSERT_EQ(ask<api::VerifyReply>(noor, "verify", confirm).problem, "");
}

bool in_step(app::Api& node) {
  api::SyncRequest sync;
  sync.set_timeout_seconds(60);
  return ask<api::SyncReply>(node, "sync", sync).reply.in_step();
}

Texts texts_of_partner(app::Api& node) {
  api::ListRequest theirs;
  theirs.set_author("partner");
  return texts_of(node, theirs);
}

TEST(KilledNode, LosesNothingItAcknowledgedAndRepeatsNothingToThePartner) {
  PersonHome mira_home("Mira"), noor_home("Noor");
  NodeProcess noor(noor_home);
  auto noor_api = noor.api();
  Texts acknowledged;
  {
    NodeProcess mira(mira_home);
    ASSERT_NO_FATAL_FAILURE(pair_and_verify(*mira.api(), *noor_api));
    ASSERT_TRUE(in_step(*noor_api));
  }
  for (int round = 0; round < 4; ++round) {
    NodeProcess mira(mira_home);
    const auto more = shared_until_killed(mira, round, std::chrono::milliseconds(150 + 97 * round));
    acknowledged.insert(acknowledged.end(), more.begin(), more.end());
  }
  NodeProcess mira(mira_home);
  EXPECT_TRUE(all_there(acknowledged, texts_of(*mira.api())));
  ASSERT_TRUE(in_step(*noor_api));
  auto arrived = texts_of_partner(*noor_api);
  EXPECT_TRUE(all_there(acknowledged, arrived));
  std::ranges::sort(arrived);
  EXPECT_EQ(std::ranges::adjacent_find(arrived), arrived.end());
}

TEST(KilledNode, AReceiverGoesOnWhereItWas) {
  PersonHome mira_home("Mira"), noor_home("Noor");
  NodeProcess mira(mira_home);
  auto mira_api = mira.api();
  {
    NodeProcess noor(noor_home);
    ASSERT_NO_FATAL_FAILURE(pair_and_verify(*mira_api, *noor.api()));
    ASSERT_TRUE(in_step(*mira_api));
  }
  Texts written;
  for (int round = 0; round < 3; ++round) {
    NodeProcess noor(noor_home);
    for (int count = 0; count < 20; ++count) {
      api::ShareRequest share;
      written.push_back(std::to_string(round) + "/" + std::to_string(count));
      share.set_id(write_note(*mira_api, written.back()));
      ASSERT_EQ(ask<api::ShareReply>(*mira_api, "share", share).problem, "");
    }
  }
  NodeProcess noor(noor_home);
  ASSERT_TRUE(in_step(*mira_api));
  auto arrived = texts_of_partner(*noor.api());
  std::ranges::sort(arrived);
  std::ranges::sort(written);
  EXPECT_EQ(arrived, written);
}

TEST(KilledNode, TheSocketItLeftBehindIsReplaced) {
  PersonHome home;
  {
    NodeProcess node(home);
    node.kill();
  }
  ASSERT_TRUE(std::filesystem::exists(home.path() / "node.sock"));
  NodeProcess again(home);
  EXPECT_FALSE(ask<api::StatusReply>(*again.api(), "status").reply.locked());
}

TEST(StoppedNode, EndsCleanlyOnSigtermAndTakesItsSocketAway) {
  PersonHome home;
  NodeProcess node(home);
  EXPECT_EQ(node.terminate(), 0);
  EXPECT_FALSE(std::filesystem::exists(home.path() / "node.sock"));
}

TEST(StoppedNode, EndsWhenAskedTo) {
  PersonHome home;
  NodeProcess node(home);
  EXPECT_EQ(ask<api::Empty>(*node.api(), "stop").problem, "");
  // Whoever comes next finds no node any more, and waits until the vault is free.
  EXPECT_FALSE(app::open_api(home.path()).value()->remote());
}

TEST(LockedNode, IsReadyWithoutAPassphraseAndUnlocksLater) {
  PersonHome home;
  NodeProcess node(home, /*locked=*/true);
  EXPECT_NE(node.ready_line().find("\"locked\":true"), std::string::npos);
  auto api = node.api();
  EXPECT_EQ(ask<api::ListReply>(*api, "list").problem, "locked");
  EXPECT_EQ(ask_raw(*api, "unlock", kPassphrase).problem, "");
  EXPECT_EQ(ask<api::StatusReply>(*api, "status").reply.name(), "Mira");
}

TEST(ReadyLine, NamesTheRealPort) {
  PersonHome home;
  NodeProcess node(home);
  EXPECT_NE(node.ready_line().find("\"ready\":true"), std::string::npos);
  EXPECT_NE(node.ready_line().find("\"127.0.0.1:"), std::string::npos);
  EXPECT_EQ(node.ready_line().find("127.0.0.1:0\""), std::string::npos);
}

// Its memory must not be readable for others of the same person, and never end up in a core file.
TEST(RunningNodeProcess, CantBeTracedOrDumped) {
  PersonHome home;
  NodeProcess node(home);
  std::ifstream limits("/proc/" + std::to_string(node.pid()) + "/limits");
  const std::string all(std::istreambuf_iterator<char>(limits), {});
  EXPECT_NE(all.find("Max core file size        0                    0"), std::string::npos);
}

}  // namespace
}  // namespace alongside::test
