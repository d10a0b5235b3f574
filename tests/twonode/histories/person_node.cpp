#include "tests/twonode/histories/person_node.hpp"

#include "core/crypto/password.hpp"
#include "proto/check.hpp"

namespace alongside::test {

PersonNode::PersonNode(World& world, std::string where, std::uint64_t seed, std::filesystem::path home,
                       std::string recovery_code, FeedObserver& observer)
    : SimulatedNode(world, std::move(where), seed),
      vault_random_(seed + 5000),
      home_(std::move(home)),
      recovery_code_(std::move(recovery_code)),
      observer_(observer) {
  open(app::PersonSide::open(home_, vault_random_, *this).value());
  unlock();
}

PersonNode::~PersonNode() = default;

void PersonNode::open(std::unique_ptr<app::PersonSide> person) {
  open_ = std::make_unique<Open>(std::move(person), observer_);
}

void PersonNode::unlock() {
  if (unlocked()) return;
  const bool was_sealed = !open_->person->transit_open();
  const auto code = crypto::read_recovery_code(recovery_code_).value();
  open_->person->unlock(code, {}).value();
  if (!up()) return;
  act([&](net::Meeting& meeting, net::Now at) {
    if (was_sealed) meeting.link_changed(at);
    meeting.unlocked(at);
  });
}

void PersonNode::lock() { open_->person->lock(); }

std::filesystem::path PersonNode::next_home() {
  auto next = home_;
  next.replace_filename("home-" + address.substr(0, address.find(':')) + std::to_string(++homes_));
  return next;
}

std::filesystem::path PersonNode::backup_file() const {
  auto file = home_;
  return file.replace_filename("backup-" + address.substr(0, address.find(':')) + std::to_string(backups_));
}

void PersonNode::crash() {
  kill();
  const auto next = next_home();
  std::filesystem::copy(home_, next, std::filesystem::copy_options::recursive);
  open_.reset();
  std::filesystem::remove_all(home_);
  home_ = next;
  open(app::PersonSide::open(home_, vault_random_, *this).value());
  start();
}

void PersonNode::back_up() {
  ++backups_;
  open_->person->vault().backup(backup_file(), {}).value();
}

void PersonNode::restore() {
  require(has_backup());
  kill();
  open_.reset();
  std::filesystem::remove_all(home_);
  home_ = next_home();
  auto vault = vault::Vault::restore(backup_file(), vault::Home{home_}, vault_random_, {}).value();
  vault.reset();
  open(app::PersonSide::open(home_, vault_random_, *this).value());
  unlock();
  start();
}

void PersonNode::tell_shared() {
  if (up()) act([](net::Meeting& meeting, net::Now at) { meeting.share_happened(at); });
}

}  // namespace alongside::test
