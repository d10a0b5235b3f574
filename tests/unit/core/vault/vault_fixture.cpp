#include "tests/unit/core/vault/vault_fixture.hpp"

#include <stdlib.h>

namespace alongside::vault {

VaultTest::VaultTest() {
  std::string pattern = (std::filesystem::temp_directory_path() / "alongside-vault-XXXXXX").string();
  folder_ = ::mkdtemp(pattern.data());
  home_.folder = folder_ / "home";
}

VaultTest::~VaultTest() {
  vault_.reset();
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

void VaultTest::create() {
  auto created = Vault::create(home_, passphrase(), crypto::PasswordCost(), random_);
  ASSERT_TRUE(created) << created.error().message();
  vault_ = std::move(created->vault);
  recovery_code_ = created->recovery_code;
}

void VaultTest::reopen() {
  vault_.reset();
  auto opened = Vault::open(home_, random_);
  ASSERT_TRUE(opened) << opened.error().message();
  vault_ = std::move(*opened);
}

Result<void> VaultTest::reopen_unlocked() {
  vault_.reset();
  auto opened = Vault::open(home_, random_);
  if (!opened) return opened.error();
  vault_ = std::move(*opened);
  return vault_->unlock(recovery());
}

Row VaultTest::write(Table table, std::string_view text) {
  auto transaction = vault_->begin();
  const auto row = transaction.insert(table, bytes_of(text));
  EXPECT_TRUE(row);
  EXPECT_TRUE(transaction.commit());
  return row.value();
}

Result<void> VaultTest::put(Table table, Row row, std::string_view text) {
  auto transaction = vault_->begin();
  if (auto done = transaction.put(table, row, bytes_of(text)); !done) return done;
  return transaction.commit();
}

Result<void> VaultTest::erase(Table table, Row row) {
  auto transaction = vault_->begin();
  if (auto done = transaction.erase(table, row); !done) return done;
  return transaction.commit();
}

}  // namespace alongside::vault
