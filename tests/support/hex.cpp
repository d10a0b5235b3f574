#include "tests/support/hex.hpp"

#include <sodium.h>

namespace alongside::test {

Bytes from_hex(std::string_view text) {
  Bytes bytes(text.size() / 2);
  std::size_t length = 0;
  const char* end = nullptr;
  const int failed = sodium_hex2bin(bytes.data(), bytes.size(), text.data(), text.size(), " ", &length, &end);
  if (failed || end != text.data() + text.size()) throw std::invalid_argument("not hexadecimal");
  bytes.resize(length);
  return bytes;
}

}  // namespace alongside::test
