#include "app/cli/pasted_invite.hpp"

#include <poll.h>
#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "net/pairing/invite.hpp"

namespace alongside::app {
namespace {

// What terminals put around a paste when a program before us asked for it.
constexpr std::string_view kPasteMarks[] = {"\x1b[200~", "\x1b[201~"};
// The one part of the prefix that all versions have.
constexpr std::string_view kBegin = "alongside";
constexpr std::string_view kSpaces = " \t\r\n";
// A paste comes in one piece or nearly so.
constexpr int kPasteQuietMs = 150;

std::string without_paste_marks(std::string_view line) {
  std::string out(line);
  for (const auto mark : kPasteMarks) {
    for (auto at = out.find(mark); at != std::string::npos; at = out.find(mark)) out.erase(at, mark.size());
  }
  return out;
}

// "alongside1-...", in any case; the program's own name in a sentence is none.
bool begins_an_invite(std::string_view word) {
  if (word.size() <= kBegin.size() || !std::isdigit(static_cast<unsigned char>(word[kBegin.size()]))) return false;
  return std::ranges::equal(word.substr(0, kBegin.size()), kBegin, {},
                            [](unsigned char letter) { return std::tolower(letter); });
}

bool is_blank(std::string_view line) { return line.find_first_not_of(kSpaces) == std::string_view::npos; }

bool more_is_there() {
  pollfd input{STDIN_FILENO, POLLIN, 0};
  return poll(&input, 1, kPasteQuietMs) > 0 && (input.revents & POLLIN);
}

void drop_the_rest() {
  std::array<char, 4096> rest;
  while (more_is_there() && read(STDIN_FILENO, rest.data(), rest.size()) > 0) {
  }
  tcflush(STDIN_FILENO, TCIFLUSH);
}

}  // namespace

void PastedInvite::take(std::string_view typed) {
  const std::string line = without_paste_marks(typed);
  std::string_view rest = line;
  while (!ended_) {
    rest.remove_prefix(std::min(rest.find_first_not_of(kSpaces), rest.size()));
    if (rest.empty()) return;
    const auto word = rest.substr(0, rest.find_first_of(kSpaces));
    rest.remove_prefix(word.size());
    take_word(word);
  }
}

void PastedInvite::take_word(std::string_view word) {
  if (text_.empty() && !begins_an_invite(word)) return;
  text_ += word;
  const auto read = net::read_invite(text_);
  ended_ = read || read.error() == error_code(net::NetErrc::invite_too_new) || text_.size() > net::kMaxInviteTextBytes;
}

Outcome<std::string> ask_invite(Console& console) {
  PastedInvite invite;
  bool something_came = false;
  auto line = console.ask_line("The invite: ");
  while (line) {
    const bool blank = is_blank(*line);
    something_came = something_came || !blank;
    invite.take(*line);
    if (invite.ended()) break;
    const bool more = more_is_there();
    if (blank && !more) break;
    line = console.ask_line(more ? "" : "(not whole yet; paste the rest, or press Enter to end) ");
  }
  drop_the_rest();
  if (!something_came) return refused("nothing_typed", "Nothing was typed, so nothing was done.");
  return invite.text();
}

}  // namespace alongside::app
