// `alongside run`: the node in the foreground until SIGINT, SIGTERM or the method `stop`.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/crypto/password.hpp"
#include "proto/result.hpp"

namespace alongside::app {

struct RunOptions {
  std::filesystem::path home;
  // ADDR:PORT or [ADDR]:PORT, numeric; port 0 takes any. Empty: all addresses of the machine on one port above 20000,
  // drawn once and kept.
  std::vector<std::string> listen;
  bool json = false;  // the ready line as an object

  // How the node gets unlocked before it says that it is ready. Neither: it starts locked.
  std::optional<crypto::Passphrase> passphrase;                 // a wrong one ends the run
  // Called up to three times; nothing: starts locked. Let go of before the node starts.
  std::function<std::optional<crypto::Passphrase>(bool again)> ask;

  std::function<void(bool locked)> when_ready;  // after the ready line; may be empty
};

// Prints on standard output, once it accepts, `ready` or
//   {"ready":true,"locked":false,"listening":["127.0.0.1:4711"],"socket":"/home/mira/.local/share/alongside/node.sock"}
// Returns when it was stopped as asked, or why it could not run.
Result<void> run_node(RunOptions options);

}  // namespace alongside::app
