#include "app/cli/layout.hpp"

#include <gtest/gtest.h>

#include "app/cli/utf8.hpp"

namespace alongside::app {
namespace {

TEST(Wrapped, BreaksAtSpacesAndKeepsTheTextsOwnLines) {
  EXPECT_EQ(wrapped("rain on the window", 12), "rain on the\nwindow\n");
  EXPECT_EQ(wrapped("one\n\ntwo\n", 20, "  "), "  one\n\n  two\n");
  EXPECT_EQ(wrapped("", 20), "");
}

TEST(Wrapped, CutsAWordThatNoLineHolds) { EXPECT_EQ(wrapped("aaaaaaaaaaaaaaa b", 10), "aaaaaaaaaa\naaaaa b\n"); }

TEST(Wrapped, KeepsEveryLineWithinItsWidth) {
  const std::string text = "雨の音がする and then some more  words, 雨の音がする雨の音がする雨の音がする\n   indented";
  std::string lines = wrapped(text, 17, "  ");
  while (!lines.empty()) {
    const auto end = lines.find('\n');
    EXPECT_LE(columns(lines.substr(0, end)), 17) << lines;
    lines.erase(0, end + 1);
  }
}

TEST(Fitted, BreaksOnlyLinesThatAreTooWideAndOnlyAtSpaces) {
  EXPECT_EQ(fitted("short\n  as it is", 12), "short\n  as it is");
  EXPECT_EQ(fitted("rain on the window\n", 12), "rain on the\nwindow\n");
  EXPECT_EQ(fitted("exactly ten", 11), "exactly ten");
  EXPECT_EQ(fitted("Leave? (y/N) ", 40), "Leave? (y/N) ");
}

TEST(Fitted, GoesOnUnderTheLinesOwnIndent) { EXPECT_EQ(fitted("  rain on the window", 13), "  rain on the\n  window"); }

TEST(Fitted, NeverCutsAWord) {
  const std::string invite = "alongside1-" + std::string(90, 'a');
  EXPECT_EQ(fitted(invite + "\n", 40), invite + "\n");
  EXPECT_EQ(fitted("see " + invite + " here", 40), "see\n" + invite + "\nhere");
}

TEST(Fitted, GivesColoursNoWidth) {
  const std::string strong = "\x1b[1mrain\x1b[0m on";
  EXPECT_EQ(fitted(strong, 7), strong);
  EXPECT_EQ(fitted(strong, 6), "\x1b[1mrain\x1b[0m\non");
  EXPECT_EQ(fitted("rain \x1b[", 5), "rain \x1b[");
}

TEST(FirstLine, SaysThatThereIsMore) {
  EXPECT_EQ(first_line("rain", 10), "rain");
  EXPECT_EQ(first_line("rain\n", 10), "rain");
  EXPECT_EQ(first_line("rain\nwind", 10), "rain …");
  EXPECT_EQ(first_line("rain on the window", 8), "rain on…");
}

TEST(Counted, KnowsOneFromMany) {
  EXPECT_EQ(counted(1, "file", "files"), "1 file");
  EXPECT_EQ(counted(0, "file", "files"), "0 files");
}

}  // namespace
}  // namespace alongside::app
