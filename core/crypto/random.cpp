#include "core/crypto/random.hpp"

#include <sodium.h>

namespace alongside::crypto {

void SystemRandom::fill(std::span<unsigned char> out) { randombytes_buf(out.data(), out.size()); }

}  // namespace alongside::crypto
