#include "app/cli/program.hpp"

#include <algorithm>

#include "app/cli/command_line.hpp"
#include "app/cli/harmless.hpp"
#include "app/cli/help.hpp"
#include "app/cli/home.hpp"
#include "app/cli/json.hpp"
#include "app/cli/nearest.hpp"
#include "app/cli/session.hpp"

namespace alongside::app {
namespace {

Command* find(const Commands& commands, const std::string& name) {
  const auto found = std::ranges::find_if(commands, [&](const auto& command) { return command->words().name == name; });
  return found == commands.end() ? nullptr : found->get();
}

Refusal no_such_command(const Commands& commands, const std::string& typed) {
  if (typed.starts_with("-"))
    return wrong_usage("Options stand after the command, as in: alongside status --json");
  std::vector<std::string> known = {"help"};
  for (const auto& command : commands) known.push_back(command->words().name);
  const auto meant = nearest(typed, known);
  return wrong_usage("There is no command \"" + harmless_line(typed) + "\"." +
                     (meant ? " Did you mean `alongside " + *meant + "`?" : " `alongside help` lists them."));
}

Outcome<void> print_help(const Commands& commands, Console& console, const std::vector<std::string>& about) {
  if (about.empty()) {
    console.answer(command_overview(commands));
    return {};
  }
  auto* command = find(commands, about.front());
  if (!command) return no_such_command(commands, about.front());
  console.answer(help_of(*command));
  return {};
}

Outcome<void> run_command(Command& command, Console& console, const std::vector<std::string>& words,
                          CommonOptions& common) {
  auto wants_help = read_command_line(command, common, words);
  if (!wants_help) return wants_help.error();
  if (*wants_help) {
    console.answer(help_of(command));
    return {};
  }
  auto home = home_folder();
  if (!home) return home.error();
  Session session(console, common, *home, [](const std::filesystem::path& folder) { return open_api(folder); });
  return command.run(session);
}

Outcome<void> run_words(Console& console, const std::vector<std::string>& words, CommonOptions& common) {
  const auto commands = all_commands();
  const std::vector<std::string> after(words.begin() + (words.empty() ? 0 : 1), words.end());
  if (words.empty()) {
    console.answer(short_help(commands));
    return {};
  }
  if (words.front() == "help" || words.front() == "--help" || words.front() == "-h")
    return print_help(commands, console, after);
  if (words.front() == "--version") {
    console.answer("alongside " ALONGSIDE_VERSION "\n");
    return {};
  }
  auto* command = find(commands, words.front());
  if (!command) return no_such_command(commands, words.front());
  return run_command(*command, console, after, common);
}

// One line for the person; for a program the same as a Problem.
void print_refusal(Console& console, const Refusal& refusal, bool json) {
  if (json && !refusal.has_answered && refusal.status == ExitStatus::refused) {
    api::Problem problem;
    problem.set_code(refusal.code);
    problem.set_message(refusal.line);
    console.answer(json_of(problem) + "\n");
  }
  if (refusal.line.empty()) return;
  console.remark("alongside: " + refusal.line + "\n");
}

}  // namespace

int run_program(const std::vector<std::string>& words) {
  Console console;
  CommonOptions common;
  const auto outcome = run_words(console, words, common);
  if (!outcome) print_refusal(console, outcome.error(), common.json);
  if (!console.answered()) {
    console.remark("alongside: what was asked for is done, but the answer could not be printed.\n");
    return static_cast<int>(ExitStatus::refused);
  }
  return static_cast<int>(outcome ? ExitStatus::done : outcome.error().status);
}

}  // namespace alongside::app
