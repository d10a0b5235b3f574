// Base32 with RFC 4648's alphabet in lower case, without padding characters.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "proto/bytes.hpp"

namespace alongside::net {

std::string to_base32(BytesView bytes);

// Nothing when a character is not of the alphabet (either case will do), or when the bits left over at the end are not
// zero or would have been a whole character: each run of bytes has one spelling.
std::optional<Bytes> from_base32(std::string_view text);

}  // namespace alongside::net
