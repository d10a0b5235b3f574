// What every command understands.
#pragma once

#include <optional>
#include <string>

#include "app/cli/grammar.hpp"

namespace alongside::app {

struct CommonOptions {
  bool json = false;
  std::optional<std::string> passphrase_file;
  std::optional<std::string> passphrase_fd;

  void declare(Grammar& grammar) {
    grammar.flag("--json", "print one JSON value on standard output", json);
    grammar.option("--passphrase-file", "FILE", "read the passphrase from FILE", passphrase_file);
    grammar.option("--passphrase-fd", "N", "read the passphrase from file descriptor N", passphrase_fd);
  }
};

}  // namespace alongside::app
