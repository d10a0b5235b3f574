// A key domain whose keys are in memory: seals and opens its rows, knows which there must be. Private to core/vault.
#pragma once

#include <array>

#include "core/crypto/random.hpp"
#include "core/vault/digest.hpp"
#include "core/vault/keys.hpp"
#include "core/vault/record_tables.hpp"
#include "core/vault/row_seal.hpp"
#include "core/vault/row_versions.hpp"

namespace alongside::vault {

// What the sealed row of `domain_state` holds (core/VAULT.md, "Digest").
struct DomainState {
  Version newest;           // the highest version given out
  Digest digest;            // of all rows of the domain
  Digest personal_digest;   // in the transit domain: of the personal rows, so that the two can't be of different times
  std::array<Row, kTableCount> next_rows;  // by table number; of the domain's own tables
};

class OpenDomain {
 public:
  // The domain of a new vault: no rows.
  static OpenDomain fresh(Domain domain, const VaultKey& key, const VaultId& vault);

  // Opens the state row and checks that `tables` hold exactly the rows that it vouches for. `altered` when they don't.
  static Result<OpenDomain> load(Domain domain, const VaultKey& key, const VaultId& vault, BytesView sealed_state,
                                 RecordTables& tables, crypto::RandomSource& random);

  // For a file that load() refuses: takes the rows as they lie there. Nothing may be written on such ground.
  static OpenDomain load_unchecked(Domain domain, const VaultKey& key, const VaultId& vault, RecordTables& tables);

  const DomainState& state() const noexcept { return state_; }
  Bytes sealed_state(crypto::RandomSource& random) const;
  void bind_to_personal(const Digest& personal) noexcept { state_.personal_digest = personal; }

  Row next_row(Table table) const noexcept;
  // A version never given out before, not even by a transaction that was undone.
  Version take_version() noexcept;

  Version version_of(Table table, Row row) const noexcept { return rows(table).find(row); }
  const RowVersions& rows(Table table) const noexcept;
  // From now on the table holds `row` in `version`; none: no longer.
  void note(Table table, Row row, Version version);
  // Undoes: as note(), and the next row number goes back.
  void restore(Table table, Row row, Version version, Row next_row);

  Bytes seal(Table table, Row row, Version version, BytesView plaintext, crypto::RandomSource& random) const;
  Result<Bytes> open(Table table, Row row, Version version, BytesView sealed) const;

 private:
  OpenDomain(Domain domain, const VaultKey& key, const VaultId& vault);
  Result<void> open_state(BytesView sealed);
  Result<void> load_rows(RecordTables& tables);
  Digest digest_of_rows() const;

  Domain domain_;
  VaultId vault_;
  RowKey row_key_;
  DigestKey digest_key_;
  DomainState state_;
  std::array<RowVersions, kTableCount> rows_;
};

}  // namespace alongside::vault
