// Protocol names (Noise specification, revision 34, section 8): which pattern with which primitives.
#pragma once

#include <string>
#include <string_view>

#include "core/crypto/hash.hpp"
#include "net/noise/pattern.hpp"
#include "proto/result.hpp"

namespace alongside::net::noise {

struct ProtocolName {
  std::string text;  // as it was written, because it begins the handshake hash
  HandshakePattern pattern;
  crypto::HashFunction hash;

  // "Noise_PATTERN_25519_ChaChaPoly_HASH" with HASH one of SHA256, SHA512, BLAKE2b and any pattern of pattern.hpp;
  // NetErrc::unknown_protocol_name for everything else.
  static Result<ProtocolName> parse(std::string_view text);
};

}  // namespace alongside::net::noise
