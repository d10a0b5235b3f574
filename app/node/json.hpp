// The messages of proto/api.proto as JSON, in protobuf's mapping.
#pragma once

#include <string>

#include "proto/api.pb.h"
#include "proto/bytes.hpp"
#include "proto/result.hpp"

namespace alongside::app {

// Every field is there, also those with their default value, so that a script need not know the defaults.
std::string json_text(const google::protobuf::Message& message);

// bad_request when `body` is not the message; an empty body is the empty message.
Result<void> read_json(BytesView body, google::protobuf::Message& message);

}  // namespace alongside::app
