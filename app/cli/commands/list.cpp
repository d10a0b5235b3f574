#include "app/cli/commands/commands.hpp"
#include "app/cli/commands/values.hpp"
#include "app/cli/item_page.hpp"
#include "app/cli/json.hpp"
#include "app/cli/session.hpp"

namespace alongside::app {
namespace {

class List final : public Command {
 public:
  List()
      : Command({Chapter::writing, "list", "what is here, newest first",
                 "alongside list --theirs --since 2026-11-01\n"
                 "alongside list --mine --shared --json",
                 ""}) {}

  void declare(Grammar& grammar) override {
    grammar.option("--kind", "KIND", "only this kind", kind_);
    grammar.flag("--mine", "only what you wrote", mine_);
    grammar.flag("--theirs", "only what your partner wrote", theirs_);
    grammar.option("--since", "DATE", "written on or after this day, e.g. 2026-11-22", since_);
    grammar.option("--until", "DATE", "written on or before this day", until_);
    grammar.option("--tag", "TAG", "only with this tag", tag_);
    grammar.flag("--shared", "only what is shared", shared_);
    grammar.flag("--set-aside", "only what was set aside", set_aside_);
    grammar.option("--limit", "N", "at most N", limit_);
    grammar.flag(kAlteredOption, kAlteredHelp, altered_);
  }

  Outcome<void> run(Session& session) override {
    if (altered_) session.open_even_if_altered(kAlteredRemark);
    if (mine_ && theirs_) return wrong_usage("--mine and --theirs exclude each other; leave out both to see all.");
    api::ListRequest request;
    request.set_kind(kind_.value_or(""));
    request.set_author(mine_ ? "me" : theirs_ ? "partner" : "");
    request.set_since(since_.value_or(""));
    request.set_until(until_.value_or(""));
    request.set_tag(tag_.value_or(""));
    request.set_shared_only(shared_);
    request.set_set_aside(set_aside_);
    if (limit_) {
      auto limit = count_of("--limit", *limit_);
      if (!limit) return limit.error();
      request.set_limit(*limit);
    }
    api::ListReply reply;
    if (auto done = session.ask("list", request, reply); !done) return done;
    print(session, reply);
    return {};
  }

 private:
  bool asks_for_some_only() const {
    return kind_ || since_ || until_ || tag_ || mine_ || theirs_ || shared_ || set_aside_;
  }

  void print(Session& session, const api::ListReply& reply) const {
    if (session.json()) return session.answer_json(json_array_of(reply.items(), {"responses", "history"}));
    auto& console = session.console();
    if (reply.items().empty() && asks_for_some_only()) return console.remark("Nothing of that kind is here.\n");
    if (reply.items().empty()) return console.remark("Nothing here yet. Write something: alongside write note\n");
    console.answer(ItemPage(console, std::chrono::system_clock::now()).by_day(reply.items()));
  }

  std::optional<std::string> kind_, since_, until_, tag_, limit_;
  bool mine_ = false, theirs_ = false, shared_ = false, set_aside_ = false, altered_ = false;
};

}  // namespace

std::unique_ptr<Command> make_list() { return std::make_unique<List>(); }

}  // namespace alongside::app
