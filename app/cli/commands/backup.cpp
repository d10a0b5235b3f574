#include "app/cli/commands/commands.hpp"
#include "app/cli/commands/values.hpp"
#include "app/cli/harmless.hpp"
#include "app/cli/named_file.hpp"
#include "app/cli/session.hpp"

namespace alongside::app {
namespace {

class Backup final : public Command {
 public:
  Backup()
      : Command({Chapter::safety, "backup", "one sealed file with everything in it",
                 "alongside backup /media/usb/diary.backup",
                 "It opens with the passphrase or the recovery code that hold now. It is sealed; keep it where you "
                 "like."}) {}

  void declare(Grammar& grammar) override { grammar.argument("FILE", "where to; must not exist yet", file_); }

  Outcome<void> run(Session& session) override {
    if (auto free = be_free_to_write(file_); !free) return free;
    api::BackupRequest request;
    request.set_file(absolute_path(file_));
    api::Empty reply;
    if (auto done = session.ask("backup", request, reply); !done) return done;
    session.answer(reply, "Backed up to " + harmless_line(request.file()) + ", sealed.");
    return {};
  }

 private:
  std::string file_;
};

}  // namespace

std::unique_ptr<Command> make_backup() { return std::make_unique<Backup>(); }

}  // namespace alongside::app
