// Unlocking and what is done with the vault as a whole, on a real one.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "app/node/initialize.hpp"
#include "app/node/secret_pair.hpp"
#include "core/error.hpp"
#include "tests/unit/app/node/person_home.hpp"

namespace alongside::test {
namespace {

std::string pair_of(std::string_view first, std::string_view second) {
  return std::string(as_text(app::SecretPair(first, second).expose()));
}

TEST(VaultMethods, NothingIsToldBeforeThePassphrase) {
  PersonHome home;
  auto api = home.sealed();
  EXPECT_EQ(ask<api::ListReply>(*api, "list").problem, "locked");
  const auto status = ask<api::StatusReply>(*api, "status").reply;
  EXPECT_TRUE(status.locked());
  EXPECT_EQ(status.name(), "");
  EXPECT_EQ(ask_raw(*api, "unlock", "another").problem, "wrong_passphrase");
  EXPECT_EQ(ask_raw(*api, "unlock", "").problem, "bad_passphrase");
  EXPECT_EQ(ask_raw(*api, "unlock", std::string(1025, 'x')).problem, "bad_passphrase");
  EXPECT_EQ(ask_raw(*api, "unlock", kPassphrase).problem, "");
  EXPECT_EQ(ask<api::StatusReply>(*api, "status").reply.name(), "Mira");
}

TEST(VaultMethods, TheRecoveryCodeOpensWhenThePassphraseIsForgotten) {
  PersonHome home;
  auto api = home.sealed();
  EXPECT_EQ(ask_raw(*api, "unlock-with-recovery", "AAAAA").problem, "malformed_recovery_code");
  EXPECT_EQ(ask_raw(*api, "passphrase-with-recovery", pair_of(home.recovery_code(), "a new one")).problem, "");
  api.reset();
  api = home.sealed();
  EXPECT_EQ(ask_raw(*api, "unlock", kPassphrase).problem, "wrong_passphrase");
  EXPECT_EQ(ask_raw(*api, "unlock", "a new one").problem, "");
}

TEST(VaultMethods, APassphraseIsChangedOnlyByWhoKnowsIt) {
  PersonHome home;
  auto api = home.unlocked();
  EXPECT_EQ(ask_raw(*api, "passphrase", pair_of("not it", "fresh")).problem, "wrong_passphrase");
  EXPECT_EQ(ask_raw(*api, "passphrase", pair_of(kPassphrase, "")).problem, "bad_passphrase");
  EXPECT_EQ(ask_raw(*api, "passphrase", "garbage").problem, "bad_request");
  EXPECT_EQ(ask_raw(*api, "passphrase", pair_of(kPassphrase, "fresh")).problem, "");
  api.reset();
  EXPECT_EQ(ask_raw(*home.sealed(), "unlock", "fresh").problem, "");
}

std::string drawn_code(app::Api& api) {
  const auto reply = api.call("draw-recovery-code", as_bytes(kPassphrase));
  const std::string key = R"({"recoveryCode":")";
  EXPECT_TRUE(reply.ok() && reply.body.starts_with(key));
  return reply.body.substr(key.size(), reply.body.find('"', key.size()) - key.size());
}

TEST(VaultMethods, ADrawnRecoveryCodeOpensNothingBeforeItIsPutInForce) {
  PersonHome home;
  EXPECT_EQ(ask_raw(*home.unlocked(), "draw-recovery-code", "not it").problem, "wrong_passphrase");
  const auto drawn = drawn_code(*home.unlocked());
  EXPECT_EQ(ask_raw(*home.sealed(), "unlock-with-recovery", drawn).problem, "wrong_passphrase");
  EXPECT_EQ(ask_raw(*home.sealed(), "unlock-with-recovery", home.recovery_code()).problem, "");
}

TEST(VaultMethods, ANewRecoveryCodeTakesTheOldOnesPlace) {
  PersonHome home;
  auto api = home.unlocked();
  const auto fresh = drawn_code(*api);
  EXPECT_EQ(ask_raw(*api, "recovery-code", pair_of("not it", fresh)).problem, "wrong_passphrase");
  EXPECT_EQ(ask_raw(*api, "recovery-code", pair_of(kPassphrase, "no code")).problem, "malformed_recovery_code");
  EXPECT_EQ(ask_raw(*api, "recovery-code", "garbage").problem, "bad_request");
  EXPECT_EQ(ask_raw(*api, "recovery-code", pair_of(kPassphrase, fresh)).problem, "");
  api.reset();
  EXPECT_EQ(ask_raw(*home.sealed(), "unlock-with-recovery", home.recovery_code()).problem, "wrong_passphrase");
  EXPECT_EQ(ask_raw(*home.sealed(), "unlock-with-recovery", fresh).problem, "");
}

TEST(VaultMethods, ABackupBringsEverythingBackIntoAnEmptyHome) {
  PersonHome home;
  TempFolder folder;
  auto api = home.unlocked();
  write_note(*api, "kept twice");
  api::BackupRequest backup;
  backup.set_file((folder.path() / "backup").string());
  EXPECT_EQ(ask<api::Empty>(*api, "backup", backup).problem, "");
  EXPECT_EQ(ask<api::Empty>(*api, "backup", backup).problem, "vault_exists");

  const auto elsewhere = folder.path() / "restored";
  ASSERT_TRUE(app::restore_home(elsewhere, backup.file(), {}));
  auto restored = app::open_api(elsewhere).value();
  EXPECT_EQ(ask_raw(*restored, "unlock", kPassphrase).problem, "");
  EXPECT_EQ(texts_of(*restored), std::vector<std::string>{"kept twice"});
}

TEST(VaultMethods, DoctorFindsASoundVaultSound) {
  PersonHome home;
  auto api = home.unlocked();
  write_note(*api, "well");
  const auto said = ask<api::DoctorReply>(*api, "doctor").reply;
  EXPECT_TRUE(said.sound());
  EXPECT_EQ(said.findings_size(), 0);
}

TEST(VaultMethods, ASecondVaultIsNotMadeOverTheFirst) {
  PersonHome home;
  const crypto::Passphrase passphrase{std::string("x")};
  auto again = app::initialize_home(home.path(), "Eve", passphrase, std::chrono::milliseconds(0));
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error(), error_code(CoreErrc::vault_exists));
}

