// The sealed state row of each key domain. Private to core/vault.
#pragma once

#include "core/vault/sqlite.hpp"
#include "core/vault/table.hpp"

namespace alongside::vault {

// `altered` when there is none.
Result<Bytes> read_domain_state(sqlite::Database& database, Domain domain);
Result<void> write_domain_state(sqlite::Database& database, Domain domain, BytesView sealed);

}  // namespace alongside::vault
