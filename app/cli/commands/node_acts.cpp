#include "app/cli/commands/commands.hpp"
#include "app/cli/session.hpp"

namespace alongside::app {
namespace {

constexpr std::string_view kNoNode =
    "No node is running, so nothing is unlocked; commands ask for the passphrase themselves. Start it: alongside run";

class Stop final : public Command {
 public:
  Stop() : Command({Chapter::node, "stop", "stop the running node", "alongside stop", ""}) {}
  void declare(Grammar&) override {}

  Outcome<void> run(Session& session) override {
    auto api = session.api();
    if (!api) return api.error();
    if (!(*api)->remote()) return refused("not_running", "No node is running, so there is nothing to stop.");
    api::Empty reply;
    if (auto done = session.ask("stop", api::Empty(), reply); !done) return done;
    session.answer(reply, "Stopped.");
    return {};
  }
};

class Lock final : public Command {
 public:
  Lock()
      : Command({Chapter::node, "lock", "nobody can read here until you unlock", "alongside lock",
                 "The running node goes on receiving, and what was shared still goes out."}) {}
  void declare(Grammar&) override {}

  Outcome<void> run(Session& session) override {
    auto api = session.api();
    if (!api) return api.error();
    if (!(*api)->remote()) return refused("not_running", std::string(kNoNode));
    api::Empty reply;
    if (auto done = session.ask("lock", api::Empty(), reply); !done) return done;
    session.answer(reply, "Locked. What is shared still comes and goes.");
    return {};
  }
};

class Unlock final : public Command {
 public:
  Unlock()
      : Command({Chapter::node, "unlock", "unlock the running node",
                 "alongside unlock\n"
                 "alongside unlock --recovery",
                 "With --recovery it takes the recovery code instead of the passphrase, from the same places; then "
                 "make a new passphrase: alongside passphrase --recovery"}) {}
  void declare(Grammar& grammar) override {
    grammar.flag("--recovery", "with the recovery code", recovery_);
    grammar.flag(kAlteredOption, kAlteredHelp, altered_);
  }

  Outcome<void> run(Session& session) override {
    if (recovery_ && altered_) return wrong_usage("--altered takes the passphrase, not the recovery code.");
    auto api = session.api();
    if (!api) return api.error();
    if (!(*api)->remote()) return refused("not_running", std::string(kNoNode));
    const auto source = recovery_ ? session.recovery_source() : session.passphrase_source();
    if (!source.is_given() && is_open(session)) {
      session.answer(api::Empty(), "It is unlocked already.");
      return {};
    }
    const auto method = recovery_ ? "unlock-with-recovery" : altered_ ? "unlock-altered" : "unlock";
    api::Empty reply;
    auto done = try_secret(source, recovery_ ? "Recovery code: " : "Passphrase: ", kNoPassphrase,
                           [&](const crypto::Passphrase& secret) {
                             return session.ask_with_secret(method, as_bytes(secret.expose()), reply);
                           });
    if (!done && done.error().code == "altered")
      return refused("altered",
                     "The vault is not as alongside left it. To read what is sound: alongside unlock --altered");
    if (!done) return done.error();
    session.answer(reply, recovery_ ? "Unlocked. If the passphrase is lost, make a new one now: alongside passphrase "
                                      "--recovery"
                                    : "Unlocked.");
    return {};
  }

 private:
  // Then nobody need type a secret for nothing.
  static bool is_open(Session& session) {
    api::StatusReply status;
    return session.ask("status", api::Empty(), status) && !status.locked();
  }

  bool recovery_ = false, altered_ = false;
};

}  // namespace

std::unique_ptr<Command> make_stop() { return std::make_unique<Stop>(); }
std::unique_ptr<Command> make_lock() { return std::make_unique<Lock>(); }
std::unique_ptr<Command> make_unlock() { return std::make_unique<Unlock>(); }

}  // namespace alongside::app
