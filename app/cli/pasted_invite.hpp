// An invite as it comes out of somebody's mail or chat: broken into lines, with words before and after it.
#pragma once

#include <string>
#include <string_view>

#include "app/cli/console.hpp"
#include "app/cli/outcome.hpp"

namespace alongside::app {

class PastedInvite {
 public:
  // Takes a line, and leaves the rest of it when the invite is whole.
  void take(std::string_view line);

  // The invite's own checksum fits, or it is of a version that can't be told to be whole; or there was more than any
  // invite has.
  bool ended() const noexcept { return ended_; }
  bool empty() const noexcept { return text_.empty(); }
  // What was taken of it, without white space; empty when nothing that begins like an invite came.
  const std::string& text() const noexcept { return text_; }

 private:
  void take_word(std::string_view word);

  std::string text_;
  bool ended_ = false;
};

// Asks at the terminal and reads lines until the invite is whole, an empty line that nothing follows, or the end of
// input. What was pasted beyond that is dropped, so that the shell does not take it for commands. Refused when nothing
// came. Only when console.can_ask().
Outcome<std::string> ask_invite(Console& console);

}  // namespace alongside::app
