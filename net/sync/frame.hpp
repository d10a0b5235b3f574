// Frames of the sync conversation: encoded, and read back with every bound of proto/PROTOCOL.md checked.
#pragma once

#include <string>
#include <vector>

#include "net/error.hpp"
#include "proto/bytes.hpp"
#include "proto/result.hpp"
#include "proto/wire.pb.h"

namespace alongside::net {

Bytes encode(const wire::Frame& frame);

// malformed_frame for what is no Frame or holds a count, length or id out of bounds. A frame of a kind that this version
// does not know comes back with no body set and is to be passed over. What is bounded, is bounded before memory is taken
// for it.
Result<wire::Frame> read_frame(BytesView bytes);

// Good as long as the message that holds the changes.
std::vector<BytesView> views_of(const google::protobuf::RepeatedPtrField<std::string>& changes);

}  // namespace alongside::net
