// The three handshakes that nodes speak, for tests that hold for each of them.
#pragma once

#include <gtest/gtest.h>

#include <string>

namespace alongside::test {

inline const auto kShippedPatterns = ::testing::Values("XXpsk0", "KKpsk0", "Kpsk0");

class ShippedPattern : public ::testing::TestWithParam<const char*> {
 protected:
  std::string name() const { return std::string("Noise_") + GetParam() + "_25519_ChaChaPoly_BLAKE2b"; }
};

inline std::string pattern_of(const ::testing::TestParamInfo<const char*>& info) { return info.param; }

}  // namespace alongside::test
