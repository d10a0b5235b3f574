#include "app/cli/commands/commands.hpp"
#include "app/cli/commands/values.hpp"
#include "app/cli/harmless.hpp"
#include "app/cli/json.hpp"
#include "app/cli/session.hpp"

namespace alongside::app {
namespace {

constexpr double kPatienceSeconds = 30;

class Sync final : public Command {
 public:
  Sync()
      : Command({Chapter::together, "sync", "wait until both sides have everything", "alongside sync --timeout 60",
                 "Works without a running node too, if your partner's can be reached."}) {}

  void declare(Grammar& grammar) override {
    grammar.option("--timeout", "SECONDS", "how long to wait (30)", timeout_);
  }

  Outcome<void> run(Session& session) override {
    auto timeout = timeout_ ? seconds_of("--timeout", *timeout_) : kPatienceSeconds;
    if (!timeout) return timeout.error();
    api::SyncRequest request;
    request.set_timeout_seconds(*timeout);
    api::SyncReply reply;
    if (auto done = session.ask("sync", request, reply); !done) return done;
    if (!reply.in_step()) {
      const std::string said = harmless_line(reply.why_not());
      const std::string why = said.empty() ? "Not in step yet; try again later." : said;
      if (session.json()) session.answer_json(json_of(reply));
      return Refusal{ExitStatus::refused, why, "not_in_step", /*has_answered=*/true};
    }
    session.answer(reply, "In step: both sides have everything.");
    return {};
  }

 private:
  std::optional<std::string> timeout_;
};

}  // namespace

std::unique_ptr<Command> make_sync() { return std::make_unique<Sync>(); }

}  // namespace alongside::app
