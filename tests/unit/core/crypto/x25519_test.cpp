#include "core/crypto/x25519.hpp"

#include <gtest/gtest.h>

#include "tests/support/hex.hpp"
#include "tests/support/seeded_random.hpp"

namespace alongside::crypto {
namespace {

PrivateKey private_key(std::string_view hex) {
  auto bytes = test::array_from_hex<32>(hex);
  return PrivateKey(std::span<unsigned char, 32>{bytes});
}

PublicKey public_key(std::string_view hex) { return PublicKey(test::array_from_hex<32>(hex)); }

// RFC 7748, section 5.2.
TEST(Agree, MatchesTheFunctionVectorsOfRfc7748) {
  EXPECT_EQ(to_hex(agree(private_key("a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4"),
                         public_key("e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c"))
                       ->expose()),
            "c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552");
  EXPECT_EQ(to_hex(agree(private_key("4b66e9d4d1b4673c5ad22691957d6af5c11b6421e0ea01d42ca4169e7918ba0d"),
                         public_key("e5210f12786811d3f4b7959d0538ae2c31dbe7106fc03c3efc4cd549c715a493"))
                       ->expose()),
            "95cbde9476e8907d7aade45cb4b873f88b595a68799fa152e6f8f7647aac7957");
}

// RFC 7748, section 6.1.
TEST(Agree, MatchesTheExchangeOfRfc7748FromBothSides) {
  const auto alice = KeyPair::from(private_key("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a"));
  const auto bob = KeyPair::from(private_key("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb"));
  EXPECT_EQ(alice.open.text(), "8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a");
  EXPECT_EQ(bob.open.text(), "de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f");
  const std::string shared = "4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742";
  EXPECT_EQ(to_hex(agree(alice.secret, bob.open)->expose()), shared);
  EXPECT_EQ(to_hex(agree(bob.secret, alice.open)->expose()), shared);
}

TEST(Agree, GivesTheSameInThePlaceOfAnotherPoint) {
  test::SeededRandom random(6);
  const auto mine = KeyPair::generate(random), theirs = KeyPair::generate(random), before = KeyPair::generate(random);
  auto point = agree(mine.secret, before.open).value();
  const auto* place = point.expose().data();
  EXPECT_TRUE(agree(mine.secret, theirs.open, point));
  EXPECT_TRUE(std::ranges::equal(point.expose(), agree(mine.secret, theirs.open)->expose()));
  EXPECT_EQ(point.expose().data(), place);
  EXPECT_EQ(agree(mine.secret, PublicKey(std::array<unsigned char, 32>{}), point).error(), CryptoErrc::weak_public_key);
}

// The points of order 1, 2, 4 and 8 and their other encodings (RFC 7748, section 7, asks for the check).
TEST(Agree, RefusesPointsOfLowOrder) {
  test::SeededRandom random(6);
  const auto mine = KeyPair::generate(random);
  for (const auto* point : {
           "0000000000000000000000000000000000000000000000000000000000000000",
           "0100000000000000000000000000000000000000000000000000000000000000",
           "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
           "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
           "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
           "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
           "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
           "0000000000000000000000000000000000000000000000000000000000000080",
       })
    EXPECT_EQ(agree(mine.secret, public_key(point)).error(), CryptoErrc::weak_public_key) << point;
}

TEST(KeyPair, ComesFromTheGivenRandomness) {
  test::SeededRandom random(7), again(7), other(8);
  const auto pair = KeyPair::generate(random);
  EXPECT_EQ(KeyPair::generate(again).open, pair.open);
  EXPECT_NE(KeyPair::generate(other).open, pair.open);
  EXPECT_EQ(pair.duplicate().open, pair.open);
}

}  // namespace
}  // namespace alongside::crypto
