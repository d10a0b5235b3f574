// Where this person's vault and node live.
#pragma once

#include <filesystem>

#include "app/cli/outcome.hpp"

namespace alongside::app {

// $ALONGSIDE_HOME, else $XDG_DATA_HOME/alongside, else ~/.local/share/alongside; absolute. Refused when none can be told.
Outcome<std::filesystem::path> home_folder();

// Makes the folder (mode 0700) if it is missing and says plainly why nothing could be written there.
Outcome<void> be_writable(const std::filesystem::path& home);

}  // namespace alongside::app
