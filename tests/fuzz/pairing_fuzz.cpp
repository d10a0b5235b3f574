// Two ends of a pairing and a link that does to one of the three messages what the input says. Undamaged, both have the same
// link; damaged, no end ever has one, and nothing is answered to what is not from the other.
// Input: u8 which message | u16le where | u8 what is xored there.
#include "net/pairing/invite.hpp"
#include "net/pairing/pair_handshake.hpp"
#include "proto/check.hpp"
#include "tests/support/seeded_random.hpp"

using namespace alongside;

namespace {

struct Invited {
  test::SeededRandom random{1};
  net::NewInvite given = net::make_invite({"127.0.0.1:9"}, 1'800'000'000'000, random);
  net::TakenInvite taken{net::read_invite(net::invite_text(given.invite)).value(), crypto::KeyPair::generate(random)};
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  crypto::initialize();
  if (size < 4) return 0;
  static Invited couple;
  test::SeededRandom random(data[0]);
  const unsigned which = data[0] % 4;
  const std::size_t where = data[1] | std::size_t{data[2]} << 8;
  unsigned at = 0;
  const auto carry = [&](Bytes message) {
    require(message.size() == net::kHandshakeMessageBytes);
    if (at++ == which) message[where % message.size()] = static_cast<unsigned char>(message[where % message.size()] ^ data[3]);
    return message;
  };
  const bool damaged = which < 3 && data[3] != 0;

  net::PairInitiator acceptor(couple.taken);
  net::PairResponder inviter({couple.given.invite.id(), couple.given.mine.duplicate(),
                              couple.given.invite.secret.duplicate(),
                              couple.given.invite.expires_unix_ms, {}});
  if (!inviter.read_first(carry(acceptor.first_message(random).value()))) {
    require(damaged && which == 0);
    return 0;
  }
  if (!acceptor.read_second(carry(inviter.second_message(random).value()))) {
    require(damaged && which == 1);
    return 0;
  }
  auto mine = inviter.read_third(carry(acceptor.third_message(random).value()));
  require(mine.has_value() == !damaged);
  if (!mine) return 0;
  const auto theirs = acceptor.paired();
  require(theirs.has_value() && theirs->link.facts.id == mine->link.facts.id);
  require(theirs->link.facts.handshake_hash == mine->link.facts.handshake_hash);
  return 0;
}
