#include <fstream>
#include <sstream>

#include "core/vault/attachments.hpp"
#include "tests/unit/core/vault/acts.hpp"
#include "tests/unit/core/vault/vault_fixture.hpp"

namespace alongside::vault {
namespace {

constexpr int kActs = 100;

class BackupTest : public VaultTest {
 protected:
  void create_with_acts() {
    create();
    for (int act = 1; act <= kActs; ++act) ASSERT_TRUE(do_act(*vault_, act));
  }
  Result<std::unique_ptr<Vault>> restore(const Progress& progress = {}) {
    return Vault::restore(file_, elsewhere_, random_, progress);
  }

  std::filesystem::path file_ = folder_ / "kept.alongside";
  Home elsewhere_{folder_ / "elsewhere"};
};

TEST_F(BackupTest, ARestoredVaultHoldsEverythingAndKnowsThatItWasRestored) {
  create_with_acts();
  Attachments attachments(home_.attachments());
  std::istringstream source(std::string(100'000, 'p'));
  const auto photo = std::move(attachments.store(source, random_, {}).value());
  ASSERT_TRUE(vault_->backup(file_, {}));
  ASSERT_TRUE(do_act(*vault_, kActs + 1));

  auto restored = restore();
  ASSERT_TRUE(restored) << restored.error().message();
  EXPECT_EQ((*restored)->lock_state(), LockState::sealed);
  ASSERT_TRUE((*restored)->unlock(passphrase()));
  EXPECT_EQ(acts_in(**restored), kActs);
  EXPECT_TRUE((*restored)->examine({}).value().empty());
  std::size_t loaded = 0;
  const auto count = [&loaded](BytesView piece) { return loaded += piece.size(), true; };
  EXPECT_TRUE(Attachments(elsewhere_.attachments()).load(photo.id, {photo.id, photo.key, photo.size}, count));
  EXPECT_EQ(loaded, 100'000u);

  EXPECT_TRUE((*restored)->was_restored());
  EXPECT_FALSE(vault_->was_restored());
  ASSERT_TRUE((*restored)->acknowledge_restored());
  restored->reset();
  EXPECT_FALSE(Vault::open(elsewhere_, random_).value()->was_restored());
}

TEST_F(BackupTest, ALockedVaultCanBeBackedUpToo) {
  create_with_acts();
  vault_->lock();
  ASSERT_TRUE(vault_->backup(file_, {}));
  auto restored = restore();
  ASSERT_TRUE(restored);
  ASSERT_TRUE((*restored)->unlock(recovery()));
  EXPECT_EQ(acts_in(**restored), kActs);
}

TEST_F(BackupTest, NothingThatIsThereIsWrittenOver) {
  create_with_acts();
  ASSERT_TRUE(vault_->backup(file_, {}));
  EXPECT_EQ(vault_->backup(file_, {}).error(), CoreErrc::vault_exists);
  EXPECT_EQ(Vault::restore(file_, home_, random_, {}).error(), CoreErrc::vault_exists);
}

TEST_F(BackupTest, StoppedOnTheWayNothingIsLeft) {
  create_with_acts();
  std::uint64_t total = 0;
  const Progress stop_half_way = [&total](std::uint64_t done, std::uint64_t all) {
    total = all;
    return done < all / 2;
  };
  EXPECT_EQ(vault_->backup(file_, stop_half_way).error(), CoreErrc::stopped);
  EXPECT_GT(total, static_cast<std::uint64_t>(kActs));
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder_), {}), 1);
  ASSERT_TRUE(vault_->backup(file_, {}));
  EXPECT_EQ(restore(stop_half_way).error(), CoreErrc::stopped);
  EXPECT_TRUE(std::filesystem::is_empty(elsewhere_.folder));
  EXPECT_TRUE(restore());
}

TEST_F(BackupTest, AFileThatIsNoBackupOrIsCutShortIsNamedSo) {
  create_with_acts();
  EXPECT_EQ(restore().error(), CoreErrc::bad_backup);
  std::ofstream(file_) << "something else";
  EXPECT_EQ(restore().error(), CoreErrc::bad_backup);
  std::filesystem::remove(file_);
  ASSERT_TRUE(vault_->backup(file_, {}));
  for (auto size = std::filesystem::file_size(file_) - 1; size > 20'000; size -= size / 7) {
    std::filesystem::resize_file(file_, size);
    EXPECT_EQ(restore().error(), CoreErrc::bad_backup) << size;
    EXPECT_FALSE(std::filesystem::exists(elsewhere_.database()));
  }
}

TEST_F(BackupTest, ABackupIsNoVaultAndAVaultIsNoBackup) {
  create_with_acts();
  ASSERT_TRUE(vault_->backup(file_, {}));
  std::filesystem::create_directory(elsewhere_.folder);
  std::filesystem::copy_file(file_, elsewhere_.database());
  EXPECT_EQ(Vault::open(elsewhere_, random_).error(), CoreErrc::not_a_vault);
  vault_.reset();
  EXPECT_EQ(Vault::restore(home_.database(), Home{folder_ / "third"}, random_, {}).error(), CoreErrc::bad_backup);
}

TEST_F(BackupTest, WhatAKilledRestoreLeftBehindIsNoVaultAndDoesNotStandInTheWay) {
  create_with_acts();
  ASSERT_TRUE(vault_->backup(file_, {}));
  std::filesystem::create_directories(elsewhere_.folder / "attachments.part" / "leftover");
  std::ofstream(elsewhere_.folder / "vault.db.part") << "half";
  EXPECT_EQ(Vault::open(elsewhere_, random_).error(), CoreErrc::no_vault);
  EXPECT_TRUE(restore());
  EXPECT_FALSE(std::filesystem::exists(elsewhere_.folder / "attachments.part"));
}

}  // namespace
}  // namespace alongside::vault
