#include "app/cli/commands/commands.hpp"
#include "app/cli/harmless.hpp"
#include "app/cli/json.hpp"
#include "app/cli/layout.hpp"
#include "app/cli/session.hpp"

namespace alongside::app {
namespace {

class Doctor final : public Command {
 public:
  Doctor()
      : Command({Chapter::safety, "doctor", "look whether all that is kept is sound", "alongside doctor",
                 "Opens every entry and every file, changes nothing, and says what it found."}) {}
  void declare(Grammar&) override {}

  Outcome<void> run(Session& session) override {
    session.open_even_if_altered("");
    api::DoctorReply reply;
    if (auto done = session.ask("doctor", api::Empty(), reply); !done) return done;
    session.answer(reply, words(session.console(), reply));
    if (!reply.sound())
      return Refusal{ExitStatus::refused,
                     "Not all is sound. Keep this folder as it is; `restore` brings back a backup, and list, show, "
                     "search and save read out what is sound with --altered.",
                     "not_sound", /*has_answered=*/true};
    return {};
  }

 private:
  static std::string words(const Console& console, const api::DoctorReply& reply) {
    if (reply.sound()) return "All that is kept here is sound.\n";
    std::string out;
    for (const auto& finding : reply.findings()) out += wrapped(harmless_line(finding), console.width());
    return out;
  }
};

}  // namespace

std::unique_ptr<Command> make_doctor() { return std::make_unique<Doctor>(); }

}  // namespace alongside::app
