// What can wait until nobody does: the parts of the index that are missing or outdated. Small steps on the vault's
// thread, each behind whatever was asked meanwhile; nothing at all runs while there is nothing to do.
//
// Used on the network thread.
#pragma once

#include <boost/asio/steady_timer.hpp>

#include <atomic>
#include <memory>

#include "app/node/person_side.hpp"
#include "app/node/vault_thread.hpp"

namespace alongside::app {

class IdleWork {
 public:
  // Both outlive it.
  IdleWork(boost::asio::any_io_executor network, VaultThread& vault, PersonSide& person);
  ~IdleWork();

  // Something was written, came in, went out or was unlocked: looks for work after a quiet moment, and lets work that
  // runs wait until then.
  void look_soon();
  // True while there may be work left.
  bool more() const noexcept { return state_->more; }
  // No step begins any more; one that runs ends by itself on the vault's thread.
  void stop();

 private:
  struct State {
    State(PersonSide& whose, VaultThread& where) : person(whose), vault(where) {}
    PersonSide& person;
    VaultThread& vault;
    std::atomic<bool> stopped{false};
    std::atomic<bool> more{false};
    std::atomic<bool> running{false};
    std::atomic<bool> disturbed{false};  // less than a quiet moment ago
  };
  static void step(std::shared_ptr<State> state);

  std::shared_ptr<State> state_;
  boost::asio::steady_timer quiet_;
};

}  // namespace alongside::app
