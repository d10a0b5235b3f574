// Whoever has the file but not the key can change it only so that it is noticed.
#include <sqlite3.h>

#include <fstream>
#include <random>

#include "tests/unit/core/vault/acts.hpp"
#include "tests/unit/core/vault/vault_fixture.hpp"

namespace alongside::vault {
namespace {

constexpr int kActs = 30;

Bytes contents_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return Bytes(std::istreambuf_iterator<char>(in), {});
}

void write_contents(const std::filesystem::path& file, BytesView bytes) {
  std::ofstream(file, std::ios::binary | std::ios::trunc) << as_text(bytes);
}

class VaultThiefTest : public VaultTest {
 protected:
  // Changes the file of the closed vault as anybody with SQLite can.
  void tamper(const std::string& sql) {
    vault_.reset();
    sqlite3* database = nullptr;
    ASSERT_EQ(sqlite3_open_v2(home_.database().c_str(), &database, SQLITE_OPEN_READWRITE, "unix"), SQLITE_OK);
    EXPECT_EQ(sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK) << sqlite3_errmsg(database);
    sqlite3_close(database);
  }
  void create_with_acts() {
    create();
    for (int act = 1; act <= kActs; ++act) ASSERT_TRUE(do_act(*vault_, act));
  }
  // A copy of the file as it is now, with everything in it.
  std::filesystem::path keep_copy(const std::string& name) {
    vault_.reset();
    std::filesystem::copy_file(home_.database(), folder_ / name);
    EXPECT_TRUE(reopen_unlocked());
    return folder_ / name;
  }
  void expect_altered() {
    EXPECT_EQ(reopen_unlocked().error(), CoreErrc::altered);
    EXPECT_EQ(vault_->lock_state(), LockState::sealed);
    ASSERT_TRUE(vault_->unlock_altered(recovery()));
    EXPECT_FALSE(vault_->examine({}).value().empty());
  }
};

TEST_F(VaultThiefTest, ADeletedRowIsNoticedAtUnlock) {
  create_with_acts();
  tamper("DELETE FROM item WHERE row = 3");
  expect_altered();
}

TEST_F(VaultThiefTest, RowsThatWereSwappedAreNoticedAtUnlock) {
  create_with_acts();
  tamper("UPDATE item SET row = 1000 WHERE row = 3; UPDATE item SET row = 3 WHERE row = 4;"
         "UPDATE item SET row = 4 WHERE row = 1000");
  expect_altered();
}

TEST_F(VaultThiefTest, ContentsThatWereSwappedOpenNowhere) {
  create_with_acts();
  tamper("UPDATE item SET sealed = (SELECT sealed FROM item WHERE row = 4) WHERE row = 3;"
         "UPDATE outbox SET sealed = (SELECT sealed FROM item WHERE row = 4) WHERE row = 3");
  ASSERT_TRUE(reopen_unlocked());
  EXPECT_EQ(vault_->read(Table::item, Row(3)).error(), CoreErrc::altered);
  EXPECT_EQ(vault_->read(Table::outbox, Row(3)).error(), CoreErrc::altered);
  EXPECT_EQ(vault_->scan(Table::item, Row(), [](Row, Version, BytesView) { return true; }).error(), CoreErrc::altered);
  const auto findings = vault_->examine({}).value();
  ASSERT_EQ(findings.size(), 2u);
  EXPECT_NE(findings[0].what.find("table item, row 3"), std::string::npos);
}

TEST_F(VaultThiefTest, ARowReplayedFromAnOlderCopyIsNoticedAtUnlock) {
  create();
  const auto row = write(Table::item, "as it was");
  const auto old = keep_copy("old.db");
  ASSERT_TRUE(put(Table::item, row, "as it is"));
  tamper("ATTACH '" + old.string() + "' AS old; UPDATE item SET (version, sealed) = (SELECT version, sealed FROM "
         "old.item WHERE old.item.row = item.row)");
  expect_altered();
}

TEST_F(VaultThiefTest, AnErasedRowPutBackIsNoticedAtUnlock) {
  create();
  const auto row = write(Table::item, "to be gone");
  const auto old = keep_copy("old.db");
  ASSERT_TRUE(erase(Table::item, row));
  tamper("ATTACH '" + old.string() + "' AS old; INSERT INTO item SELECT * FROM old.item");
  expect_altered();
}

TEST_F(VaultThiefTest, TheWholePersonalHalfFromAnOlderCopyIsNoticedAtUnlock) {
  create_with_acts();
  const auto old = keep_copy("old.db");
  ASSERT_TRUE(do_act(*vault_, kActs + 1));
  tamper("ATTACH '" + old.string() + "' AS old; DELETE FROM item; INSERT INTO item SELECT * FROM old.item;"
         "DELETE FROM setting; INSERT INTO setting SELECT * FROM old.setting;"
         "UPDATE domain_state SET sealed = (SELECT sealed FROM old.domain_state WHERE domain = 1) WHERE domain = 1");
  expect_altered();
}

TEST_F(VaultThiefTest, ARowOfTheSamePlaceFromAnotherLifeOfTheVaultIsNoticedAtUnlock) {
  create();
  const auto common = keep_copy("common.db");
  const auto row = write(Table::item, "in this life");
  const auto other_life = keep_copy("other.db");
  vault_.reset();
  std::filesystem::copy_file(common, home_.database(), std::filesystem::copy_options::overwrite_existing);
  ASSERT_TRUE(reopen_unlocked());
  ASSERT_EQ(write(Table::item, "in that life"), row);
  tamper("ATTACH '" + other_life.string() + "' AS other; DELETE FROM item; INSERT INTO item SELECT * FROM other.item");
  expect_altered();
}

TEST_F(VaultThiefTest, LoweredPassphraseCostsAreRefused) {
  create();
  tamper("UPDATE key_slot SET passes = 1 WHERE kind = 1");
  EXPECT_EQ(Vault::open(home_, random_).error(), CoreErrc::not_a_vault);
  tamper("UPDATE key_slot SET passes = 2, memory_bytes = 1 << 40 WHERE kind = 1");
  EXPECT_EQ(Vault::open(home_, random_).error(), CoreErrc::not_a_vault);
  tamper("UPDATE key_slot SET passes = 3, memory_bytes = 64 << 20 WHERE kind = 1");
  reopen();
  EXPECT_EQ(vault_->unlock(passphrase()).error(), CoreErrc::wrong_passphrase);
}

TEST_F(VaultThiefTest, AFileThatIsNoVaultOrANewerOneIsNamedSo) {
  create();
  tamper("CREATE TRIGGER planted AFTER INSERT ON item BEGIN DELETE FROM item; END");
  EXPECT_EQ(Vault::open(home_, random_).error(), CoreErrc::not_a_vault);
  tamper("DROP TRIGGER planted; PRAGMA user_version = 2");
  EXPECT_EQ(Vault::open(home_, random_).error(), CoreErrc::format_too_new);
  tamper("PRAGMA user_version = 1; PRAGMA application_id = 7");
  EXPECT_EQ(Vault::open(home_, random_).error(), CoreErrc::not_a_vault);
  write_contents(home_.database(), bytes_of("not a database at all, but a text"));
  EXPECT_EQ(Vault::open(home_, random_).error(), CoreErrc::not_a_vault);
  write_contents(home_.database(), {});
  EXPECT_EQ(Vault::open(home_, random_).error(), CoreErrc::not_a_vault);
}

TEST_F(VaultThiefTest, WhatIsSoundInAnAlteredVaultCanBeReadButNothingBeWritten) {
  create_with_acts();
  tamper("DELETE FROM item WHERE row = 3; UPDATE item SET sealed = x'00' WHERE row = 4");
  expect_altered();
  std::size_t read = 0;
  ASSERT_TRUE(vault_->scan(Table::item, Row(), [&read](Row, Version, BytesView) { return ++read, true; }));
  EXPECT_EQ(read, 18u);  // 20 are not erased
  EXPECT_EQ(put(Table::item, Row(1), "changed").error(), CoreErrc::altered);
  EXPECT_EQ(put(Table::outbox, Row(1), "changed").error(), CoreErrc::altered);
  vault_->lock();
  EXPECT_EQ(vault_->lock_state(), LockState::sealed);
}

// The walk over damaged files: whatever the damage, each read gives what was written or an error.
class VaultDamageTest : public VaultThiefTest {
 protected:
  // Opens `home_` by all means and reads all there is.
  void expect_truth_or_error(const std::string& damage) {
    const auto unlocked = reopen_unlocked();
    if (!vault_) return;
    if (!unlocked) {
      if (!vault_->unlock_altered(recovery())) return;
    }
    ASSERT_TRUE(vault_->examine({})) << damage;
    for (int act = 1; act <= kActs; ++act) {
      const auto item = vault_->read(Table::item, Row(static_cast<std::uint64_t>(act)));
      const auto truth = "act " + std::to_string(act) + std::string(300, '.');
      ASSERT_TRUE(!item || as_text(*item) == truth) << damage;
    }
    vault_.reset();
  }
};

constexpr std::size_t kPage = 8192;

TEST_F(VaultDamageTest, ABitFlippedInAnyPageNeverShowsAsGoodAndNeverCrashes) {
  create_with_acts();
  vault_.reset();
  const Bytes sound = contents_of(home_.database());
  std::mt19937 dice(7);
  for (std::size_t page = 0; page * kPage < sound.size(); ++page) {
    for (int flip = 0; flip < 12; ++flip) {
      // The first bytes of a page say most about it.
      const std::size_t span = flip < 6 ? 120 : kPage;
      const std::size_t place = page * kPage + dice() % span;
      Bytes damaged = sound;
      damaged[place] ^= static_cast<unsigned char>(1u << dice() % 8);
      write_contents(home_.database(), damaged);
      expect_truth_or_error("flipped at byte " + std::to_string(place));
      std::filesystem::remove(home_.folder / "vault.db-wal");
    }
  }
}

TEST_F(VaultDamageTest, AFileCutShortIsNeverShownAsGood) {
  create_with_acts();
  vault_.reset();
  const Bytes sound = contents_of(home_.database());
  ASSERT_EQ(sound.size() % kPage, 0u);
  for (std::size_t size = 0; size < sound.size(); size += kPage - 1000) {
    write_contents(home_.database(), BytesView(sound).first(size));
    // A part of the last page may be missing after a kill, when the log has it.
    const bool lacks_a_page = size + kPage <= sound.size();
    EXPECT_FALSE(lacks_a_page && reopen_unlocked()) << size;
    expect_truth_or_error("cut to " + std::to_string(size));
  }
}

TEST_F(VaultDamageTest, ALogThatWasCutFlippedOrTakenAwayGivesAnOlderWholeStateOrAnError) {
  create_with_acts();
  for (int act = kActs + 1; act <= kActs + 2; ++act) ASSERT_TRUE(do_act(*vault_, act));
  const auto log_file = home_.folder / "vault.db-wal";
  const Bytes file = contents_of(home_.database());
  const Bytes log = contents_of(log_file);
  vault_.reset();
  ASSERT_GT(log.size(), 10'000u);
  const auto expect_older_state = [&](BytesView damaged_log) {
    vault_.reset();
    write_contents(home_.database(), file);
    write_contents(log_file, damaged_log);
    const auto unlocked = reopen_unlocked();
    if (!unlocked) return;
    const auto acts = acts_in(*vault_);
    ASSERT_TRUE(acts);
    EXPECT_GE(*acts, kActs);
  };
  for (std::size_t size = 0; size < log.size(); size += 977) expect_older_state(BytesView(log).first(size));
  std::mt19937 dice(11);
  for (int flip = 0; flip < 40; ++flip) {
    Bytes damaged = log;
    damaged[dice() % log.size()] ^= 1;
    expect_older_state(damaged);
  }
}

}  // namespace
}  // namespace alongside::vault
