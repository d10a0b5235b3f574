#include "app/cli/commands/commands.hpp"
#include "app/cli/session.hpp"

namespace alongside::app {
namespace {

class Leave final : public Command {
 public:
  Leave()
      : Command({Chapter::safety, "leave", "end the pairing, at once and alone",
                 "alongside leave --just-stop --drop-theirs",
                 "The keys of the pairing are destroyed; what you wrote stays yours and becomes private. To their node "
                 "it looks as if yours were away, unless you --tell. What they may have kept can't be known."}) {}

  void declare(Grammar& grammar) override {
    grammar.flag("--tell", "let their node know that sync has ended; waits 3 seconds for it at most", tell_);
    grammar.flag("--just-stop", "tell nobody (this is so without --tell)", just_stop_);
    grammar.flag("--keep-theirs", "keep what they shared with you (this is so without --drop-theirs)", keep_theirs_);
    grammar.flag("--drop-theirs", "delete what they shared with you", drop_theirs_);
    grammar.flag("--yes", "don't ask", yes_);
  }

  Outcome<void> run(Session& session) override {
    if (tell_ && just_stop_) return wrong_usage("--tell and --just-stop exclude each other.");
    if (keep_theirs_ && drop_theirs_) return wrong_usage("--keep-theirs and --drop-theirs exclude each other.");
    auto& console = session.console();
    const auto paired = is_paired(session);
    if (!paired) return paired.error();
    if (*paired && !yes_ && console.can_ask()) {
      console.remark(what_happens());
      if (!console.ask_yes("Leave? (y/N) ")) return refused("not_wanted", "Nothing was changed.");
    }
    api::LeaveRequest request;
    request.set_tell(tell_);
    request.set_keep_theirs(!drop_theirs_);
    api::LeaveReply reply;
    if (auto done = session.ask("leave", request, reply); !done) return done;
    if (tell_ && !reply.told()) console.remark("Their node did not answer, so it was not told.\n");
    session.answer(reply, *paired ? "The pairing has ended. What you wrote is here and private.\n"
                                    "To keep a copy elsewhere: alongside backup FILE"
                                  : "You were not paired with anyone; the invite that waited is void now.");
    return {};
  }

 private:
  // False: there is only an invite that waits, or nothing at all, which the node refuses to leave.
  static Outcome<bool> is_paired(Session& session) {
    if (auto open = session.unlocked_api(); !open) return open.error();
    api::StatusReply status;
    if (auto done = session.ask("status", api::Empty(), status); !done) return done.error();
    return status.has_partner();
  }

  std::string what_happens() const {
    const std::string theirs = drop_theirs_ ? "What they shared with you is deleted here. "
                                            : "What they shared with you stays here (--drop-theirs deletes it). ";
    const std::string told = tell_ ? "Their node is told that sync has ended, if it answers within 3 seconds. "
                                   : "They are not told: to theirs, your node only seems to be away (--tell lets them "
                                     "know). ";
    return "This ends the pairing for good and can't be undone; to pair again takes a new invite. What you wrote stays "
           "and becomes private. " + theirs + told + "What they have of yours on their machine may stay there.\n";
  }

  bool tell_ = false, just_stop_ = false, keep_theirs_ = false, drop_theirs_ = false, yes_ = false;
};

}  // namespace

std::unique_ptr<Command> make_leave() { return std::make_unique<Leave>(); }

}  // namespace alongside::app
