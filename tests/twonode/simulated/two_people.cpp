#include "tests/twonode/simulated/two_people.hpp"

#include <gtest/gtest.h>

#include <utility>

namespace alongside::test {

using namespace net;

TwoPeople::TwoPeople(std::uint64_t seed)
    : world(seed), random(seed + 1), ana(world.add<MemoryNode>("ana:1")), ben(world.add<MemoryNode>("ben:1")) {
  ana.start();
  ben.start();
}

void TwoPeople::invite_and_accept() {
  auto invite = make_invite({ana.address}, world.now_for(ana).unix_ms, random);
  ana.pairing.give(invite);
  ana.act([](Meeting& meeting, Now now) { meeting.link_changed(now); });
  world.run_for(milliseconds(10));
  auto taken = std::make_shared<TakenInvite>(
      TakenInvite{read_invite(invite_text(invite.invite)).value(), crypto::KeyPair::generate(random)});
  ben.act([&](Meeting& meeting, Now now) { meeting.pair(std::move(*taken), [](Result<void>) {}, now); });
}

bool TwoPeople::both_connected() {
  return ana.up() && ben.up() && ana.meeting().connected() && ben.meeting().connected();
}

bool TwoPeople::both_in_step() {
  return ana.up() && ben.up() && ana.meeting().in_step() && ben.meeting().in_step();
}

void TwoPeople::confirm_words() {
  for (auto* node : {&ana, &ben})
    node->act([](Meeting& meeting, Now now) { meeting.confirm_words([](Result<void>) {}, now); });
}

void TwoPeople::become_partners() {
  invite_and_accept();
  ASSERT_TRUE(world.run_until([&] { return both_paired() && both_connected(); }, milliseconds(60'000)));
  confirm_words();
  ASSERT_TRUE(world.run_until([&] { return both_in_step(); }, milliseconds(60'000)));
}

bool TwoPeople::converge(milliseconds limit) {
  return world.run_until(
      [&] {
        return both_in_step() && ana.sync.received_texts() == ben.sync.own_shared_texts() &&
               ben.sync.received_texts() == ana.sync.own_shared_texts();
      },
      limit);
}

}  // namespace alongside::test
