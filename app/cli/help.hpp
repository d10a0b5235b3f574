// The help: what to do first, all commands, and one command in full. At most 80 columns wide.
#pragma once

#include <string>

#include "app/cli/command.hpp"

namespace alongside::app {

// For somebody who typed `alongside` alone: what to do first, and the names of the commands. Fits a terminal of 24
// lines.
std::string short_help(const Commands& commands);

// All commands in their chapters, each with a line.
std::string command_overview(const Commands& commands);

std::string help_of(Command& command);

// "share ID [OPTIONS]"
std::string usage_of(Command& command);

}  // namespace alongside::app
