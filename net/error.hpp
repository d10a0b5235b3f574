// What can go wrong between two nodes, as values. To a stranger all of them look alike; to our own log they don't.
#pragma once

#include <boost/system/error_code.hpp>

namespace alongside::net {

enum class NetErrc {
  // Noise (net/noise)

  // Not "Noise_PATTERN_25519_ChaChaPoly_HASH" with a pattern, modifiers and a hash of protocol_name.hpp.
  unknown_protocol_name = 1,
  // A message did not open: wrong key, altered, replayed or out of order. Which of them can't be told.
  message_not_authentic,
  // A message ends before the keys and tags that it must hold.
  message_too_short,
  // A message of more than 65535 bytes, ours or theirs.
  message_too_long,
  // A handshake was asked to write when it should read, to read when it should write, to go on after its end,
  // or to split before it.
  out_of_turn,
  // All nonces of a key are used up: 2^64 - 1 is reserved.
  nonce_exhausted,
  // An earlier step of this handshake or cipher failed, or it was split; its keys are gone.
  state_is_dead,
};

const boost::system::error_category& net_category() noexcept;
boost::system::error_code make_error_code(NetErrc code) noexcept;

}  // namespace alongside::net

template <>
struct boost::system::is_error_code_enum<alongside::net::NetErrc> : std::true_type {};
