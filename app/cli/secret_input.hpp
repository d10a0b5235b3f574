// Where a passphrase or a recovery code comes from. Never from argv: other users of the machine can read that.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "app/cli/console.hpp"
#include "app/cli/outcome.hpp"
#include "core/crypto/password.hpp"

namespace alongside::app {

// The file descriptor, else the file; neither: ask the terminal.
struct SecretSource {
  std::optional<std::string> fd;
  std::optional<std::string> file;
  bool is_given() const noexcept { return fd || file; }
};

// Reads to the end; one line break at the end does not belong to the secret. Refused when it is empty, longer than
// kMaxPassphraseBytes, or can't be read.
Outcome<crypto::Passphrase> read_secret(const SecretSource& given);

// From what is given, else asks `question` on the terminal. `hint` says how to give it when nobody can be asked.
Outcome<crypto::Passphrase> read_or_ask_secret(const SecretSource& given, std::string_view question,
                                               std::string_view hint);

// Said before a secret that was mistyped is asked for again.
inline constexpr std::string_view kNotIt = "That does not open it. Once more.\n";

// Reads or asks, and gives it to `attempt`; answers with the secret that did it. What was typed wrongly on a terminal
// may be typed again, up to three times.
Outcome<crypto::Passphrase> try_secret(const SecretSource& given, std::string_view question, std::string_view hint,
                                       const std::function<Outcome<void>(const crypto::Passphrase&)>& attempt);

// As read_or_ask_secret, for a new passphrase: on a terminal with a word of advice first, and asked for twice.
Outcome<crypto::Passphrase> read_or_ask_new_secret(Console& console, const SecretSource& given, std::string_view hint);

}  // namespace alongside::app
