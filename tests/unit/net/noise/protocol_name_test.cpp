#include "net/noise/protocol_name.hpp"

#include <gtest/gtest.h>

#include "net/error.hpp"

namespace alongside::net::noise {
namespace {

TEST(ProtocolName, NamesAPatternAndAHash) {
  const auto name = ProtocolName::parse("Noise_XXpsk0_25519_ChaChaPoly_BLAKE2b");
  ASSERT_TRUE(name);
  EXPECT_EQ(name->text, "Noise_XXpsk0_25519_ChaChaPoly_BLAKE2b");
  EXPECT_EQ(name->hash, crypto::HashFunction::blake2b);
  EXPECT_EQ(name->pattern.messages.size(), 3u);
  EXPECT_EQ(ProtocolName::parse("Noise_N_25519_ChaChaPoly_SHA256")->hash, crypto::HashFunction::sha256);
  EXPECT_EQ(ProtocolName::parse("Noise_N_25519_ChaChaPoly_SHA512")->hash, crypto::HashFunction::sha512);
}

TEST(ProtocolName, RefusesWhatIsNotOfOurSuites) {
  for (const auto* text : {
           "",
           "Noise_",
           "XX",
           "NoisePSK_XX_25519_ChaChaPoly_BLAKE2b",
           "Noise_XX_448_ChaChaPoly_BLAKE2b",
           "Noise_XX_25519_AESGCM_BLAKE2b",
           "Noise_XX_25519_ChaChaPoly_BLAKE2s",
           "Noise_XX_25519_ChaChaPoly_BLAKE2b ",
           "noise_XX_25519_ChaChaPoly_BLAKE2b",
           "Noise_XX_25519_ChaChaPoly_",
           "Noise__25519_ChaChaPoly_SHA256",
           "Noise_25519_ChaChaPoly_SHA256",
       })
    EXPECT_EQ(ProtocolName::parse(text).error(), NetErrc::unknown_protocol_name) << text;
}

}  // namespace
}  // namespace alongside::net::noise
