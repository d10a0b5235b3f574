// Where this person's vault and node live.
#pragma once

#include <filesystem>

#include "app/cli/outcome.hpp"

namespace alongside::app {

// $ALONGSIDE_HOME, else $XDG_DATA_HOME/alongside, else ~/.local/share/alongside; absolute. Refused when none can be
// told.
Outcome<std::filesystem::path> home_folder();

// Makes the folder (mode 0700) if it is missing. Refused, with the plain reason, when nothing can be written there or a
// vault is there already.
Outcome<void> be_ready_for_a_vault(const std::filesystem::path& home);

}  // namespace alongside::app
