#include <algorithm>
#include <cctype>

#include <gtest/gtest.h>

#include "core/crypto/password.hpp"
#include "tests/support/hex.hpp"
#include "tests/support/seeded_random.hpp"

namespace alongside::crypto {
namespace {

RecoverySecret secret_of(std::string_view hex) {
  auto bytes = test::array_from_hex<16>(hex);
  return RecoverySecret(std::span<unsigned char, 16>{bytes});
}

std::string hex_of(const RecoverySecret& secret) { return to_hex(secret.expose()); }

// Worked out by a few lines of Python from the layout that password.hpp gives.
TEST(RecoveryCode, SpellsTheSecretAndItsChecksum) {
  EXPECT_EQ(recovery_code(secret_of("000102030405060708090a0b0c0d0e0f")), "000G4-0R40M-30E20-9185G-R38E1-XNS");
}

TEST(RecoveryCode, IsReadBack) {
  test::SeededRandom random(3);
  for (int i = 0; i < 50; ++i) {
    const auto secret = RecoverySecret::random(random);
    EXPECT_EQ(hex_of(read_recovery_code(recovery_code(secret)).value()), hex_of(secret));
  }
}

TEST(RecoveryCode, ForgivesCaseSpacesDashesAndLookAlikes) {
  const auto secret = secret_of("000102030405060708090a0b0c0d0e0f");
  std::string typed = " ";
  for (char letter : recovery_code(secret)) {
    if (letter == '-') continue;
    if (letter == '0') letter = 'o';
    if (letter == '1') letter = 'L';
    typed += static_cast<char>(std::tolower(letter));
    typed += ' ';
  }
  EXPECT_EQ(hex_of(read_recovery_code(typed + "\n").value()), hex_of(secret));
}

TEST(RecoveryCode, NoticesAlmostEveryWrongLetter) {
  const std::string code = recovery_code(secret_of("000102030405060708090a0b0c0d0e0f"));
  int taken = 0;
  int tried = 0;
  for (std::size_t i = 0; i < code.size(); ++i) {
    if (code[i] == '-') continue;
    for (const char letter : std::string("0123456789ABCDEFGHJKMNPQRSTVWXYZ")) {
      if (letter == code[i]) continue;
      std::string wrong = code;
      wrong[i] = letter;
      ++tried;
      const auto read = read_recovery_code(wrong);
      if (read) ++taken;
      else EXPECT_EQ(read.error(), CryptoErrc::malformed_recovery_code);
    }
  }
  EXPECT_EQ(tried, 28 * 31);
  EXPECT_LE(taken, 2);  // 12 bits let one in 4096 through
}

TEST(RecoveryCode, RefusesWhatIsNotOne) {
  const std::string code = recovery_code(secret_of("000102030405060708090a0b0c0d0e0f"));
  for (const std::string& typed : {std::string(), code.substr(0, code.size() - 1), code + "0", "U" + code.substr(1),
                                   "*" + code.substr(1), std::string(1000, '0')})
    EXPECT_EQ(read_recovery_code(typed).error(), CryptoErrc::malformed_recovery_code) << typed;
}

TEST(RecoveryCode, WrapsWithAKeyOfSecretAndSalt) {
  const auto wrapping = [](std::string_view secret, unsigned char salt) {
    return to_hex(wrapping_key(secret_of(secret), *Salt::from(Bytes(16, salt))).expose());
  };
  const auto key = wrapping("000102030405060708090a0b0c0d0e0f", 1);
  EXPECT_EQ(key, "8f7280d2c194be7b54adf8b37650f3f01fe7edad730b7fe41ae31dd3a2f62c17");
  EXPECT_NE(wrapping("000102030405060708090a0b0c0d0e0e", 1), key);
  EXPECT_NE(wrapping("000102030405060708090a0b0c0d0e0f", 2), key);
}

}  // namespace
}  // namespace alongside::crypto
