#include <algorithm>

#include "app/cli/commands/commands.hpp"
#include "app/cli/commands/values.hpp"
#include "app/cli/item_page.hpp"
#include "app/cli/session.hpp"
#include "app/cli/short_id.hpp"
#include "app/cli/text_input.hpp"

namespace alongside::app {
namespace {

class Respond final : public Command {
 public:
  Respond()
      : Command({Chapter::together, "respond", "answer what your partner shared, as they welcome it",
                 "alongside respond 81bb0e --as reflect --text \"it sounds as if that was lonely\"",
                 "Thanks are always welcome; `alongside show ID` says what else is. The answer is shared at once."}) {}

  void declare(Grammar& grammar) override {
    grammar.argument("ID", "of their entry, or its first 4 characters or more", id_);
    grammar.option("--as", "HOW", "reflect, ask, advise or thanks", as_);
    grammar.option("--text", "TEXT", "the answer; `-` reads it from standard input", text_);
  }

  Outcome<void> run(Session& session) override {
    if (!as_) return wrong_usage("`respond` needs how you answer: --as reflect, ask, advise or thanks.");
    if (auto known = be_one_of("--as", *as_, {"reflect", "ask", "advise", "thanks"}); !known) return known;
    if (!text_ && session.console().can_ask()) {
      if (auto shown = show_what_is_answered(session); !shown) return shown;
    }
    auto text = text_of(session.console(), text_, "Your answer.", "",
                        "`respond` needs a text: --text TEXT, or --text - to read it from standard input.");
    if (!text) return text.error();
    if (text->empty()) return refused("nothing_typed", "There is no text, so nothing was sent.");
    api::RespondRequest request;
    request.set_id(id_);
    request.set_as(*as_);
    request.set_text(std::move(*text));
    api::WriteReply reply;
    if (auto done = session.ask("respond", request, reply); !done) return done;
    session.answer(reply, "Answered, as " + reply.id().substr(0, kShortIdDigits) + ".");
    return {};
  }

 private:
  // Before somebody writes: so that nobody answers the wrong entry, or in vain.
  Outcome<void> show_what_is_answered(Session& session) {
    if (auto open = session.unlocked_api(); !open) return open.error();
    api::ShowRequest request;
    request.set_id(id_);
    api::Item item;
    if (auto done = session.ask("show", request, item); !done) return done;
    session.console().remark(ItemPage(session.console(), std::chrono::system_clock::now()).leaving(item) + "\n");
    const bool welcome = *as_ == "thanks" || std::ranges::find(item.welcome(), *as_) != item.welcome().end();
    if (item.author() == "me")
      return refused("not_theirs", "This is your own; answers go to what your partner shared.");
    if (!welcome)
      return refused("not_welcome", "That kind of answer is not welcome here. Thanks always are: --as thanks");
    return {};
  }

  std::string id_;
  std::optional<std::string> as_, text_;
};

}  // namespace

std::unique_ptr<Command> make_respond() { return std::make_unique<Respond>(); }

}  // namespace alongside::app
