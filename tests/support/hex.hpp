// Bytes as test vectors write them.
#pragma once

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string_view>

#include "proto/bytes.hpp"

namespace alongside::test {

// Throws std::invalid_argument for what is not hexadecimal; ignores spaces.
Bytes from_hex(std::string_view text);

// Exactly `Size` bytes; throws std::invalid_argument for any other length.
template <std::size_t Size>
std::array<unsigned char, Size> array_from_hex(std::string_view text) {
  const Bytes bytes = from_hex(text);
  if (bytes.size() != Size) throw std::invalid_argument("wrong length");
  std::array<unsigned char, Size> array;
  std::ranges::copy(bytes, array.begin());
  return array;
}

}  // namespace alongside::test
