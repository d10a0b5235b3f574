// A node in the simulated world with a real vault behind it: what runs in the program, but for sockets, threads and clocks.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>

#include "app/node/partner_stores.hpp"
#include "tests/twonode/histories/observed_feed.hpp"
#include "tests/twonode/simulated/world.hpp"

namespace alongside::test {

class PersonNode final : public SimulatedNode, private items::Clock {
 public:
  // `home` holds a vault that `recovery_code` opens; folders beside it are used too. `observer` outlives this.
  PersonNode(World& world, std::string address, std::uint64_t seed, std::filesystem::path home,
             std::string recovery_code, FeedObserver& observer);
  ~PersonNode() override;

  app::PersonSide& person() { return *open_->person; }
  bool unlocked() const { return open_->person->unlocked(); }

  void unlock();
  void lock();
  // As by kill -9 of the program: what was durable stays; sealed afterwards.
  void crash();
  void back_up();
  bool has_backup() const { return backups_ > 0; }
  // From the newest backup into a new home, unlocked.
  void restore();
  void tell_shared();

 private:
  struct Open {
    std::unique_ptr<app::PersonSide> person;
    app::FeedStore feed;
    ObservedFeed observed;
    app::PairingBook pairing;
    Open(std::unique_ptr<app::PersonSide> side, FeedObserver& observer)
        : person(std::move(side)), feed(*person), observed(feed, observer), pairing(*person) {}
  };

  net::Stores stores() override { return {open_->observed, open_->pairing}; }
  items::Moment now() const override { return {world().now_for(*this).unix_ms, 60}; }
  std::filesystem::path next_home();
  std::filesystem::path backup_file() const;
  void open(std::unique_ptr<app::PersonSide> person);

  SeededRandom vault_random_;
  std::filesystem::path home_;
  std::string recovery_code_;
  FeedObserver& observer_;
  unsigned homes_ = 0;
  unsigned backups_ = 0;
  std::unique_ptr<Open> open_;
};

}  // namespace alongside::test
