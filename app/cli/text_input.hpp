// The texts that a person writes: as an argument, from standard input, or on the terminal.
//
// Left out on a terminal, a text is typed line by line, ended by Ctrl-D. That is the default, and not $EDITOR, because
// nothing a person wrote may lie in plain form in any file, and editors keep swap files, backups, undo histories and
// recent-text registers of their own in places that we can't know. Who wants an editor all the same sets
// ALONGSIDE_EDITOR; plain_editor.hpp says what is done to keep it in memory, and what can't be.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "app/cli/console.hpp"
#include "app/cli/outcome.hpp"

namespace alongside::app {

// Longer is refused before it reaches the node; the node's own limit (items::kMaxTextBytes) is lower.
inline constexpr std::size_t kMaxTypedBytes = 1024 * 1024;

// Standard input to its end, one line break at the end dropped, CR LF as LF.
Outcome<std::string> text_from_standard_input();

// `given` as it is; "-" is standard input; left out asks on the terminal, where `question` says what for and `before`
// is the text as it was, to start from in an editor. Nobody there to ask: wrong usage, saying `hint`.
Outcome<std::string> text_of(Console& console, const std::optional<std::string>& given, std::string_view question,
                             std::string_view before, std::string_view hint);

// One line, for names and invites. The same three ways.
Outcome<std::string> line_of(Console& console, const std::optional<std::string>& given, std::string_view question,
                             std::string_view hint);

}  // namespace alongside::app
