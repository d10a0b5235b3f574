#include "app/cli/commands/commands.hpp"
#include "app/cli/item_page.hpp"
#include "app/cli/session.hpp"

namespace alongside::app {
namespace {

class Delete final : public Command {
 public:
  Delete()
      : Command({Chapter::writing, "delete", "remove an entry for good", "alongside delete 3f9a2c",
                 "Yours is gone with its history and its files, and is taken back if it was shared. A backup made "
                 "earlier still has it. Of your partner's, only your copy goes; it comes again if they change it."}) {}

  void declare(Grammar& grammar) override {
    grammar.argument("ID", "of the entry, or its first 4 characters or more", id_);
    grammar.flag("--yes", "don't ask", yes_);
  }

  Outcome<void> run(Session& session) override {
    if (!yes_ && session.console().can_ask()) {
      auto sure = be_sure(session);
      if (!sure) return sure.error();
      if (!*sure) return refused("not_wanted", "Nothing was deleted.");
    }
    api::ItemRequest request;
    request.set_id(id_);
    api::Empty reply;
    if (auto done = session.ask("delete", request, reply); !done) return done;
    session.answer(reply, "Deleted.");
    return {};
  }

 private:
  Outcome<bool> be_sure(Session& session) {
    api::ShowRequest request;
    request.set_id(id_);
    api::Item item;
    if (auto done = session.ask("show", request, item); !done) return done.error();
    auto& console = session.console();
    console.remark(ItemPage(console, std::chrono::system_clock::now()).glance(item));
    if (item.author() != "me") return console.ask_yes("Delete your copy of it? (y/N) ");
    const bool shared = item.shared();
    return console.ask_yes(shared ? "Delete it for good, and take it back from your partner? (y/N) "
                                  : "Delete it for good? (y/N) ");
  }

  std::string id_;
  bool yes_ = false;
};

}  // namespace

std::unique_ptr<Command> make_delete() { return std::make_unique<Delete>(); }

}  // namespace alongside::app
