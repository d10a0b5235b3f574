#include "app/cli/commands/commands.hpp"
#include "app/cli/item_page.hpp"
#include "app/cli/json.hpp"
#include "app/cli/session.hpp"
#include "app/cli/text_input.hpp"

namespace alongside::app {
namespace {

class Search final : public Command {
 public:
  Search()
      : Command({Chapter::writing, "search", "find entries by their words", "alongside search rain wind",
                 "All the words must be there, in any order; capitals and accents don't matter, and the last word may "
                 "be a beginning."}) {}

  void declare(Grammar& grammar) override {
    grammar.arguments("WORDS", "what to look for; `-` reads it from standard input", words_);
    grammar.flag(kAlteredOption, kAlteredHelp, altered_);
  }

  Outcome<void> run(Session& session) override {
    if (altered_) session.open_even_if_altered(kAlteredRemark);
    api::SearchRequest request;
    std::string words;
    for (const auto& word : words_) words += (words.empty() ? "" : " ") + word;
    if (words == "-") {
      auto typed = text_from_standard_input();
      if (!typed) return typed.error();
      words = std::move(*typed);
    }
    request.set_words(words);
    api::ListReply reply;
    if (auto done = session.ask("search", request, reply); !done) return done;
    print(session, reply);
    return {};
  }

 private:
  static void print(Session& session, const api::ListReply& reply) {
    auto& console = session.console();
    if (reply.incomplete())
      console.remark("Older entries are still being read in; search again in a while to see them too.\n");
    if (session.json()) return session.answer_json(json_array_of(reply.items(), {"responses", "history"}));
    if (reply.items().empty()) return console.remark("Nothing found.\n");
    console.answer(ItemPage(console, std::chrono::system_clock::now()).by_rank(reply.items()));
  }

  std::vector<std::string> words_;
  bool altered_ = false;
};

}  // namespace

std::unique_ptr<Command> make_search() { return std::make_unique<Search>(); }

}  // namespace alongside::app
