#include <cstdio>
#include <exception>
#include <string>
#include <vector>

#include "app/cli/program.hpp"
#include "app/node/process.hpp"

int main(int argc, char** argv) {
  alongside::app::prepare_process();
  try {
    return alongside::app::run_program(std::vector<std::string>(argv + (argc > 0 ? 1 : 0), argv + argc));
  } catch (const std::exception& error) {
    // Out of memory, or a failed constructor: what no caller nearby could mend. The text is a library's, not a person's.
    std::fprintf(stderr, "alongside: gave up: %s\n", error.what());
    return 1;
  }
}
