#include "core/crypto/padding.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <limits>

#include "core/crypto/error.hpp"
#include "proto/check.hpp"

namespace alongside::crypto {
namespace {

constexpr std::size_t kLengthFieldBytes = 4;

std::array<unsigned char, kLengthFieldBytes> length_field(std::size_t length) {
  std::array<unsigned char, kLengthFieldBytes> field;
  for (std::size_t i = 0; i < field.size(); ++i) field[i] = static_cast<unsigned char>(length >> (8 * i));
  return field;
}

std::size_t read_length_field(BytesView field) {
  std::size_t length = 0;
  for (std::size_t i = 0; i < kLengthFieldBytes; ++i) length |= std::size_t{field[i]} << (8 * i);
  return length;
}

// `size` rounded up so that of its E+1 bits only the top floor(log2 E) + 2 can be other than zero.
std::size_t padme(std::size_t size) {
  const auto exponent = static_cast<unsigned>(std::bit_width(size) - 1);
  const auto kept_bits = static_cast<unsigned>(std::bit_width(exponent));
  const std::size_t filler = (std::size_t{1} << (exponent - kept_bits)) - 1;
  return (size + filler) & ~filler;
}

}  // namespace

std::size_t padded_size(std::size_t length) {
  require(length <= std::numeric_limits<std::uint32_t>::max());
  return padme(std::max(kLengthFieldBytes + length, kSmallestPaddedBytes));
}

Bytes pad(BytesView bytes) {
  Bytes padded(padded_size(bytes.size()));
  std::ranges::copy(length_field(bytes.size()), padded.begin());
  std::ranges::copy(bytes, padded.begin() + kLengthFieldBytes);
  return padded;
}

Result<Bytes> unpad(BytesView padded) {
  if (padded.size() < kLengthFieldBytes) return CryptoErrc::not_authentic;
  const std::size_t length = read_length_field(padded);
  const auto rest = padded.subspan(kLengthFieldBytes);
  if (length > rest.size()) return CryptoErrc::not_authentic;
  const auto filler = rest.subspan(length);
  if (std::ranges::any_of(filler, [](unsigned char byte) { return byte != 0; })) return CryptoErrc::not_authentic;
  return Bytes(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(length));
}

}  // namespace alongside::crypto
