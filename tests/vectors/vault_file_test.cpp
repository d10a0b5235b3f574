// The vault that version 1 wrote, opened for ever; and core/VAULT.md, read by a second implementation.
#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <map>

#include "core/vault/vault.hpp"
#include "tests/support/hex.hpp"
#include "tests/vectors/plain_vault.hpp"

namespace alongside::vault {
namespace {

const std::filesystem::path kStored = ALONGSIDE_STORED_VECTORS;

class StoredVaultTest : public testing::Test {
 protected:
  StoredVaultTest() {
    std::string pattern = (std::filesystem::temp_directory_path() / "alongside-stored-XXXXXX").string();
    home_.folder = ::mkdtemp(pattern.data());
    std::filesystem::copy_file(kStored / "vault-v1.db", home_.database());
    std::ifstream lines(kStored / "vault-v1.txt");
    for (std::string name, value; lines >> name && std::getline(lines >> std::ws, value);) facts_[name] = value;
  }
  ~StoredVaultTest() override { std::filesystem::remove_all(home_.folder); }

  void expect_stored_rows(const Vault& vault) const {
    const std::map<Table, std::string> contents = {
        {Table::item, "the row in item"},     {Table::history, "the row in history"},
        {Table::cache, "the row in cache"},   {Table::setting, "the row in setting"},
        {Table::outbox, "the row in outbox"}, {Table::inbox, "the row in inbox"},
        {Table::link, "the row in link"},     {Table::servable, "the row in servable"}};
    for (const auto& [table, text] : contents) {
      EXPECT_EQ(vault.rows(table).size(), 1u);
      EXPECT_EQ(as_text(vault.read(table, Row(2)).value()), text);
    }
  }

  Home home_;
  crypto::SystemRandom random_;
  std::map<std::string, std::string> facts_;
};

TEST_F(StoredVaultTest, OpensWithItsPassphraseAndItsRecoveryCode) {
  auto vault = std::move(Vault::open(home_, random_).value());
  ASSERT_TRUE(vault->unlock(crypto::Passphrase(std::string(facts_["passphrase"]))));
  expect_stored_rows(*vault);
  EXPECT_TRUE(vault->examine({}).value().empty());
  vault.reset();
  vault = std::move(Vault::open(home_, random_).value());
  ASSERT_TRUE(vault->unlock(crypto::read_recovery_code(facts_["recovery_code"]).value()));
  expect_stored_rows(*vault);
}

TEST_F(StoredVaultTest, ReadsTheSameToASecondImplementationOfTheDocument) {
  const auto plain = test::read_plainly(home_.database().string(), facts_["passphrase"]);
  const auto fact = [this](const char* name) {
    const Bytes bytes = test::from_hex(facts_[name]);
    return test::PlainBytes(bytes.begin(), bytes.end());
  };
  EXPECT_EQ(plain.vault_id, fact("vault_id"));
  EXPECT_EQ(plain.vault_key, fact("vault_key"));
  EXPECT_EQ(plain.personal_row_key, fact("personal_row_key"));
  EXPECT_EQ(plain.personal_digest_key, fact("personal_digest_key"));
  EXPECT_EQ(plain.transit_row_key, fact("transit_row_key"));
  EXPECT_EQ(plain.transit_digest_key, fact("transit_digest_key"));
  EXPECT_EQ(plain.inbox_key, fact("inbox_key"));
  EXPECT_EQ(plain.personal_digest, fact("personal_digest"));
  EXPECT_EQ(plain.transit_digest, fact("transit_digest"));
  EXPECT_EQ(plain.personal_state.size(), 104u);
  EXPECT_EQ(plain.personal_state.substr(8, 32), plain.personal_digest);
  EXPECT_EQ(plain.transit_state.substr(8, 32), plain.transit_digest);
  EXPECT_EQ(plain.transit_state.substr(40, 32), plain.personal_digest);
  for (const auto& [name, rows] : plain.tables) {
    ASSERT_EQ(rows.size(), 1u) << name;
    EXPECT_EQ(rows.at(2), "the row in " + name);
  }
  EXPECT_EQ(plain.tables.size(), kTableCount);
}

TEST_F(StoredVaultTest, ReadsTheSameToThatImplementationAfterThisOneWroteIntoIt) {
  auto vault = std::move(Vault::open(home_, random_).value());
  ASSERT_TRUE(vault->unlock(crypto::read_recovery_code(facts_["recovery_code"]).value()));
  auto transaction = vault->begin();
  ASSERT_TRUE(transaction.insert(Table::item, as_bytes(std::string(5000, 'x'))));
  ASSERT_TRUE(transaction.erase(Table::setting, Row(2)));
  ASSERT_TRUE(transaction.commit());
  vault.reset();
  const auto plain = test::read_plainly(home_.database().string(), facts_["passphrase"]);
  EXPECT_EQ(plain.tables.at("item").at(3), std::string(5000, 'x'));
  EXPECT_EQ(plain.tables.count("setting"), 0u);
  EXPECT_EQ(plain.personal_state.substr(8, 32), plain.personal_digest);
  EXPECT_EQ(plain.transit_state.substr(40, 32), plain.personal_digest);
}

}  // namespace
}  // namespace alongside::vault
