#include "app/cli/commands/commands.hpp"
#include "app/cli/item_page.hpp"
#include "app/cli/json.hpp"
#include "app/cli/session.hpp"

namespace alongside::app {
namespace {

class Show final : public Command {
 public:
  Show()
      : Command({Chapter::writing, "show", "one entry with its answers", "alongside show 3f9a2c --history", ""}) {}

  void declare(Grammar& grammar) override {
    grammar.argument("ID", "of the entry, or its first 4 characters or more", id_);
    grammar.flag("--history", "also what it was before, newest first", history_);
    grammar.flag(kAlteredOption, kAlteredHelp, altered_);
  }

  Outcome<void> run(Session& session) override {
    if (altered_) session.open_even_if_altered(kAlteredRemark);
    api::ShowRequest request;
    request.set_id(id_);
    request.set_history(history_);
    api::Item item;
    if (auto done = session.ask("show", request, item); !done) return done;
    auto& console = session.console();
    if (session.json())
      session.answer_json(json_of(item, history_ ? LeftOut{} : LeftOut{"history"}));
    else
      console.answer(ItemPage(console, std::chrono::system_clock::now()).whole(item));
    return {};
  }

 private:
  std::string id_;
  bool history_ = false, altered_ = false;
};

}  // namespace

std::unique_ptr<Command> make_show() { return std::make_unique<Show>(); }

}  // namespace alongside::app
