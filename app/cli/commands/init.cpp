#include "app/cli/commands/commands.hpp"
#include "app/cli/commands/recovery_sheet.hpp"
#include "app/cli/commands/values.hpp"
#include "app/cli/home.hpp"
#include "app/cli/progress_line.hpp"
#include "app/cli/session.hpp"
#include "app/cli/text_input.hpp"
#include "app/node/initialize.hpp"
#include "app/node/problem.hpp"

namespace alongside::app {
namespace {

constexpr auto kUnlockTime = std::chrono::milliseconds(1000);

constexpr std::string_view kStays =
    "If you stop here, the vault stays and this code opens it; alongside passphrase --recovery-code makes another.\n\n";
constexpr std::string_view kAnother =
    "The vault is made all the same, and this code opens it. Another can be made at any time: alongside passphrase "
    "--recovery-code\n";

class Init final : public Command {
 public:
  Init()
      : Command({Chapter::beginning, "init", "make your vault",
                 "alongside init --name Mira\n"
                 "alongside init --name Mira --passphrase-file ~/secret --json",
                 "Asks for a passphrase, makes the vault, and shows the recovery code once. Nobody but you can open "
                 "the vault; nobody can reset the passphrase."}) {}

  void declare(Grammar& grammar) override {
    grammar.option("--name", "NAME", "your name, as your partner will see it", name_);
    grammar.option("--unlock-time", "MS", "how long a try of the passphrase shall take on this machine (1000)", time_);
  }

  Outcome<void> run(Session& session) override {
    auto unlock_time = time_ ? milliseconds_of("--unlock-time", *time_) : kUnlockTime;
    if (!unlock_time) return unlock_time.error();
    // Before anybody thinks up a passphrase for nothing.
    if (auto ready = be_ready_for_a_vault(session.home()); !ready) return ready;
    auto name = line_of(session.console(), name_, "Your name, as your partner will see it: ",
                        "`init` needs your name: alongside init --name NAME");
    if (!name) return name.error();
    if (name->empty()) return wrong_usage("`init` needs your name: alongside init --name NAME");
    auto passphrase = read_or_ask_new_secret(session.console(), session.passphrase_source(), kNoPassphrase);
    if (!passphrase) return passphrase.error();
    return make(session, *name, *passphrase, *unlock_time);
  }

 private:
  static Outcome<void> make(Session& session, const std::string& name, const crypto::Passphrase& passphrase,
                            std::chrono::milliseconds unlock_time) {
    ProgressLine line(session.console().errors_shown_to_person());
    line.show("making the vault", 0, 0);
    const auto code = initialize_home(session.home(), name, passphrase, unlock_time);
    line.clear();
    if (!code) {
      const auto problem = problem_of(code.error());
      return refused(problem.code(), problem.message());
    }
    if (!session.json()) session.console().remark("\nYour vault is made.\n");
    show_recovery_code(session, *code);
    // The vault is there, whatever is answered; Ctrl-C must leave nobody in doubt about that.
    if (can_ask_back(session)) {
      session.console().remark(kStays);
      const bool written_down = is_written_down(session.console(), *code);
      session.console().remark(written_down ? "Good.\n" : kAnother);
    }
    if (!session.json()) session.console().remark("\nNext: alongside run\n");
    return {};
  }

  std::optional<std::string> name_;
  std::optional<std::string> time_;
};

}  // namespace

std::unique_ptr<Command> make_init() { return std::make_unique<Init>(); }

}  // namespace alongside::app
