// Acts that follow each other, and how many of them a vault holds: whole ones, in order, or it is not sound.
#pragma once

#include <optional>

#include "core/vault/vault.hpp"

namespace alongside::vault {

// The act number `number` (1, 2, ...): one transaction that writes an item, an outgoing change and the count, and with
// every third also erases the item before.
Result<void> do_act(Vault& vault, int number);

// How many acts `vault` holds. Nothing when what it holds is no such number of whole acts.
std::optional<int> acts_in(const Vault& vault);

}  // namespace alongside::vault
