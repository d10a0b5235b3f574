#include "app/cli/harmless.hpp"

#include <gtest/gtest.h>

#include "app/cli/utf8.hpp"

namespace alongside::app {
namespace {

TEST(Harmless, LeavesOrdinaryTextInAnyScriptAlone) {
  for (const std::string text : {"rain", "two\nlines", "Žluťoučký kůň", "שלום", "雨の音", "👩‍❤️‍👩"}) EXPECT_EQ(harmless(text), text);
}

TEST(Harmless, ShowsControlCharactersInsteadOfSendingThem) {
  EXPECT_EQ(harmless("\x1b[2J\x1b]0;title\x07"), "␛[2J␛]0;title␇");
  EXPECT_EQ(harmless("a\rb\bc\x7f"), "a␍b␈c␡");
  EXPECT_EQ(harmless(std::string_view("\0", 1)), "␀");
  EXPECT_EQ(harmless("\xC2\x9B" "31m"), "\uFFFD" "31m");  // C1: CSI in one character
}

TEST(Harmless, ShowsWhatWouldTurnOrHideText) {
  for (const std::string hidden : {"\u202E", "\u2066", "\u200F", "\u061C", "\u2028", "\U000E0041"})
    EXPECT_EQ(harmless("a" + hidden + "b"), "a\uFFFDb");
}

TEST(Harmless, ReplacesEveryByteThatIsNotUtf8) {
  EXPECT_EQ(harmless("\x9b" "31m"), "\uFFFD" "31m");         // a lone C1 byte
  EXPECT_EQ(harmless("\xC0\x9B"), "\uFFFD\uFFFD");           // escape, encoded longer than needed
  EXPECT_EQ(harmless("\xED\xA0\x80"), "\uFFFD\uFFFD\uFFFD");  // half a surrogate pair
  EXPECT_EQ(harmless("a\xE2\x82"), "a\uFFFD\uFFFD");          // cut short
}

TEST(Harmless, KeepsALineOnItsLine) { EXPECT_EQ(harmless_line("a\nb\tc"), "a b c"); }

TEST(Columns, CountsWhatATerminalShows) {
  EXPECT_EQ(columns("rain"), 4);
  EXPECT_EQ(columns("雨"), 2);
  EXPECT_EQ(columns("e\u0301"), 1);
  EXPECT_EQ(columns("🙂"), 2);
}

}  // namespace
}  // namespace alongside::app
