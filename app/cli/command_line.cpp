#include "app/cli/command_line.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <functional>

#include "app/cli/help.hpp"
#include "app/cli/nearest.hpp"

namespace alongside::app {
namespace {

// Takes the words as they were typed: CLI11's own conversions give some texts ("{}", "[a,b]") a meaning of their own.
class ParsedGrammar final : public Grammar {
 public:
  explicit ParsedGrammar(CLI::App& app) : app_(app) {}

  void argument(const std::string& name, const std::string& help, std::string& into) override {
    auto* option = one(name, help);
    option->required();
    deliver([option, &into] { into = option->results().front(); });
  }
  void optional_argument(const std::string& name, const std::string& help, std::optional<std::string>& into) override {
    optional(one(name, help), into);
  }
  void arguments(const std::string& name, const std::string& help, std::vector<std::string>& into) override {
    auto* option = add(name, help)
                       ->expected(1, CLI::detail::expected_max_vector_size)
                       ->allow_extra_args()
                       ->required();
    deliver([option, &into] { into = option->results(); });
  }
  void option(const std::string& name, const std::string&, const std::string& help,
              std::optional<std::string>& into) override {
    with_value_.push_back(name);
    optional(one(name, help), into);
  }
  void options(const std::string& name, const std::string&, const std::string& help,
               std::vector<std::string>& into) override {
    with_value_.push_back(name);
    auto* option = one(name, help)->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    deliver([option, &into] { into = option->results(); });
  }
  void flag(const std::string& name, const std::string& help, bool& into) override {
    flags_.push_back(name);
    auto* option = app_.add_flag(name, help)->disable_flag_override();
    deliver([option, &into] { into = option->count() > 0; });
  }

  void fill_in() const {
    for (const auto& step : deliveries_) step();
  }
  const std::vector<std::string>& with_value() const noexcept { return with_value_; }
  std::vector<std::string> known() const {
    auto all = flags_;
    all.insert(all.end(), with_value_.begin(), with_value_.end());
    return all;
  }

 private:
  CLI::Option* add(const std::string& name, const std::string& help) {
    return app_.add_option(name, CLI::callback_t([](const CLI::results_t&) { return true; }), help)->type_size(1);
  }
  CLI::Option* one(const std::string& name, const std::string& help) {
    return add(name, help)->expected(1)->allow_extra_args(false);
  }
  void optional(CLI::Option* option, std::optional<std::string>& into) {
    deliver([option, &into] {
      if (option->count() > 0) into = option->results().front();
    });
  }
  void deliver(std::function<void()> step) { deliveries_.push_back(std::move(step)); }

  CLI::App& app_;
  std::vector<std::string> flags_ = {"--help"};
  std::vector<std::string> with_value_;
  std::vector<std::function<void()>> deliveries_;
};

std::string see_help(const Command& command) { return "See `alongside " + command.words().name + " --help`."; }

// What nobody asked for: an option that is not known, or one word too many, most likely a text without quotes.
Refusal too_much(const CLI::App& app, const ParsedGrammar& grammar, const Command& command) {
  const auto extra = app.remaining();
  const std::string& first = extra.front();
  if (!first.starts_with("-"))
    return wrong_usage("`" + command.words().name + "` takes fewer words; put a text with spaces in quotation marks. " +
                       see_help(command));
  const std::string option = first.substr(0, first.find('='));
  const auto meant = nearest(option, grammar.known());
  return wrong_usage("`" + command.words().name + "` has no option " + option + "." +
                     (meant ? " Did you mean " + *meant + "?" : " " + see_help(command)));
}

// `--text=VALUE` as two words, so that an empty VALUE is a value too.
std::vector<std::string> with_values_apart(const std::vector<std::string>& words,
                                           const std::vector<std::string>& options) {
  const auto is_option = [&](const std::string& word) { return std::ranges::find(options, word) != options.end(); };
  std::vector<std::string> apart;
  bool is_value = false;
  bool only_arguments = false;
  for (const auto& word : words) {
    only_arguments = only_arguments || (word == "--" && !is_value);
    const auto equals = word.find('=');
    if (!is_value && !only_arguments && equals != std::string::npos && is_option(word.substr(0, equals))) {
      apart.push_back(word.substr(0, equals));
      apart.push_back(word.substr(equals + 1));
    } else {
      apart.push_back(word);
      is_value = !is_value && !only_arguments && is_option(word);
    }
  }
  return apart;
}

}  // namespace

Outcome<bool> read_command_line(Command& command, CommonOptions& common, const std::vector<std::string>& words) {
  CLI::App app;
  app.allow_extras();
  ParsedGrammar grammar(app);
  command.declare(grammar);
  common.declare(grammar);
  auto backwards = with_values_apart(words, grammar.with_value());
  std::ranges::reverse(backwards);  // as CLI11 wants them
  try {
    app.parse(backwards);
  } catch (const CLI::CallForHelp&) {
    return true;
  } catch (const CLI::RequiredError&) {
    if (app.remaining_size() > 0) return too_much(app, grammar, command);
    return wrong_usage("`" + command.words().name + "` needs more than that: alongside " + usage_of(command));
  } catch (const CLI::ParseError& error) {
    return wrong_usage(std::string(error.what()) + ". " + see_help(command));
  }
  if (app.remaining_size() > 0) return too_much(app, grammar, command);
  grammar.fill_in();
  return false;
}

}  // namespace alongside::app
