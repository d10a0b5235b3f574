// A vault or backup file made in one go. Private to core/vault.
#pragma once

#include <filesystem>
#include <functional>

#include "core/vault/sqlite.hpp"

namespace alongside::vault {

// Makes `to` with the tables of core/vault/schema.sql and `extra_sql` and lets `fill` write into them. The file is made
// under a name of its own beside it and gets the name `to` when it is whole and durable, so that no kill leaves half of
// one; vault_exists when something has that name. On an error nothing is left.
Result<void> make_file(const std::filesystem::path& to, std::uint64_t application_id, std::string_view extra_sql,
                       const std::function<Result<void>(sqlite::Database&)>& fill);

}  // namespace alongside::vault
