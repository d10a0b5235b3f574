// Writing in an editor of the person's own choice (ALONGSIDE_EDITOR).
//
// An editor needs a file. It gets one of mode 0600 in a fresh folder of mode 0700, in memory: $XDG_RUNTIME_DIR or
// /dev/shm, whichever is a tmpfs or ramfs; neither: refused. The folder and everything that the editor left in it are
// removed afterwards. Two things can't be kept: the kernel may swap a tmpfs out, and an editor may keep copies
// elsewhere (vim: its undo and viminfo files). `alongside help write` says so.
#pragma once

#include <string>
#include <string_view>

#include "app/cli/outcome.hpp"

namespace alongside::app {

// Runs `editor` (through the shell, so that it may have options) on a file that holds `before`, and returns what it
// left there, without the last line break. Refused when the editor fails.
Outcome<std::string> text_from_editor(std::string_view editor, std::string_view before);

}  // namespace alongside::app
