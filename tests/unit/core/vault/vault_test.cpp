#include "core/vault/vault.hpp"

#include <sys/stat.h>

#include "core/crypto/sealed_box.hpp"
#include "tests/unit/core/vault/vault_fixture.hpp"

namespace alongside::vault {
namespace {

TEST_F(VaultTest, HoldsWhatWasCommittedAfterItWasClosedAndOpenedAgain) {
  create();
  const auto item = write(Table::item, "a private line");
  const auto outgoing = write(Table::outbox, "on its way");
  ASSERT_TRUE(reopen_unlocked());
  EXPECT_EQ(text_of(vault_->read(Table::item, item)), "a private line");
  EXPECT_EQ(text_of(vault_->read(Table::outbox, outgoing)), "on its way");
}

TEST_F(VaultTest, OpensWithThePassphraseAndWithTheRecoveryCodeAndWithNothingElse) {
  create();
  reopen();
  EXPECT_EQ(vault_->lock_state(), LockState::sealed);
  EXPECT_EQ(vault_->unlock(crypto::Passphrase("rain on the windows")).error(), CoreErrc::wrong_passphrase);
  EXPECT_EQ(vault_->lock_state(), LockState::sealed);
  EXPECT_TRUE(vault_->unlock(passphrase()));
  EXPECT_EQ(vault_->lock_state(), LockState::unlocked);
  reopen();
  EXPECT_EQ(vault_->unlock(crypto::RecoverySecret::random(random_)).error(), CoreErrc::wrong_passphrase);
  EXPECT_TRUE(vault_->unlock(recovery()));
}

TEST_F(VaultTest, AnOpenTransactionIsReadBackAndOneThatIsDroppedLeavesNothing) {
  create();
  const auto kept = write(Table::item, "kept");
  const auto erased = write(Table::item, "to be erased");
  Row dropped;
  {
    auto transaction = vault_->begin();
    dropped = transaction.insert(Table::item, bytes_of("dropped")).value();
    ASSERT_TRUE(transaction.put(Table::item, kept, bytes_of("changed")));
    ASSERT_TRUE(transaction.erase(Table::item, erased));
    EXPECT_EQ(text_of(vault_->read(Table::item, dropped)), "dropped");
    EXPECT_EQ(text_of(vault_->read(Table::item, kept)), "changed");
    EXPECT_EQ(vault_->read(Table::item, erased).error(), CoreErrc::no_such_item);
  }
  EXPECT_EQ(vault_->read(Table::item, dropped).error(), CoreErrc::no_such_item);
  EXPECT_EQ(text_of(vault_->read(Table::item, kept)), "kept");
  EXPECT_EQ(text_of(vault_->read(Table::item, erased)), "to be erased");
  EXPECT_EQ(write(Table::item, "next"), dropped);
  EXPECT_TRUE(reopen_unlocked());
}

TEST_F(VaultTest, LockedItReceivesAndPassesOnAndReadsNothingPersonal) {
  create();
  const auto item = write(Table::item, "a private line");
  const auto sent = write(Table::outbox, "on its way");
  const auto inbox = vault_->inbox_key().value();
  vault_->lock();
  EXPECT_EQ(vault_->lock_state(), LockState::locked);
  EXPECT_EQ(vault_->read(Table::item, item).error(), CoreErrc::locked);
  EXPECT_TRUE(vault_->rows(Table::item).empty());
  EXPECT_EQ(put(Table::item, item, "changed").error(), CoreErrc::locked);
  EXPECT_FALSE(vault_->subkey<struct AnyRole>("alongside test"));
  EXPECT_EQ(text_of(vault_->read(Table::outbox, sent)), "on its way");
  EXPECT_EQ(vault_->inbox_key().value(), inbox);

  const auto arrived = write(Table::inbox, as_text(crypto::seal_to(inbox, bytes_of("from afar"))));
  const auto sealed = vault_->read(Table::inbox, arrived).value();
  EXPECT_EQ(vault_->open_inbox_seal(sealed).error(), CoreErrc::locked);
  ASSERT_TRUE(vault_->unlock(recovery()));
  EXPECT_EQ(text_of(vault_->open_inbox_seal(sealed)), "from afar");
  EXPECT_EQ(text_of(vault_->read(Table::item, item)), "a private line");
  EXPECT_TRUE(reopen_unlocked());
}

TEST_F(VaultTest, AWholeTableIsReadInOrderFromAnyRowAndAsFarAsWanted) {
  create();
  for (const auto* text : {"one", "two", "three", "four"}) write(Table::history, text);
  ASSERT_TRUE(erase(Table::history, Row(2)));
  ASSERT_TRUE(put(Table::history, Row(1), "one again"));
  std::vector<std::string> seen;
  const auto collect = [&seen](Row, Version, BytesView plaintext) {
    seen.emplace_back(as_text(plaintext));
    return seen.size() < 2;
  };
  ASSERT_TRUE(vault_->scan(Table::history, Row(), collect));
  EXPECT_EQ(seen, (std::vector<std::string>{"one again", "three"}));
  seen.clear();
  ASSERT_TRUE(vault_->scan(Table::history, Row(4), collect));
  EXPECT_EQ(seen, (std::vector<std::string>{"four"}));
  const auto rows = vault_->rows(Table::history);
  ASSERT_EQ(rows.size(), 3u);
  EXPECT_EQ(rows[2].row, Row(4));
  EXPECT_GT(rows[0].version, rows[2].version);
}

TEST_F(VaultTest, AVersionIsNeverGivenTwiceNotEvenToAnUndoneWriteOrAfterReopening) {
  create();
  {
    auto transaction = vault_->begin();
    ASSERT_TRUE(transaction.insert(Table::item, bytes_of("undone")));
  }
  write(Table::item, "first");
  const auto first = vault_->rows(Table::item).back().version;
  EXPECT_GT(first, Version(1));
  ASSERT_TRUE(reopen_unlocked());
  write(Table::item, "second");
  EXPECT_GT(vault_->rows(Table::item).back().version, first.next());
}

TEST_F(VaultTest, AChangedPassphraseOpensAndTheOldOneDoesNot) {
  create();
  const auto item = write(Table::item, "still here");
  ASSERT_TRUE(vault_->change_passphrase(crypto::Passphrase("snow"), crypto::PasswordCost()));
  reopen();
  EXPECT_EQ(vault_->unlock(passphrase()).error(), CoreErrc::wrong_passphrase);
  ASSERT_TRUE(vault_->unlock(crypto::Passphrase("snow")));
  EXPECT_EQ(text_of(vault_->read(Table::item, item)), "still here");
}

TEST_F(VaultTest, ANewRecoveryCodeOpensAndTheOldOneDoesNot) {
  create();
  const auto fresh = crypto::RecoverySecret::random(random_);
  ASSERT_TRUE(vault_->change_recovery_code(fresh));
  reopen();
  EXPECT_EQ(vault_->unlock(recovery()).error(), CoreErrc::wrong_passphrase);
  EXPECT_TRUE(vault_->unlock(fresh));
}

TEST_F(VaultTest, ASecondOpenerIsToldAtOnceThatItIsInUse) {
  create();
  EXPECT_EQ(Vault::open(home_, random_).error(), CoreErrc::vault_in_use);
  vault_.reset();
  EXPECT_TRUE(Vault::open(home_, random_));
}

TEST_F(VaultTest, SaysWhatStandsInTheWay) {
  EXPECT_EQ(Vault::open(home_, random_).error(), CoreErrc::no_vault);
  create();
  EXPECT_EQ(Vault::create(home_, passphrase(), crypto::PasswordCost(), random_).error(), CoreErrc::vault_exists);
}

TEST_F(VaultTest, NobodyElseOnTheMachineMayReadItsFiles) {
  create();
  write(Table::item, "mine");
  struct stat facts{};
  ASSERT_EQ(::stat(home_.folder.c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0777, 0700u);
  for (const auto* name : {"vault.db", "vault.db-wal"}) {
    ASSERT_EQ(::stat((home_.folder / name).c_str(), &facts), 0) << name;
    EXPECT_EQ(facts.st_mode & 0777, 0600u) << name;
  }
}

}  // namespace
}  // namespace alongside::vault
