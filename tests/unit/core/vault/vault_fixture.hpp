// A vault in a folder of its own, gone with the test.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "core/vault/vault.hpp"
#include "tests/support/seeded_random.hpp"

namespace alongside::vault {

inline BytesView bytes_of(std::string_view text) { return as_bytes(text); }
inline std::string text_of(const Result<Bytes>& bytes) {
  return bytes ? std::string(as_text(*bytes)) : "error: " + bytes.error().message();
}

class VaultTest : public testing::Test {
 protected:
  VaultTest();
  ~VaultTest() override;

  static crypto::Passphrase passphrase() { return crypto::Passphrase("rain on the window"); }
  crypto::RecoverySecret recovery() const { return crypto::read_recovery_code(recovery_code_).value(); }

  // Makes the vault of `home_`, unlocked.
  void create();
  // Closes and opens it again, sealed.
  void reopen();
  // Closes, opens and unlocks; what unlocking said.
  Result<void> reopen_unlocked();

  // One row in a transaction of its own.
  Row write(Table table, std::string_view text);
  Result<void> put(Table table, Row row, std::string_view text);
  Result<void> erase(Table table, Row row);

  test::SeededRandom random_{1};
  std::filesystem::path folder_;
  Home home_;
  std::string recovery_code_;
  std::unique_ptr<Vault> vault_;
};

}  // namespace alongside::vault
