// The whole program from its arguments to its exit status.
#pragma once

#include <string>
#include <vector>

namespace alongside::app {

// `words` without the program's own name. Prints what there is to print; call prepare_process() before.
int run_program(const std::vector<std::string>& words);

}  // namespace alongside::app
