// From one vault file into another, sealed as it lies there. Private to core/vault.
#pragma once

#include "core/vault/header.hpp"
#include "core/vault/sqlite.hpp"
#include "core/vault/vault.hpp"

namespace alongside::vault {

// Counts what is done and asks the caller's Progress now and then.
class Tally {
 public:
  Tally(const Progress& progress, std::uint64_t total) : progress_(&progress), total_(total) {}
  // `stopped` when the caller wants that.
  Result<void> count();

 private:
  const Progress* progress_;
  std::uint64_t total_;
  std::uint64_t done_ = 0;
};

// Rows in all sealed tables.
Result<std::uint64_t> count_rows(sqlite::Database& database);

// Everything but attachments, with `header` in place of the one there, into the empty tables of `to`. No key is needed
// and nothing is believed: `altered` when a number is none that a vault can have.
Result<void> copy_records(sqlite::Database& from, sqlite::Database& to, const Header& header, Tally& tally);

}  // namespace alongside::vault
