#include "app/cli/command_line.hpp"

#include <gtest/gtest.h>

#include "app/cli/help.hpp"

namespace alongside::app {
namespace {

using Texts = std::vector<std::string>;

// A command that takes one of everything.
class Everything final : public Command {
 public:
  Everything() : Command({Chapter::writing, "everything", "takes all", "alongside everything ID", ""}) {}
  void declare(Grammar& grammar) override {
    grammar.argument("ID", "an id", id);
    grammar.optional_argument("NAME", "a name", name);
    grammar.option("--text", "TEXT", "a text", text);
    grammar.options("--tag", "TAG", "a tag", tags);
    grammar.flag("--yes", "don't ask", yes);
  }
  Outcome<void> run(Session&) override { return {}; }

  std::string id;
  std::optional<std::string> name, text;
  Texts tags;
  bool yes = false;
};

struct Read {
  Everything command;
  CommonOptions common;
  Outcome<bool> outcome;
  explicit Read(const Texts& words) : outcome(read_command_line(command, common, words)) {}
};

TEST(CommandLine, TakesTextsAsTheyWereTyped) {
  for (const std::string text : {"", "-", "-dash", "--yes", "{}", "[a,b]", "a=b", "two\nlines", "list", "\"quoted\"", "%%"}) {
    const Read apart({"3f9a", "--text", text});
    ASSERT_TRUE(apart.outcome) << text;
    EXPECT_EQ(apart.command.text, text);
    EXPECT_FALSE(apart.command.yes);
    const Read together({"--text=" + text, "3f9a"});
    ASSERT_TRUE(together.outcome) << text;
    EXPECT_EQ(together.command.text, text);
  }
}

TEST(CommandLine, ArgumentsAfterTwoDashesMayLookLikeOptions) {
  const Read read({"--yes", "--", "--text=x", "-n"});
  ASSERT_TRUE(read.outcome);
  EXPECT_EQ(read.command.id, "--text=x");
  EXPECT_EQ(read.command.name, "-n");
  EXPECT_EQ(read.command.text, std::nullopt);
}

TEST(CommandLine, CollectsOptionsThatMayStandSeveralTimes) {
  const Read read({"--tag", "a", "3f9a", "--tag=b", "--json"});
  ASSERT_TRUE(read.outcome);
  EXPECT_EQ(read.command.tags, (Texts{"a", "b"}));
  EXPECT_TRUE(read.common.json);
}

class Several final : public Command {
 public:
  Several() : Command({Chapter::writing, "several", "takes words", "alongside several a b", ""}) {}
  void declare(Grammar& grammar) override { grammar.arguments("WORDS", "words", words_given); }
  Outcome<void> run(Session&) override { return {}; }
  Texts words_given;
};

TEST(CommandLine, TakesAsManyWordsAsAreGiven) {
  Several command;
  CommonOptions common;
  ASSERT_TRUE(read_command_line(command, common, {"rain", "--json", "wind"}));
  EXPECT_EQ(command.words_given, (Texts{"rain", "wind"}));
}

TEST(CommandLine, RefusesWithAHint) {
  const auto line_of = [](const Texts& words) {
    const Read read(words);
    EXPECT_FALSE(read.outcome);
    EXPECT_EQ(read.outcome.error().status, ExitStatus::wrong_usage);
    return read.outcome.error().line;
  };
  EXPECT_NE(line_of({}).find("everything ID"), std::string::npos);
  EXPECT_NE(line_of({"3f9a", "--txet", "x"}).find("--text"), std::string::npos);
  EXPECT_NE(line_of({"3f9a", "name", "rain", "again"}).find("quotation marks"), std::string::npos);
  EXPECT_NE(line_of({"3f9a", "--text"}).find("--text"), std::string::npos);
  EXPECT_NE(line_of({"3f9a", "--text", "a", "--text", "b"}).find("--text"), std::string::npos);
  EXPECT_NE(line_of({"3f9a", "--yes=false"}).find("yes"), std::string::npos);
}

TEST(CommandLine, SaysWhenHelpIsWanted) {
  EXPECT_TRUE(*Read({"--help"}).outcome);
  EXPECT_TRUE(*Read({"3f9a", "-h"}).outcome);
}

TEST(Help, OfEveryCommandFitsOnAPageOfEightyColumnsAndHasAnExample) {
  for (const auto& command : all_commands()) {
    const std::string help = help_of(*command);
    EXPECT_NE(help.find("Example\n  alongside " + command->words().name), std::string::npos) << help;
    std::size_t begin = 0;
    while (begin < help.size()) {
      const auto end = help.find('\n', begin);
      EXPECT_LE(end - begin, 80u) << help.substr(begin, end - begin);
      begin = end + 1;
    }
  }
}

}  // namespace
}  // namespace alongside::app
