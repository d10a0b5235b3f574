// The person's side of the screen: where words go, what may be asked, how much room there is.
// Standard output is for the answer; questions, hints and progress go to standard error.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace alongside::app {

class Console {
 public:
  // Looks once at what standard input, output and error are, and at NO_COLOR and TERM.
  Console();

  // Somebody can be asked: standard input and standard error are a terminal.
  bool can_ask() const noexcept { return can_ask_; }
  // Standard output is a terminal (and so a QR code and large words make sense).
  bool shows_to_person() const noexcept { return out_is_terminal_; }
  bool errors_shown_to_person() const noexcept { return error_is_terminal_; }
  // Of the terminal, at most 100 so that lines stay readable; 80 when there is none.
  int width() const noexcept { return width_; }
  int height() const noexcept { return height_; }  // 24 when there is none

  // Both take a whole text with its line breaks, made harmless already; on a terminal its words are never broken at the
  // edge (layout.hpp, fitted).
  void answer(std::string_view text);
  void remark(std::string_view text);
  // True unless a write to standard output failed (a full disk, a closed pipe).
  bool answered() noexcept;

  // Colours may be used on standard output.
  bool colours() const noexcept { return colours_; }

  // Emphasis for standard output: the same text when it is not a terminal or colours are not wanted.
  std::string strong(std::string_view text) const;
  std::string quiet(std::string_view text) const;

  // One line as typed; nothing at the end of input. Only when can_ask().
  std::optional<std::string> ask_line(std::string_view question);
  // "y" or "yes" in any case is yes; everything else, also the end of input, is no. Only when can_ask().
  bool ask_yes(std::string_view question);

 private:
  bool can_ask_;
  bool out_is_terminal_;
  bool error_is_terminal_;
  bool colours_;
  int width_ = 80;
  int height_ = 24;
};

}  // namespace alongside::app
