#include "proto/ids.hpp"

#include <random>

namespace alongside::detail {

std::size_t seeded_hash(std::span<const unsigned char, 16> bytes) noexcept {
  static const std::array<std::uint64_t, 2> seed = [] {
    std::random_device draw;
    const auto word = [&draw] { return (std::uint64_t{draw()} << 32) | draw(); };
    return std::array{word(), word() | 1};
  }();
  std::array<std::uint64_t, 2> words;
  std::memcpy(words.data(), bytes.data(), sizeof words);
  __extension__ using Wide = unsigned __int128;
  const Wide product = Wide{words[0] ^ seed[0]} * (words[1] ^ seed[1]);
  return static_cast<std::size_t>(product) ^ static_cast<std::size_t>(product >> 64);
}

}  // namespace alongside::detail
