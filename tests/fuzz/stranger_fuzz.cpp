// A stranger at the door of a paired node, with any bytes in any pieces at any time: not one byte is answered, the
// connection closes when every stranger's does, and the partner still gets in.
// Input: pieces, each u8 length | u8 pause in tens of milliseconds | bytes.
#include "net/pairing/invite.hpp"
#include "proto/check.hpp"
#include "tests/twonode/simulated/world.hpp"

using namespace alongside;
using namespace std::chrono_literals;

namespace {

void pair(test::World& world, test::MemoryNode& ana, test::MemoryNode& ben) {
  test::SeededRandom random(3);
  ana.start();
  ben.start();
  auto invite = net::make_invite({ana.address}, world.now_for(ana).unix_ms, random);
  ana.pairing.give(invite);
  ana.act([](net::Meeting& meeting, net::Now now) { meeting.link_changed(now); });
  world.run_for(10ms);
  auto taken = std::make_shared<net::TakenInvite>(
      net::TakenInvite{net::read_invite(net::invite_text(invite.invite)).value(), crypto::KeyPair::generate(random)});
  ben.act([&](net::Meeting& meeting, net::Now now) { meeting.pair(std::move(*taken), [](Result<void>) {}, now); });
  require(world.run_until([&] { return ana.pairing.established() && ben.pairing.established(); }, 60'000ms));
  for (auto* node : {&ana, &ben})
    node->act([](net::Meeting& meeting, net::Now now) { meeting.confirm_words([](Result<void>) {}, now); });
  require(world.run_until([&] { return ana.meeting().in_step() && ben.meeting().in_step(); }, 60'000ms));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  crypto::initialize();
  test::World world(7);
  auto& ana = world.add<test::MemoryNode>("ana:1");
  auto& ben = world.add<test::MemoryNode>("ben:1");
  pair(world, ana, ben);

  const auto caller = world.call(ana, {});
  const auto came = world.time();
  for (BytesView rest(data, size); rest.size() >= 2 && !caller->closed;) {
    const auto length = std::min<std::size_t>(rest[0], rest.size() - 2);
    world.say(caller, Bytes(rest.begin() + 2, rest.begin() + 2 + static_cast<std::ptrdiff_t>(length)));
    world.run_for(std::chrono::milliseconds(10 * rest[1]));
    rest = rest.subspan(2 + length);
  }
  world.cut_all();
  ben.share("let me in");
  require(world.run_until([&] { return !ana.sync.arrived().empty(); }, 5s));
  require(world.run_until([&] { return caller->closed; }, 20s));
  require(caller->received.empty());
  const auto stayed = caller->closed_at - came;
  require(stayed >= net::kStrangerLife && stayed <= net::kStrangerLife + 100ms);
  return 0;
}
