// Moves handshake messages between two ends.
#pragma once

#include "tests/unit/net/noise/noise_setup.hpp"

namespace alongside::test {

inline const Bytes kPayload{'r', 'a', 'i', 'n'};

// Two ends, carried on message by message.
struct HandshakeRun {
  explicit HandshakeRun(NoiseSetup& setup)
      : random(setup.random), initiator(setup.initiator()), responder(setup.responder()) {}

  net::noise::HandshakeState& writer() { return done % 2 == 0 ? initiator : responder; }
  net::noise::HandshakeState& reader() { return done % 2 == 0 ? responder : initiator; }

  // The next message, which its reader has not seen yet.
  Bytes written() { return writer().write_message(kPayload, random).value(); }
  // The next message, written and read. Both must succeed.
  Bytes step() {
    Bytes message = written();
    if (reader().read_message(message).value() != kPayload) throw std::logic_error("another payload came out");
    ++done;
    return message;
  }
  void steps(std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) step();
  }

  crypto::RandomSource& random;
  net::noise::HandshakeState initiator;
  net::noise::HandshakeState responder;
  std::size_t done = 0;
};

}  // namespace alongside::test
