#include "core/vault/copying.hpp"

#include "core/vault/domain_states.hpp"
#include "core/vault/record_tables.hpp"

namespace alongside::vault {
namespace {

constexpr std::uint64_t kStepsBetweenProgress = 64;
constexpr std::uint64_t kMostNumber = std::uint64_t{1} << 62;

Result<void> copy_table(RecordTables& from, RecordTables& to, Table table, Tally& tally) {
  Result<void> copied;
  const auto scanned = from.scan(table, Row(), [&](Row row, Version version, BytesView sealed) {
    const bool sound = row.value() < kMostNumber && version.value() < kMostNumber;
    copied = sound ? to.insert(table, row, version, sealed) : CoreErrc::altered;
    if (copied) copied = tally.count();
    return copied.has_value();
  });
  return scanned ? copied : scanned;
}

}  // namespace

Result<void> Tally::count() {
  ++done_;
  const bool is_time = done_ % kStepsBetweenProgress == 0 || done_ == total_;
  if (is_time && *progress_ && !(*progress_)(done_, total_)) return CoreErrc::stopped;
  return {};
}

Result<std::uint64_t> count_rows(sqlite::Database& database) {
  RecordTables tables(database);
  std::uint64_t total = 0;
  for (const Table table : kTables) {
    const auto count = tables.count(table);
    if (!count) return count;
    total += *count;
  }
  return total;
}

Result<void> copy_records(sqlite::Database& from, sqlite::Database& to, const Header& header, Tally& tally) {
  if (auto done = write_header(to, header); !done) return done;
  for (const Domain domain : {Domain::personal, Domain::transit}) {
    const auto state = read_domain_state(from, domain);
    if (!state) return state.error();
    if (auto done = write_domain_state(to, domain, *state); !done) return done;
  }
  RecordTables source(from);
  RecordTables target(to);
  for (const Table table : kTables) {
    if (auto done = copy_table(source, target, table, tally); !done) return done;
  }
  return {};
}

}  // namespace alongside::vault
