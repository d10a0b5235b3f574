// A vault that is made aside and then takes its place.
#pragma once

#include "core/vault/vault.hpp"

namespace alongside::vault {

// Moves the vault of `from`, which nobody has open and which holds no attachments, to `to`: all of it or nothing, also
// when the machine stops on the way. vault_exists when `to` has one; disk_full when what was last written could not be
// brought into the one file that moves; disk_failed.
Result<void> move_vault(const Home& from, const Home& to);

}  // namespace alongside::vault
