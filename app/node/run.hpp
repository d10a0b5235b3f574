// `alongside run`: the node in the foreground until SIGINT, SIGTERM or the method `stop`.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/crypto/password.hpp"

namespace alongside::app {

struct RunOptions {
  std::filesystem::path home;
  // ADDR:PORT or [ADDR]:PORT, numeric; port 0 takes any. Empty: all addresses of the machine on one port above 20000,
  // drawn once and kept.
  std::vector<std::string> listen;
  bool json = false;  // the ready line as an object

  // How the node gets unlocked before it says that it is ready. Neither: it starts locked.
  std::optional<crypto::Passphrase> passphrase;                 // a wrong one ends the run
  std::function<std::optional<crypto::Passphrase>()> ask;       // up to three times; nothing: starts locked
};

// Prints on standard output, once it accepts, `ready` or
//   {"ready":true,"locked":false,"listening":["127.0.0.1:4711"],"socket":"/home/mira/.local/share/alongside/node.sock"}
// and on standard error what is wrong, in one line. Returns the exit status: 0 stopped when asked, 1 could not run.
int run_node(RunOptions options);

}  // namespace alongside::app
