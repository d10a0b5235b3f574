// A secret from the terminal, without showing it.
#pragma once

#include <string_view>

#include "app/cli/outcome.hpp"
#include "core/crypto/password.hpp"

namespace alongside::app {

// While one lives, nothing that is typed is shown: neither an answer nor what is typed early, while an earlier answer
// is still being tried; that counts as the next answer. The terminal is as before when the last one goes, and also when
// a signal ends or stops the process meanwhile; what was typed and not read by then is dropped, so that no secret
// becomes a command of the shell. One within another does nothing. Main thread only.
class HiddenTyping {
 public:
  HiddenTyping();
  HiddenTyping(const HiddenTyping&) = delete;
  HiddenTyping& operator=(const HiddenTyping&) = delete;
  ~HiddenTyping();
};

// Somebody is there to type a secret: standard error is a terminal to ask on and there is one to read from (standard
// input, or the controlling terminal when standard input brings a text).
bool can_ask_hidden() noexcept;

// Asks on the terminal and reads one line, hidden; after a stop (Ctrl-Z) and going on it asks again. Refused at the end
// of input (Ctrl-D on an empty line) and when more than kMaxPassphraseBytes were typed.
Outcome<crypto::Passphrase> ask_hidden(std::string_view question);

}  // namespace alongside::app
