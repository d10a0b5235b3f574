// How a node presents itself and how it can be reached, as the person gave it or as the partner's node says it.
#pragma once

#include <string>
#include <vector>

#include "net/error.hpp"
#include "proto/bytes.hpp"
#include "proto/result.hpp"

namespace alongside::net {

inline constexpr std::size_t kMaxNameBytes = 255;

struct Introduction {
  std::string name;                    // empty: the other keeps the name they know
  std::vector<std::string> addresses;  // HOST:PORT; empty: the other keeps those they know
};

// As far as it may be sent or believed: a name that is too long or holds control characters becomes empty, what is no
// address is left out, and so is what comes after the first kMaxInviteAddresses of them.
Introduction sound(Introduction introduction);

// The one frame each way of a pairing, an encoded wire.PairingHello.
Bytes encode_hello(const Introduction& introduction);
// malformed_frame, when it is none or longer than kMaxHelloBytes.
inline constexpr std::size_t kMaxHelloBytes = 8192;
Result<Introduction> read_hello(BytesView frame);

}  // namespace alongside::net
