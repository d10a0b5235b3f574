// Random bytes that a seed repeats.
#pragma once

#include <array>
#include <cstdint>

#include "core/crypto/random.hpp"

namespace alongside::test {

class SeededRandom final : public crypto::RandomSource {
 public:
  explicit SeededRandom(std::uint64_t seed);
  void fill(std::span<unsigned char> out) override;

 private:
  std::array<unsigned char, 32> state_{};
};

}  // namespace alongside::test
