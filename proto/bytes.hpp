// The byte containers every room speaks. `unsigned char` is libsodium's byte.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace alongside {

using Bytes = std::vector<unsigned char>;
using BytesView = std::span<const unsigned char>;

// Views the characters of a text as bytes; good as long as the text is.
inline BytesView as_bytes(std::string_view text) noexcept {
  return {reinterpret_cast<const unsigned char*>(text.data()), text.size()};
}

// Views bytes as characters, for APIs that speak std::string; good as long as the bytes are.
inline std::string_view as_text(BytesView bytes) noexcept {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// Lower-case hexadecimal, two digits a byte.
std::string to_hex(BytesView bytes);

}  // namespace alongside
