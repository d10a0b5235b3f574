#include "core/crypto/aead.hpp"

#include <gtest/gtest.h>

#include "tests/support/hex.hpp"
#include "tests/support/seeded_random.hpp"

namespace alongside::crypto {
namespace {

using test::from_hex;
using TestKey = SealingKey<struct TestKeyRole>;

// Gives out prepared bytes.
class FixedRandom final : public RandomSource {
 public:
  explicit FixedRandom(Bytes bytes) : bytes_(std::move(bytes)) {}
  void fill(std::span<unsigned char> out) override {
    std::ranges::copy(std::span(bytes_).first(out.size()), out.begin());
  }

 private:
  Bytes bytes_;
};

class Sealing : public ::testing::Test {
 protected:
  test::SeededRandom random{1};
  TestKey key = TestKey::random(random);
  Bytes plaintext = from_hex("00112233445566778899");
  Bytes place = from_hex("a0a1");
};

// draft-irtf-cfrg-xchacha-03, appendix A.3.1.
TEST_F(Sealing, MatchesThePublishedXChaChaVector) {
  auto key_bytes = test::array_from_hex<32>("808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f");
  const TestKey published(std::span<unsigned char, 32>{key_bytes});
  FixedRandom nonce(from_hex("404142434445464748494a4b4c4d4e4f5051525354555657"));
  const auto text = as_bytes(
      "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be "
      "it.");
  EXPECT_EQ(to_hex(seal(published, text, from_hex("50515253c0c1c2c3c4c5c6c7"), nonce)),
            "404142434445464748494a4b4c4d4e4f5051525354555657"
            "bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb731c7f1b0b4aa6440bf3a82f4eda7e39"
            "ae64c6708c54c216cb96b72e1213b4522f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff9"
            "21f9664c97637da9768812f615c68b13b52ec0875924c1c7987947deafd8780acf49");
}

TEST_F(Sealing, OpensWhatItSealed) {
  const Bytes sealed = seal(key, plaintext, place, random);
  EXPECT_EQ(sealed.size(), plaintext.size() + kSealOverheadBytes);
  EXPECT_EQ(open(key, sealed, place).value(), plaintext);
}

TEST_F(Sealing, SealsEmptyBytesToo) { EXPECT_TRUE(open(key, seal(key, {}, {}, random), {}).value().empty()); }

TEST_F(Sealing, RefusesEachFlippedBit) {
  const Bytes sealed = seal(key, plaintext, place, random);
  for (std::size_t bit = 0; bit < 8 * sealed.size(); ++bit) {
    Bytes damaged = sealed;
    damaged[bit / 8] ^= static_cast<unsigned char>(1u << (bit % 8));
    EXPECT_EQ(open(key, damaged, place).error(), CryptoErrc::not_authentic) << bit;
  }
}

TEST_F(Sealing, RefusesEveryTruncation) {
  const Bytes sealed = seal(key, plaintext, place, random);
  for (std::size_t length = 0; length < sealed.size(); ++length)
    EXPECT_EQ(open(key, BytesView(sealed).first(length), place).error(), CryptoErrc::not_authentic) << length;
}

TEST_F(Sealing, OpensNowhereElseAndUnderNoOtherKey) {
  const Bytes sealed = seal(key, plaintext, place, random);
  EXPECT_EQ(open(key, sealed, from_hex("a0a2")).error(), CryptoErrc::not_authentic);
  EXPECT_EQ(open(TestKey::random(random), sealed, place).error(), CryptoErrc::not_authentic);
}

TEST_F(Sealing, UsesAFreshNonceEachTime) {
  EXPECT_NE(seal(key, plaintext, place, random), seal(key, plaintext, place, random));
}

}  // namespace
}  // namespace alongside::crypto
