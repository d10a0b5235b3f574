// What happens before there is a vault to call methods on.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <string_view>

#include "app/node/api.hpp"
#include "core/crypto/password.hpp"

namespace alongside::app {

// Makes the vault of a person called `name` and returns its recovery code, to be shown once. The passphrase will take
// about `unlock_time` to try on this machine. vault_exists, disk_full, disk_failed, out_of_memory; not_text, too_large:
// the name. The vault is there when it is whole: cut short, it is as if nothing had been asked.
Result<std::string> initialize_home(const std::filesystem::path& home, std::string_view name,
                                    const crypto::Passphrase& passphrase, std::chrono::milliseconds unlock_time);

// Makes `home` from a backup file. vault_exists, bad_backup, disk_full, disk_failed.
Result<void> restore_home(const std::filesystem::path& home, const std::filesystem::path& backup,
                          const OnProgress& on_progress);

}  // namespace alongside::app
