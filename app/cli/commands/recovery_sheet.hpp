// The one time that a recovery code is shown.
#pragma once

#include <string>

#include "app/cli/session.hpp"

namespace alongside::app {

// Prints the code with what it is for, or with --json {"recoveryCode": ...}.
void show_recovery_code(Session& session, const std::string& code);

// Somebody is there to be asked whether they have written it down.
bool can_ask_back(Session& session);
// Asks for the code's last group, to be sure that it was written down; a wrong answer shows the code once more. False
// after three of them, and at the end of input.
bool is_written_down(Console& console, const std::string& code);

}  // namespace alongside::app
