// Two ends of a Noise handshake with keys from a seed, for tests that vary one thing.
#pragma once

#include <string_view>

#include "net/noise/handshake_state.hpp"
#include "tests/support/seeded_random.hpp"

namespace alongside::test {

// A change to the public fields before end() is called changes what that end knows.
struct NoiseSetup {
  explicit NoiseSetup(std::string_view protocol_name, std::uint64_t seed = 1);

  net::noise::HandshakeState end(net::noise::Role role) const;
  net::noise::HandshakeState initiator() const { return end(net::noise::Role::initiator); }
  net::noise::HandshakeState responder() const { return end(net::noise::Role::responder); }

  SeededRandom random;
  net::noise::ProtocolName protocol;
  Bytes prologue;
  crypto::KeyPair initiator_static;
  crypto::KeyPair responder_static;
  std::vector<std::array<unsigned char, 32>> psks;
};

}  // namespace alongside::test
