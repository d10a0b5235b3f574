#include "app/cli/commands/commands.hpp"
#include "app/cli/harmless.hpp"
#include "app/cli/layout.hpp"
#include "app/cli/local_time.hpp"
#include "app/cli/session.hpp"

namespace alongside::app {
namespace {

class StatusPage {
 public:
  explicit StatusPage(const Console& console) : console_(console) {}

  std::string of(const api::StatusReply& status) {
    line("you", harmless_line(status.name()));
    line("vault", status.locked() ? "locked" : "unlocked");
    line("node", node(status));
    if (status.has_partner())
      partner(status.partner());
    else if (!status.locked())
      line("partner", status.invite_waiting() ? "none yet; an invite waits" : "none yet");
    if (status.indexing()) line("search", "older entries are still being read in");
    out_ += "\n" + wrapped(harmless_line(status.next()), console_.width());
    return out_;
  }

 private:
  static std::string node(const api::StatusReply& status) {
    if (!status.running()) return "not running";
    std::string addresses;
    for (const auto& address : status.listening())
      addresses += (addresses.empty() ? "" : ", ") + harmless_line(address);
    return addresses.empty() ? "running" : "running, listens on " + addresses;
  }

  void partner(const api::Partner& partner) {
    line("partner", partner.name().empty() ? "your partner" : console_.strong(harmless_line(partner.name())));
    if (partner.left()) return line("", "has ended the pairing");
    line("", partner.verified() ? "you both compared the words" : "the words are not compared by both yet");
    line("", partner.connected() ? "connected" : "not connected right now");
    if (partner.pending_out() > 0)
      line("waiting", counted(partner.pending_out(), "change", "changes") + " for their device");
    if (partner.nearly_full()) line("room", "nearly all taken by what they share; beyond it, it is dropped");
    if (!partner.last_synced_at().empty())
      line("in step", local_time(partner.last_synced_at(), std::chrono::system_clock::now()));
  }

  void line(std::string_view name, std::string_view value) {
    constexpr int kNameColumn = 11;
    if (!value.empty()) out_ += console_.quiet(padded(name, kNameColumn)) + std::string(value) + "\n";
  }

  const Console& console_;
  std::string out_;
};

class Status final : public Command {
 public:
  Status()
      : Command({Chapter::node, "status", "where things stand, and what to do next", "alongside status --json", ""}) {}
  void declare(Grammar&) override {}

  // Never asks: without a passphrase it tells what can be told while locked.
  Outcome<void> run(Session& session) override {
    auto api = session.api();
    if (!api) return api.error();
    if (!(*api)->remote() && session.passphrase_source().is_given()) {
      if (auto unlocked = session.unlocked_api(); !unlocked) return unlocked.error();
    }
    api::StatusReply status;
    if (auto done = session.ask("status", api::Empty(), status); !done) return done;
    session.answer(status, StatusPage(session.console()).of(status));
    return {};
  }
};

}  // namespace

std::unique_ptr<Command> make_status() { return std::make_unique<Status>(); }

}  // namespace alongside::app
