// A secret from the terminal, without showing it.
#pragma once

#include <string_view>

#include "app/cli/outcome.hpp"
#include "core/crypto/password.hpp"

namespace alongside::app {

// Somebody is there to type a secret: standard error is a terminal to ask on and there is one to read from (standard
// input, or the controlling terminal when standard input brings a text).
bool can_ask_hidden() noexcept;

// Asks on the terminal and reads one line with the echo off. The terminal is as before when this returns, and also
// when a signal ends the process meanwhile; after a stop (Ctrl-Z) and going on it asks again. Refused at the end of
// input (Ctrl-D on an empty line) and when more than kMaxPassphraseBytes were typed.
Outcome<crypto::Passphrase> ask_hidden(std::string_view question);

}  // namespace alongside::app
