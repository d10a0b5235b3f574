// Two ends of a handshake and a link that does to its messages what the input says. What arrives unchanged is accepted;
// after anything changed, the two never come to a conversation.
//
// Input: one byte chooses the pattern; then three bytes for each message on the way: what is done to it, and where.
#include <optional>

#include "proto/check.hpp"
#include "tests/unit/net/noise/noise_setup.hpp"

namespace {

using namespace alongside;
using namespace alongside::net::noise;

// The shipped patterns, where the first message is under a key already, and some where it is not.
constexpr std::string_view kNames[] = {
    "Noise_XXpsk0_25519_ChaChaPoly_BLAKE2b", "Noise_KKpsk0_25519_ChaChaPoly_BLAKE2b",
    "Noise_Kpsk0_25519_ChaChaPoly_BLAKE2b",  "Noise_XX_25519_ChaChaPoly_BLAKE2b",
    "Noise_IX1_25519_ChaChaPoly_SHA256",     "Noise_XXpsk0+psk3_25519_ChaChaPoly_SHA512",
};

constexpr std::size_t kTransportMessages = 2;

class Link {
 public:
  explicit Link(BytesView script) : script_(script) {}

  // The message as it arrives.
  Bytes carry(Bytes message) {
    const unsigned what = next() % 8;
    const std::size_t place = next() | (std::size_t{next()} << 8);
    const Bytes sent = message;
    switch (what) {
      case 1:
        if (!message.empty()) message[place % message.size()] ^= static_cast<unsigned char>(1u << (place % 8));
        break;
      case 2:
        message.resize(place % (message.size() + 1));
        break;
      case 3:
        message.push_back(static_cast<unsigned char>(place));
        break;
      case 4:
        message = earlier_;
        break;
      case 5:
        message.assign(place, static_cast<unsigned char>(place));
        break;
      case 6:
        if (message.size() >= 32) std::fill_n(message.begin(), 32, static_cast<unsigned char>(place & 1));
        break;
      default:
        break;
    }
    earlier_ = sent;
    changed_ = changed_ || message != sent;
    return message;
  }
  bool changed() const { return changed_; }

 private:
  unsigned char next() {
    if (script_.empty()) return 0;
    const auto byte = script_.front();
    script_ = script_.subspan(1);
    return byte;
  }

  BytesView script_;
  Bytes earlier_;
  bool changed_ = false;
};

void expect_dead(HandshakeState& end, crypto::RandomSource& random) {
  require(end.dead());
  require(!end.write_message({}, random) && !end.read_message({}) && !end.split());
}

// Whether both ends came to the end of the handshake.
bool shake_hands(HandshakeState& initiator, HandshakeState& responder, Link& link, crypto::RandomSource& random) {
  auto* writer = &initiator;
  auto* reader = &responder;
  while (!writer->finished()) {
    const Bytes payload(7, 0x70);
    auto message = writer->write_message(payload, random);
    if (!message) {
      require(link.changed());
      expect_dead(*writer, random);
      return false;
    }
    const auto read = reader->read_message(link.carry(std::move(*message)));
    if (!read) {
      require(link.changed());
      expect_dead(*reader, random);
      return false;
    }
    require(link.changed() || *read == payload);
    std::swap(writer, reader);
  }
  return true;
}

// Whether all of `kTransportMessages` opened.
bool converse(CipherState& sending, CipherState& receiving, Link& link) {
  for (std::size_t i = 0; i < kTransportMessages; ++i) {
    const Bytes plaintext(20 + i, 0x71);
    const auto opened = receiving.decrypt({}, link.carry(sending.encrypt({}, plaintext).value()));
    if (!opened) return false;
    require(*opened == plaintext);
  }
  return true;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size) {
  if (size == 0) return 0;
  const auto name = kNames[bytes[0] % std::size(kNames)];
  test::NoiseSetup setup(name, /*seed=*/7);
  auto initiator = setup.initiator();
  auto responder = setup.responder();
  Link link(BytesView(bytes, size).subspan(1));
  bool through = shake_hands(initiator, responder, link, setup.random);
  if (through) {
    auto initiators = initiator.split().value();
    auto responders = responder.split().value();
    through = converse(initiators.send, responders.receive, link);
  }
  require(through == !link.changed());
  return 0;
}
