// Two partners' ends of a connecting handshake and a link that does to its messages what the input says. Undamaged, both
// come to the same keys; damaged, the one that hears it never does.
// Input: u8 which message | u16le where | u8 what is xored there | u8 how much is cut off.
#include <algorithm>

#include "net/channel/connect_handshake.hpp"
#include "proto/check.hpp"
#include "tests/support/seeded_random.hpp"

using namespace alongside;

namespace {

struct Couple {
  test::SeededRandom random{2};
  LinkId link = crypto::random_id<LinkId>(random);
  crypto::KeyPair here = crypto::KeyPair::generate(random);
  crypto::KeyPair there = crypto::KeyPair::generate(random);

  net::ConnectKeys keys(const crypto::KeyPair& mine, const crypto::KeyPair& theirs) const {
    return {link, mine.duplicate(), theirs.open,
            net::noise::Psk::produced_by([](std::span<unsigned char, 32> out) { std::ranges::fill(out, 5); })};
  }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  crypto::initialize();
  if (size < 5) return 0;
  static Couple couple;
  test::SeededRandom random(data[0]);
  const unsigned which = data[0] % 3;
  bool damaged = false;
  unsigned at = 0;
  const auto carry = [&](Bytes message) {
    if (at++ != which) return message;
    const auto sent = message;
    const auto where = (data[1] | std::size_t{data[2]} << 8) % message.size();
    message[where] = static_cast<unsigned char>(message[where] ^ data[3]);
    message.resize(message.size() - data[4] % message.size());
    damaged = message != sent;
    return message;
  };
  net::ConnectInitiator dialler(couple.keys(couple.here, couple.there), 41);
  net::ConnectResponder answerer(couple.keys(couple.there, couple.here));
  if (!answerer.read_first(carry(dialler.first_message(random).value()))) {
    require(damaged);
    return 0;
  }
  require(!damaged && answerer.counter() == 41);
  const auto second = dialler.read_second(carry(answerer.second_message(random).value()));
  require(second.has_value() == !damaged);
  require(answerer.connected().has_value());
  return 0;
}
