// Two ends of an established channel with keys from a seed.
#pragma once

#include <utility>

#include "net/channel/record_channel.hpp"

namespace alongside::test {

// `.first` was the initiator.
std::pair<net::RecordChannel, net::RecordChannel> channel_pair(std::uint64_t seed = 1);

// Everything that the channel has to send.
Bytes sealed(net::RecordChannel& channel);

}  // namespace alongside::test
