#include "app/cli/commands/commands.hpp"
#include "app/cli/commands/values.hpp"
#include "app/cli/harmless.hpp"
#include "app/cli/item_page.hpp"
#include "app/cli/session.hpp"

namespace alongside::app {
namespace {

class Share final : public Command {
 public:
  Share()
      : Command({Chapter::together, "share", "let your partner have a copy of an entry",
                 "alongside share 3f9a2c\n"
                 "alongside share 3f9a2c --only text --welcome reflect,ask\n"
                 "alongside share 3f9a2c --preview",
                 "Shows what will leave and asks. Without --welcome it is just to be read; thanks are always welcome. "
                 "While it is shared, your changes go too; `alongside unshare ID` takes it back."}) {}

  void declare(Grammar& grammar) override {
    grammar.argument("ID", "of the entry, or its first 4 characters or more", id_);
    grammar.options("--only", "FIELD,...", "only these parts: text, tags, attachments, or a field's name", only_);
    grammar.options("--welcome", "HOW,...", "which answers you welcome: read, reflect, ask, advise", welcome_);
    grammar.flag("--preview", "show what would leave, and share nothing", preview_);
    grammar.flag("--yes", "don't ask", yes_);
  }

  Outcome<void> run(Session& session) override {
    api::ShareRequest request;
    request.set_id(id_);
    for (const auto& field : listed(only_)) request.add_only(field);
    for (const auto& how : listed(welcome_)) {
      if (auto known = be_one_of("--welcome", how, {"read", "reflect", "ask", "advise"}); !known) return known;
      request.add_welcome(how);
    }
    if (!preview_ && !yes_ && session.console().can_ask()) {
      auto sure = be_sure(session, request);
      if (!sure) return sure.error();
      if (!*sure) return refused("not_wanted", "Nothing was shared.");
    }
    request.set_preview(preview_);
    api::ShareReply reply;
    if (auto done = session.ask("share", request, reply); !done) return done;
    session.answer(reply, preview_ ? "This would leave:\n" + page(session).leaving(reply.leaves())
                                   : "Shared. " + when_it_goes(session));
    return {};
  }

 private:
  // It is shared; what can't be asked about its way any more is no failure of that.
  static std::string when_it_goes(Session& session) {
    api::StatusReply status;
    if (session.json() || !session.ask("status", api::Empty(), status)) return "";
    if (!status.partner().verified())
      return "It goes when you both have compared the six words (`alongside verify`) and your nodes are connected.";
    if (status.partner().connected()) return "It is on its way; `alongside status` says when it is on their device.";
    return "It goes when your nodes are connected; `alongside status` says when it is on their device.";
  }

  static ItemPage page(Session& session) { return {session.console(), std::chrono::system_clock::now()}; }

  Outcome<bool> be_sure(Session& session, api::ShareRequest request) const {
    request.set_preview(true);
    api::ShareReply reply;
    if (auto done = session.ask("share", request, reply); !done) return done.error();
    session.console().remark("This will leave:\n" + page(session).leaving(reply.leaves()));
    return session.console().ask_yes("Share it? (y/N) ");
  }

  std::string id_;
  std::vector<std::string> only_, welcome_;
  bool preview_ = false, yes_ = false;
};

class Unshare final : public Command {
 public:
  Unshare()
      : Command({Chapter::together, "unshare", "take a shared entry back", "alongside unshare 3f9a2c",
                 "It stays yours and becomes private again; their node deletes its copy. A person may have kept what "
                 "they read."}) {}

  void declare(Grammar& grammar) override {
    grammar.argument("ID", "of the entry, or its first 4 characters or more", id_);
  }

  Outcome<void> run(Session& session) override {
    api::ShowRequest show;
    show.set_id(id_);
    api::Item item;
    if (auto done = session.ask("show", show, item); !done) return done;
    if (item.author() == "me" && !item.shared()) {
      session.answer(api::Empty(), "It was not shared; only you can see it.");
      return {};
    }
    api::ItemRequest request;
    request.set_id(id_);
    api::Empty reply;
    if (auto done = session.ask("unshare", request, reply); !done) return done;
    session.answer(reply, "Taken back; only you can see it now. Their node deletes its copy as soon as it is reached.");
    return {};
  }

 private:
  std::string id_;
};

}  // namespace

std::unique_ptr<Command> make_share() { return std::make_unique<Share>(); }
std::unique_ptr<Command> make_unshare() { return std::make_unique<Unshare>(); }

}  // namespace alongside::app
