// The one time that a recovery code is shown.
#pragma once

#include <string>

#include "app/cli/session.hpp"

namespace alongside::app {

// Prints the code with what it is for, or with --json {"recoveryCode": ...}. On a terminal asks for its last group, to
// be sure that it was written down; a wrong answer shows it once more, and nobody is kept from going on.
void show_recovery_code(Session& session, const std::string& code);

}  // namespace alongside::app
