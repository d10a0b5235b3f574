#include "core/crypto/kdf.hpp"

#include <gtest/gtest.h>

#include "tests/support/seeded_random.hpp"

namespace alongside::crypto {
namespace {

using Parent = Secret<struct ParentRole, 32>;
struct SubRole;

std::string hex_of(const Secret<SubRole, 32>& key) { return to_hex(key.expose()); }

TEST(Derive, GivesTheSameSubkeyForTheSameParentAndLabelOnly) {
  test::SeededRandom random(2);
  const auto parent = Parent::random(random);
  const auto other = Parent::random(random);
  const auto subkey = hex_of(derive<SubRole>(parent, "alongside test a"));
  EXPECT_EQ(hex_of(derive<SubRole>(parent, "alongside test a")), subkey);
  EXPECT_NE(hex_of(derive<SubRole>(parent, "alongside test b")), subkey);
  EXPECT_NE(hex_of(derive<SubRole>(other, "alongside test a")), subkey);
}

TEST(Derive, IsTheKeyedHashOfTheLabel) {
  test::SeededRandom random(2);
  const auto parent = Parent::random(random);
  EXPECT_EQ(hex_of(derive<SubRole>(parent, "alongside test a")),
            to_hex(keyed_hash(parent.expose(), {as_bytes("alongside test a")})));
}

}  // namespace
}  // namespace alongside::crypto
