#include "app/cli/help.hpp"

#include <array>

#include "app/cli/common_options.hpp"
#include "app/cli/layout.hpp"

namespace alongside::app {
namespace {

constexpr int kHelpWidth = 80;

// Collects what a help page shows.
class ShownGrammar final : public Grammar {
 public:
  void argument(const std::string& name, const std::string& help, std::string&) override {
    usage_ += " " + name;
    arguments_.push_back({name, help});
  }
  void optional_argument(const std::string& name, const std::string& help, std::optional<std::string>&) override {
    usage_ += " [" + name + "]";
    arguments_.push_back({name, help});
  }
  void arguments(const std::string& name, const std::string& help, std::vector<std::string>&) override {
    usage_ += " " + name + "...";
    arguments_.push_back({name, help});
  }
  void option(const std::string& name, const std::string& value, const std::string& help,
              std::optional<std::string>&) override {
    options_.push_back({name + " " + value, help});
  }
  void options(const std::string& name, const std::string& value, const std::string& help,
               std::vector<std::string>&) override {
    options_.push_back({name + " " + value, help + " (may be given several times)"});
  }
  void flag(const std::string& name, const std::string& help, bool&) override { options_.push_back({name, help}); }

  std::string usage() const { return usage_ + " [OPTIONS]"; }
  std::string described() const { return table(arguments_) + (arguments_.empty() ? "" : "\n") + table(options_); }

 private:
  struct Entry {
    std::string what, help;
  };

  static std::string table(const std::vector<Entry>& entries) {
    constexpr int kHelpAt = 26;
    std::string out;
    for (const auto& entry : entries) {
      const std::string indent(kHelpAt, ' ');
      std::string text = wrapped(entry.help, kHelpWidth, indent);
      const std::string head = "  " + entry.what;
      const bool fits = head.size() + 2 <= indent.size();
      out += fits ? padded(head, kHelpAt) + text.substr(indent.size()) : head + "\n" + text;
    }
    return out;
  }

  std::string usage_;
  std::vector<Entry> arguments_;
  std::vector<Entry> options_;
};

constexpr std::string_view kFirstSteps =
    R"(alongside: two partners, two laptops, each with a diary of their own. What you
write stays here, sealed, until you share it; then it goes to their machine and
to nobody else's.

First
  alongside init --name YOUR-NAME   make your vault
  alongside run                     start your node; leave it open
  alongside invite                  in another terminal: for your partner, once
  alongside write note              write; nobody sees it but you
  alongside status                  where things stand, and what to do next
)";

constexpr std::string_view kLastWords =
    R"(`alongside help` lists them with a line each, `alongside help COMMAND` says more.
)";

constexpr std::string_view kNotFor =
    R"(
`alongside help COMMAND` says more, with an example.
alongside does not treat illness, and is not for a relationship in which
somebody is afraid. `alongside leave` ends the pairing at once, alone.
)";

struct Heading {
  Chapter chapter;
  std::string_view title;
};

constexpr std::array kHeadings = std::to_array<Heading>({
    {Chapter::beginning, "Beginning"},
    {Chapter::writing, "Writing and reading"},
    {Chapter::together, "With your partner"},
    {Chapter::node, "The node"},
    {Chapter::safety, "Keeping it safe"},
});

}  // namespace

std::string short_help(const Commands& commands) {
  std::string out(kFirstSteps);
  out += "\nAll commands\n";
  for (const auto& heading : kHeadings) {
    out += "  " + padded(heading.title, 21);
    for (const auto& command : commands)
      if (command->words().chapter == heading.chapter) out += " " + command->words().name;
    out += '\n';
  }
  return out + std::string(kLastWords);
}

std::string command_overview(const Commands& commands) {
  std::string out;
  for (const auto& heading : kHeadings) {
    out += (out.empty() ? "" : "\n") + std::string(heading.title) + "\n";
    for (const auto& command : commands) {
      const auto& words = command->words();
      if (words.chapter == heading.chapter) out += "  " + padded(words.name, 12) + words.summary + "\n";
    }
  }
  return out + std::string(kNotFor);
}

std::string usage_of(Command& command) {
  ShownGrammar grammar;
  command.declare(grammar);
  return command.words().name + grammar.usage();
}

std::string help_of(Command& command) {
  ShownGrammar own;
  command.declare(own);
  ShownGrammar shared;
  CommonOptions common;
  common.declare(shared);
  const auto& words = command.words();
  const std::string name = "alongside " + words.name;
  std::string out = name + ": " + words.summary + "\n\n  " + name + own.usage() + "\n\n";
  if (!words.more.empty()) out += wrapped(words.more, kHelpWidth) + "\n";
  out += own.described() + shared.described();
  return out + "\nExample\n" + wrapped(words.example, kHelpWidth, "  ");
}

}  // namespace alongside::app
