#include "core/crypto/hash.hpp"

#include <gtest/gtest.h>

#include <string>

#include "tests/support/hex.hpp"

namespace alongside::crypto {
namespace {

using test::from_hex;

std::string hash_of(HashFunction function, BytesView first, BytesView second = {}) {
  Bytes out(hash_size(function));
  hash(function, first, second, out);
  return to_hex(out);
}

std::string hmac_of(HashFunction function, BytesView key, BytesView message) {
  Bytes out(hash_size(function));
  hmac(function, key, message, out);
  return to_hex(out);
}

// FIPS 180-4 examples and RFC 7693 appendix A.
TEST(Hash, MatchesThePublishedValuesOfAbc) {
  EXPECT_EQ(hash_of(HashFunction::sha256, as_bytes("abc")),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(hash_of(HashFunction::sha512, as_bytes("abc")),
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
            "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f");
  EXPECT_EQ(hash_of(HashFunction::blake2b, as_bytes("abc")),
            "ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d1"
            "7d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923");
}

TEST(Hash, JoinsItsTwoParts) {
  for (const auto function : {HashFunction::sha256, HashFunction::sha512, HashFunction::blake2b})
    EXPECT_EQ(hash_of(function, as_bytes("ab"), as_bytes("c")), hash_of(function, as_bytes("abc")));
}

// RFC 4231, test cases 1, 2, 3 and 6 (a key longer than a block).
TEST(Hmac, MatchesRfc4231) {
  EXPECT_EQ(hmac_of(HashFunction::sha256, Bytes(20, 0x0b), as_bytes("Hi There")),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  EXPECT_EQ(hmac_of(HashFunction::sha512, Bytes(20, 0x0b), as_bytes("Hi There")),
            "87aa7cdea5ef619d4ff0b4241a1d6cb02379f4e2ce4ec2787ad0b30545e17cde"
            "daa833b7d6b8a702038b274eaea3f4e4be9d914eeb61f1702e696c203a126854");
  EXPECT_EQ(hmac_of(HashFunction::sha256, as_bytes("Jefe"), as_bytes("what do ya want for nothing?")),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  EXPECT_EQ(hmac_of(HashFunction::sha512, as_bytes("Jefe"), as_bytes("what do ya want for nothing?")),
            "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea250554"
            "9758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737");
  EXPECT_EQ(hmac_of(HashFunction::sha256, Bytes(20, 0xaa), Bytes(50, 0xdd)),
            "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe");
  EXPECT_EQ(hmac_of(HashFunction::sha256, Bytes(131, 0xaa),
                    as_bytes("Test Using Larger Than Block-Size Key - Hash Key First")),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
  EXPECT_EQ(hmac_of(HashFunction::sha512, Bytes(131, 0xaa),
                    as_bytes("Test Using Larger Than Block-Size Key - Hash Key First")),
            "80b24263c7c1a3ebb71493c1dd7be8b49b46d1f41b4aeec1121b013783f8f352"
            "6b56d037e05f2598bd0fd2215d6a1e5295e64f73f63f0aec8b915a985d786598");
}

// RFC 5869, test case 3: Noise's HKDF with the salt as chaining key and no info.
TEST(Hkdf, MatchesRfc5869WithEmptyInfo) {
  Bytes first(32), second(32);
  const std::array<std::span<unsigned char>, 2> outputs{first, second};
  hkdf(HashFunction::sha256, {}, Bytes(22, 0x0b), outputs);
  EXPECT_EQ(to_hex(first) + to_hex(second).substr(0, 20),
            "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8");
}

TEST(Hkdf, GivesTheSameFirstOutputsHoweverManyAreAsked) {
  for (const auto function : {HashFunction::sha256, HashFunction::sha512, HashFunction::blake2b}) {
    const Bytes chaining_key(hash_size(function), 3);
    std::array<Bytes, 3> three, two;
    for (auto* outputs : {&three, &two})
      for (auto& output : *outputs) output.resize(hash_size(function));
    const std::array<std::span<unsigned char>, 3> all{three[0], three[1], three[2]};
    const std::array<std::span<unsigned char>, 2> some{two[0], two[1]};
    hkdf(function, chaining_key, as_bytes("input"), all);
    hkdf(function, chaining_key, as_bytes("input"), some);
    EXPECT_EQ(three[0], two[0]);
    EXPECT_EQ(three[1], two[1]);
    EXPECT_NE(three[1], three[2]);
  }
}

// The key 00..1f over "abc", by Python's hashlib.blake2b(digest_size=32, key=...).
TEST(KeyedHash, MatchesAnotherImplementationAndJoinsItsParts) {
  const auto key = test::array_from_hex<32>("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
  const auto whole = keyed_hash(key, {as_bytes("abc")});
  EXPECT_EQ(to_hex(whole), "d63a32d3e44738d7907f964316c241adaba0abfeabc32349677578a15a203f7f");
  EXPECT_EQ(keyed_hash(key, {as_bytes("a"), {}, as_bytes("bc")}), whole);
}

}  // namespace
}  // namespace alongside::crypto
