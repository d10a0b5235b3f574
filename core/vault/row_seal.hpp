// One row, sealed for its place: no other vault, table, row or version opens it. Private to core/vault.
#pragma once

#include "core/crypto/random.hpp"
#include "core/vault/keys.hpp"
#include "core/vault/table.hpp"
#include "proto/bytes.hpp"
#include "proto/result.hpp"

namespace alongside::vault {

// The longest plaintext of a row. The largest rows are core/items' snapshots.
inline constexpr std::size_t kMaxRowBytes = std::size_t{256} << 20;

struct RowPlace {
  VaultId vault;
  Table table;
  Row row;
  Version version;
};

// Padded to a size class, then sealed.
Bytes seal_row(const RowKey& key, const RowPlace& place, BytesView plaintext, crypto::RandomSource& random);
// CoreErrc::altered when it was not sealed for this place.
Result<Bytes> open_row(const RowKey& key, const RowPlace& place, BytesView sealed);

}  // namespace alongside::vault
