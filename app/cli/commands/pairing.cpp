#include <algorithm>

#include "app/cli/commands/commands.hpp"
#include "app/cli/commands/safety_words.hpp"
#include "app/cli/harmless.hpp"
#include "app/cli/layout.hpp"
#include "app/cli/local_time.hpp"
#include "app/cli/pasted_invite.hpp"
#include "app/cli/qr.hpp"
#include "app/cli/session.hpp"
#include "app/cli/text_input.hpp"
#include "app/node/problem.hpp"
#include "core/error.hpp"
#include "net/pairing/invite.hpp"

namespace alongside::app {
namespace {

constexpr std::string_view kCompare =
    "Compare these words by voice, on a call or side by side; a message could be changed on its way. All six the same "
    "on both machines? Then each of you says so:\n"
    "    alongside verify --confirm\n"
    "If they differ, somebody may stand between you. Then: alongside leave\n";

constexpr std::string_view kTrying =
    "Trying to reach them; this may take half a minute. When your nodes have met, you see six words to compare with "
    "your partner.\n";

class Invite final : public Command {
 public:
  Invite()
      : Command({Chapter::beginning, "invite", "a one-time invite for your partner",
                 "alongside invite\n"
                 "alongside invite --address home.example.net:4711 --json",
                 "It works once, for 24 hours; a new one ends the one before. Whoever gets it can take your partner's "
                 "place, until you compare the words: send it over a channel that you trust."}) {}

  void declare(Grammar& grammar) override {
    grammar.options("--address", "HOST:PORT", "where your node can be reached; else where it listens", addresses_);
  }

  Outcome<void> run(Session& session) override {
    api::InviteRequest request;
    for (const auto& address : addresses_) request.add_addresses(address);
    api::InviteReply reply;
    if (auto done = session.ask("invite", request, reply); !done) return done;
    if (!session.json() && session.console().shows_to_person()) show_picture(session, reply.invite());
    session.answer(reply, reply.invite());
    if (!session.json()) session.console().remark(hints(reply));
    return {};
  }

 private:
  static void show_picture(Session& session, const std::string& invite) {
    auto& console = session.console();
    const auto picture = qr_code(invite, console.width(), console.colours());
    // A picture that scrolls out of the window can't be taken.
    if (picture && std::ranges::count(*picture, '\n') < console.height())
      console.answer(*picture + "\n");
    else
      console.remark("(In a larger window there is also a picture to scan.)\n\n");
  }

  static std::string hints(const api::InviteReply& reply) {
    std::string addresses;
    for (const auto& address : reply.addresses()) addresses += (addresses.empty() ? "" : ", ") + harmless_line(address);
    const auto until = local_time(reply.expires_at(), std::chrono::system_clock::now());
    return "\nIt works once, until " + until +
           "; a new invite ends it. Send it over a channel that you trust; your partner then runs: alongside accept\n" +
           (addresses.empty() ? "" : "It leads to " + addresses + ". Your node must be running there.\n");
  }

  std::vector<std::string> addresses_;
};

constexpr std::string_view kNeedsInvite =
    "`accept` needs the invite: alongside accept INVITE, or `-` to read it from standard input.";

Refusal refusal_of(const error_code& error) {
  const auto problem = problem_of(error);
  return refused(problem.code(), problem.message());
}

class Accept final : public Command {
 public:
  Accept()
      : Command({Chapter::beginning, "accept", "take your partner's invite",
                 "alongside accept\n"
                 "alongside accept - < invite.txt",
                 "Without INVITE it asks on the terminal, so that the invite need not stand in the process list. There "
                 "it may be pasted as it came, broken into lines."}) {}

  void declare(Grammar& grammar) override {
    grammar.optional_argument("INVITE", "the invite's text; `-` reads it from standard input", invite_);
  }

  Outcome<void> run(Session& session) override {
    const bool asks = !invite_ && session.console().can_ask();
    if (asks) {
      if (auto nobody = be_unpaired(session); !nobody) return nobody;
    }
    auto invite = asks ? ask_invite(session.console()) : line_of(session.console(), invite_, "", kNeedsInvite);
    if (!invite) return invite.error();
    if (auto open = session.unlocked_api(); !open) return open.error();
    if (auto whole = net::read_invite(*invite); !whole) return refusal_of(whole.error());
    if (session.console().errors_shown_to_person()) session.console().remark(kTrying);
    api::AcceptRequest request;
    request.set_invite(*invite);
    api::AcceptReply reply;
    if (auto done = session.ask("accept", request, reply); !done) return done;
    session.answer(reply, words(session, reply));
    return {};
  }

 private:
  // Before somebody looks for their invite in vain.
  static Outcome<void> be_unpaired(Session& session) {
    if (auto open = session.unlocked_api(); !open) return open.error();
    api::StatusReply status;
    if (auto done = session.ask("status", api::Empty(), status); !done) return done;
    if (status.has_partner()) return refusal_of(CoreErrc::already_paired);
    return {};
  }

  static std::string words(Session& session, const api::AcceptReply& reply) {
    if (reply.words().empty())
      return harmless_line(reply.why_not()) + " While your node runs it goes on trying: alongside run";
    const std::string partner = reply.partner().empty() ? "your partner" : harmless_line(reply.partner());
    return "You are connected with " + session.console().strong(partner) + ".\n" +
           safety_words_page(session.console(), reply.words()) + std::string(kCompare);
  }

  std::optional<std::string> invite_;
};

class Verify final : public Command {
 public:
  Verify()
      : Command({Chapter::beginning, "verify", "the six words that you compare with your partner",
                 "alongside verify\n"
                 "alongside verify --confirm",
                 "Nothing leaves your machine before both of you have confirmed them."}) {}

  void declare(Grammar& grammar) override {
    grammar.flag("--confirm", "say that they are the same on both machines", confirm_);
  }

  Outcome<void> run(Session& session) override {
    api::VerifyRequest request;
    request.set_confirm(confirm_);
    api::VerifyReply reply;
    if (auto done = session.ask("verify", request, reply); !done) return done;
    session.answer(reply, words(session, reply));
    return {};
  }

 private:
  std::string words(Session& session, const api::VerifyReply& reply) const {
    std::string state;
    if (reply.verified())
      state = "Both of you have compared them. What you share goes to each other only.\n";
    else if (reply.confirmed_by_me())
      state = "You have compared them. As soon as your partner has too, what you share can go.\n";
    else
      state = std::string(kCompare);
    if (confirm_) return state;
    return safety_words_page(session.console(), reply.words()) + state;
  }

  bool confirm_ = false;
};

}  // namespace

std::unique_ptr<Command> make_invite() { return std::make_unique<Invite>(); }
std::unique_ptr<Command> make_accept() { return std::make_unique<Accept>(); }
std::unique_ptr<Command> make_verify() { return std::make_unique<Verify>(); }

}  // namespace alongside::app
