#include "core/crypto/secret.hpp"

#include "proto/check.hpp"

namespace alongside::crypto {

void initialize() { require(sodium_init() >= 0); }

}  // namespace alongside::crypto
