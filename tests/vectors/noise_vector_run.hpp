// Carries a Noise vector out: both ends write and read every message, and every byte is compared.
#pragma once

#include <optional>
#include <string>

#include "tests/vectors/noise_vector.hpp"

namespace alongside::test {

// What did not come out as the vector says, in words; nothing if all did.
std::optional<std::string> failure_of(const NoiseVector& vector);

}  // namespace alongside::test
