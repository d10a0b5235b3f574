// Nothing that was acknowledged is lost, and a vault goes on after its disk failed it.
#include <sys/wait.h>
#include <unistd.h>

#include "tests/unit/core/vault/acts.hpp"
#include "tests/unit/core/vault/faulty_disk.hpp"
#include "tests/unit/core/vault/vault_fixture.hpp"

namespace alongside::vault {
namespace {

using test::FaultyDisk;

constexpr int kEnoughChanges = 400;  // more than any of these acts makes

class VaultFaultsTest : public VaultTest {
 protected:
  VaultFaultsTest() { FaultyDisk::mend(); }

  // Does an act while the disk fails at its first change, then its second, and so on until it meets no fault any more.
  void fail_every_change(FaultyDisk::Fault fault, bool lasting);
  int acts_ = 0;
};

void VaultFaultsTest::fail_every_change(FaultyDisk::Fault fault, bool lasting) {
  bool met = true;
  for (int sound = 0; met && sound < kEnoughChanges; ++sound) {
    FaultyDisk::fail_after(sound, fault, lasting);
    const auto done = do_act(*vault_, acts_ + 1);
    met = FaultyDisk::mend();
    if (done) ++acts_;
    ASSERT_TRUE(done || done.error() == CoreErrc::disk_full || done.error() == CoreErrc::disk_failed) << done.error();
    ASSERT_EQ(acts_in(*vault_), acts_) << "after the fault at change " << sound;
    ASSERT_TRUE(do_act(*vault_, ++acts_)) << "after the fault at change " << sound;
    ASSERT_EQ(acts_in(*vault_), acts_);
  }
  ASSERT_FALSE(met);
  ASSERT_TRUE(reopen_unlocked());
  EXPECT_EQ(acts_in(*vault_), acts_);
  EXPECT_TRUE(vault_->examine({}).value().empty());
}

TEST_F(VaultFaultsTest, AfterAFullDiskAtAnyChangeTheActDidNotHappenAndTheNextOneDoes) {
  create();
  fail_every_change(FaultyDisk::Fault::disk_full, /*lasting=*/true);
}

TEST_F(VaultFaultsTest, AfterAnInputOutputErrorAtAnyChangeTheActDidNotHappenAndTheNextOneDoes) {
  create();
  fail_every_change(FaultyDisk::Fault::broken, /*lasting=*/false);
}

TEST_F(VaultFaultsTest, AfterATornWriteAtAnyChangeTheActDidNotHappenAndTheNextOneDoes) {
  create();
  fail_every_change(FaultyDisk::Fault::torn_write, /*lasting=*/true);
}

TEST_F(VaultFaultsTest, MakingAVaultOnAFailingDiskLeavesNoneAndCanBeDoneAgain) {
  bool met = true;
  for (int sound = 0; met && sound < kEnoughChanges; ++sound) {
    std::filesystem::remove_all(home_.folder);
    FaultyDisk::fail_after(sound, FaultyDisk::Fault::disk_full, /*lasting=*/true);
    const auto created = Vault::create(home_, passphrase(), crypto::PasswordCost(), random_);
    met = FaultyDisk::mend();
    EXPECT_EQ(created.has_value(), !met);
    EXPECT_TRUE(created || created.error() == CoreErrc::disk_full) << created.error();
  }
  ASSERT_FALSE(met);
}

// A child does acts and says so through a pipe after each; the disk kills it at a given change.
class Child {
 public:
  Child(const Home& home, const crypto::RecoverySecret& recovery, int first_act, int sound_changes);
  // Waits for the end; the last act that was acknowledged, `first_act` - 1 if none.
  int last_acknowledged();
  bool was_killed() const { return killed_; }

 private:
  [[noreturn]] void run(const Home& home, const crypto::RecoverySecret& recovery, int sound_changes);
  static constexpr int kActs = 4;
  int first_act_;
  int pipe_[2] = {-1, -1};
  pid_t process_ = -1;
  bool killed_ = false;
};

Child::Child(const Home& home, const crypto::RecoverySecret& recovery, int first_act, int sound_changes)
    : first_act_(first_act) {
  EXPECT_EQ(::pipe(pipe_), 0);
  process_ = ::fork();
  if (process_ == 0) run(home, recovery, sound_changes);
  ::close(pipe_[1]);
}

void Child::run(const Home& home, const crypto::RecoverySecret& recovery, int sound_changes) {
  crypto::SystemRandom random;
  FaultyDisk::fail_after(sound_changes, FaultyDisk::Fault::kill, /*lasting=*/true);
  auto vault = Vault::open(home, random);
  if (!vault || !(*vault)->unlock(recovery)) ::_exit(1);
  for (int act = first_act_; act < first_act_ + kActs; ++act) {
    if (!do_act(**vault, act) || ::write(pipe_[1], &act, sizeof act) != sizeof act) ::_exit(1);
  }
  vault->reset();
  ::_exit(0);
}

int Child::last_acknowledged() {
  int last = first_act_ - 1;
  int act = 0;
  while (::read(pipe_[0], &act, sizeof act) == sizeof act) last = act;
  ::close(pipe_[0]);
  int status = 0;
  ::waitpid(process_, &status, 0);
  killed_ = WIFSIGNALED(status);
  EXPECT_TRUE(killed_ || (WIFEXITED(status) && WEXITSTATUS(status) == 0));
  return last;
}

TEST_F(VaultFaultsTest, KilledAtAnyChangeItHoldsAllThatWasAcknowledgedAndNoHalfAct) {
  create();
  ASSERT_TRUE(do_act(*vault_, 1));
  int acts = 1;
  bool killed = true;
  for (int sound = 0; killed && sound < kEnoughChanges; ++sound) {
    vault_.reset();
    Child child(home_, recovery(), acts + 1, sound);
    const int acknowledged = child.last_acknowledged();
    killed = child.was_killed();
    ASSERT_TRUE(reopen_unlocked()) << "killed at change " << sound;
    const auto held = acts_in(*vault_);
    ASSERT_TRUE(held) << "killed at change " << sound;
    // The kill may have come between an act's last change and its acknowledgement.
    EXPECT_GE(*held, acknowledged) << "killed at change " << sound;
    EXPECT_LE(*held, acknowledged + 1) << "killed at change " << sound;
    EXPECT_TRUE(vault_->examine({}).value().empty()) << "killed at change " << sound;
    acts = *held;
  }
  EXPECT_FALSE(killed);
}

}  // namespace
}  // namespace alongside::vault
