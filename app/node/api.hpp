// What the command line and the page say to the node, wherever it runs. proto/api.proto has the messages,
// app/README.md the table of methods.
//
// A method's body is JSON in protobuf's mapping, and so is its reply. Bodies that carry secrets are raw instead:
//   unlock                    the passphrase
//   unlock-with-recovery      the recovery code
//   passphrase                secret_pair(current passphrase, new passphrase)
//   passphrase-with-recovery  secret_pair(recovery code, new passphrase)
//   draw-recovery-code        the current passphrase; replied by {"recoveryCode": "..."}, which is not in force yet
//   recovery-code             secret_pair(current passphrase, the recovery code that was drawn)
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "proto/api.pb.h"
#include "proto/bytes.hpp"
#include "proto/result.hpp"

namespace alongside::app {

struct ApiReply {
  int status = 200;  // as HTTP has it: 200, or the status of a problem
  std::string body;  // JSON of the method's reply, or of a Problem
  bool ok() const noexcept { return status == 200; }
};

// Told now and then by methods that take long, on the thread that called.
using OnProgress = std::function<void(const api::Progress&)>;

// One at a time; from one thread.
class Api {
 public:
  virtual ~Api() = default;
  // Blocks until the method is done. Every failure is a Problem in the reply, also an unknown method, a body that
  // can't be read, and a node that went away meanwhile (code `node_gone`).
  virtual ApiReply call(std::string_view method, BytesView body, const OnProgress& on_progress = {}) = 0;
  // A running node answers. False: this process opened the vault itself, sealed, and needs `unlock` first.
  virtual bool remote() const noexcept = 0;
};

// Where one person's vault and node live: `home`/vault.db and what belongs to it, `home`/node.sock.
// A running node's socket if one runs, else the vault opened in this process. When another short command holds the
// vault, waits for it up to `patience`. no_vault, vault_in_use, not_a_vault, format_too_new, disk_failed;
// AppErrc::home_too_deep.
Result<std::unique_ptr<Api>> open_api(const std::filesystem::path& home,
                                      std::chrono::milliseconds patience = std::chrono::seconds(10));

}  // namespace alongside::app
