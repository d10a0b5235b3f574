#include "tests/support/seeded_random.hpp"

#include <sodium.h>

#include <cstring>

namespace alongside::test {

SeededRandom::SeededRandom(std::uint64_t seed) { std::memcpy(state_.data(), &seed, sizeof seed); }

void SeededRandom::fill(std::span<unsigned char> out) {
  randombytes_buf_deterministic(out.data(), out.size(), state_.data());
  sodium_increment(state_.data(), state_.size());
}

}  // namespace alongside::test
