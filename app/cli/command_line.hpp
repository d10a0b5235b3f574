// From the words of a command line to a command that is filled in. The one place that knows CLI11.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/cli/command.hpp"
#include "app/cli/common_options.hpp"
#include "app/cli/outcome.hpp"

namespace alongside::app {

// Fills `command` and `common` from what stands after the command's name. Wrong usage is refused with a hint.
// Answers true when help was asked for instead; then nothing is filled in.
Outcome<bool> read_command_line(Command& command, CommonOptions& common, const std::vector<std::string>& words);

}  // namespace alongside::app
