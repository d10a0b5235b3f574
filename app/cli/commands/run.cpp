#include "app/node/run.hpp"

#include <memory>

#include "app/cli/commands/commands.hpp"
#include "app/cli/hidden_input.hpp"
#include "app/cli/session.hpp"
#include "app/node/problem.hpp"

namespace alongside::app {
namespace {

// Hides what is typed until it is let go of. Enter alone: the person wants the node locked. What goes wrong while
// asking is the same to us.
class AskPassphrase {
 public:
  explicit AskPassphrase(Console& console) : console_(&console) {}

  std::optional<crypto::Passphrase> operator()(bool again) {
    if (!hidden_) hidden_ = std::make_shared<HiddenTyping>();
    if (again) console_->remark(kNotIt);
    auto typed = ask_hidden("Passphrase (Enter alone starts locked): ");
    if (!typed || typed->empty()) return std::nullopt;
    return std::move(*typed);
  }

 private:
  Console* console_;
  std::shared_ptr<HiddenTyping> hidden_;
};

class Run final : public Command {
 public:
  Run()
      : Command({Chapter::node, "run", "your node, in the foreground; Ctrl-C stops it",
                 "alongside run\n"
                 "alongside run --listen 0.0.0.0:4711 --listen [::]:4711",
                 "Prints `ready` when it accepts. Without a passphrase it starts locked: then it goes on receiving and "
                 "sending what is shared as soon as it was unlocked once."}) {}

  void declare(Grammar& grammar) override {
    grammar.options("--listen", "ADDR:PORT", "where to listen; else on all addresses, on a port of its own", listen_);
    grammar.flag("--locked", "start locked and don't ask for the passphrase", locked_);
    grammar.flag("--no-ui", "without the page (there is none yet)", no_ui_);
  }

  Outcome<void> run(Session& session) override {
    RunOptions options;
    options.home = session.home();
    options.listen = listen_;
    options.json = session.json();
    const auto source = session.passphrase_source();
    if (source.is_given() && !locked_) {
      auto passphrase = read_secret(source);
      if (!passphrase) return passphrase.error();
      options.passphrase = std::move(*passphrase);
    } else if (!locked_ && can_ask_hidden()) {
      options.ask = AskPassphrase(session.console());
    }
    options.when_ready = [&console = session.console()](bool locked) {
      if (locked) console.remark("The vault is locked: alongside unlock\n");
      if (console.can_ask())
        console.remark("Leave this window open; Ctrl-C stops the node. In another one: alongside status\n");
    };
    if (auto done = run_node(std::move(options)); !done) {
      const auto problem = problem_of(done.error());
      return refused(problem.code(), problem.message());
    }
    return {};
  }

 private:
  std::vector<std::string> listen_;
  bool locked_ = false, no_ui_ = false;
};

}  // namespace

std::unique_ptr<Command> make_run() { return std::make_unique<Run>(); }

}  // namespace alongside::app
