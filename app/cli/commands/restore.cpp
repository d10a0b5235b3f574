#include "app/cli/commands/commands.hpp"
#include "app/cli/commands/values.hpp"
#include "app/cli/home.hpp"
#include "app/cli/named_file.hpp"
#include "app/cli/progress_line.hpp"
#include "app/cli/session.hpp"
#include "app/node/initialize.hpp"
#include "app/node/problem.hpp"
#include "core/error.hpp"

namespace alongside::app {
namespace {

class Restore final : public Command {
 public:
  Restore()
      : Command({Chapter::safety, "restore", "bring a vault back from a backup",
                 "alongside restore /media/usb/diary.backup",
                 "Into a home that holds no vault. The passphrase and the recovery code are those of the backup. Run "
                 "only one of the two from then on: the restored one takes up the pairing where the backup left "
                 "it."}) {}

  void declare(Grammar& grammar) override { grammar.argument("FILE", "the backup", file_); }

  Outcome<void> run(Session& session) override {
    if (auto readable = be_readable(file_); !readable) return readable;
    if (auto ready = be_ready_for_a_vault(session.home()); !ready) return ready;
    ProgressLine line(session.console().errors_shown_to_person());
    const auto done = restore_home(session.home(), absolute_path(file_),
                                   [&](const api::Progress& far) { line.show("restoring", far.done(), far.total()); });
    line.clear();
    if (!done) return why_not(done.error());
    session.answer(api::Empty(),
                   "Restored. From now on run only this one, not the vault that the backup was made of. It opens with "
                   "the passphrase of the backup: alongside run");
    return {};
  }

 private:
  Refusal why_not(const error_code& error) const {
    const auto problem = problem_of(error);
    if (error != error_code(CoreErrc::bad_backup)) return refused(problem.code(), problem.message());
    return refused(problem.code(), as_typed(file_) + " is not a whole backup of a vault; nothing was restored. Try "
                                                     "another copy of it.");
  }

  std::string file_;
};

}  // namespace

std::unique_ptr<Command> make_restore() { return std::make_unique<Restore>(); }

}  // namespace alongside::app