TEST(VaultMethods, AnInitThatWasCutShortIsNotInTheWayOfTheNext) {
  crypto::initialize();
  TempFolder folder;
  const auto home = folder.path() / "home", aside = home / "init.part";
  std::filesystem::create_directories(aside);
  std::ofstream(aside / "vault.db") << "half of one";
  const crypto::Passphrase passphrase{std::string("x")};
  EXPECT_TRUE(app::initialize_home(home, "Mira", passphrase, std::chrono::milliseconds(0)));
  EXPECT_TRUE(std::filesystem::exists(home / "vault.db"));
  EXPECT_FALSE(std::filesystem::exists(aside));
}

TEST(VaultMethods, NamesAreOneLineOfText) {
  crypto::initialize();
  TempFolder folder;
  const crypto::Passphrase passphrase{std::string("x")};
  for (const auto* name : {"two\nlines", "bell\a", "\xff"})
    EXPECT_FALSE(app::initialize_home(folder.path() / "home", name, passphrase, std::chrono::milliseconds(0))) << name;
}

TEST(VaultMethods, ASecondCommandWaitsForTheFirst) {
  PersonHome home;
  auto first = home.sealed();
  auto second = app::open_api(home.path(), std::chrono::milliseconds(60));
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error(), error_code(CoreErrc::vault_in_use));
  first.reset();
  EXPECT_TRUE(app::open_api(home.path(), std::chrono::milliseconds(60)));
}

TEST(VaultMethods, WithoutANodeThereIsNothingToStopOrLock) {
  PersonHome home;
  auto api = home.unlocked();
  EXPECT_EQ(ask<api::Empty>(*api, "stop").problem, "not_running");
  EXPECT_EQ(ask<api::Empty>(*api, "lock").problem, "not_running");
}

}  // namespace
}  // namespace alongside::test
