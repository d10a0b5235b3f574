#include "core/vault/open_domain.hpp"

#include <algorithm>

#include "core/vault/layout.hpp"
#include "proto/check.hpp"

namespace alongside::vault {
namespace {

constexpr std::string_view kStateLabel = "alongside state v1";
constexpr std::size_t kTablesPerDomain = 4;
constexpr std::size_t kStateBytes = 8 + 2 * Digest::kSize + 8 * kTablesPerDomain;

// SQLite's numbers are signed; far below the limit, so that a counter can always step.
constexpr std::uint64_t kMostRow = std::uint64_t{1} << 62;

std::size_t index_of(Table table) noexcept { return static_cast<std::size_t>(table) - 1; }

auto associated_data(const VaultId& vault, Domain domain) {
  return Layout<kStateLabel.size() + 16 + 1>()
      .text(kStateLabel)
      .bytes(vault.bytes())
      .u8(static_cast<std::uint8_t>(domain))
      .whole();
}

// A file put back whole, or a backup, goes on from an old counter. The leap keeps a (row, version) of one such life
// from being taken for that of another.
std::uint64_t random_leap(crypto::RandomSource& random) {
  std::array<unsigned char, 8> bytes{};
  random.fill(std::span(bytes).first(4));
  return LayoutReader(bytes).u64();
}

// What can be found of a table whose pages are damaged: each way to walk it ends at the first page that can't be read.
RowVersions whatever_rows(Table table, RecordTables& tables) {
  using Order = RecordTables::Order;
  RowVersions rows;
  for (const Order order : {Order::by_row, Order::by_row_backwards, Order::by_version}) {
    (void)tables.versions(table, order, [&rows](Row row, Version version) {
      const bool sound = row != Row() && row.value() < kMostRow && version != Version();
      if (sound && rows.find(row) == Version()) rows.set(row, version);
      return true;
    });
  }
  return rows;
}

}  // namespace

OpenDomain::OpenDomain(Domain domain, const VaultKey& key, const VaultId& vault)
    : domain_(domain), vault_(vault), row_key_(row_key(key, domain)), digest_key_(digest_key(key, domain)) {
  state_.next_rows.fill(Row(1));
}

OpenDomain OpenDomain::fresh(Domain domain, const VaultKey& key, const VaultId& vault) {
  return OpenDomain(domain, key, vault);
}

Result<OpenDomain> OpenDomain::load(Domain domain, const VaultKey& key, const VaultId& vault, BytesView sealed_state,
                                    RecordTables& tables, crypto::RandomSource& random) {
  OpenDomain opened(domain, key, vault);
  if (auto done = opened.open_state(sealed_state); !done) return done.error();
  if (auto done = opened.load_rows(tables); !done) return done.error();
  if (opened.digest_of_rows() != opened.state_.digest) return CoreErrc::altered;
  opened.state_.newest = Version(opened.state_.newest.value() + random_leap(random));
  return opened;
}

OpenDomain OpenDomain::load_unchecked(Domain domain, const VaultKey& key, const VaultId& vault, RecordTables& tables) {
  OpenDomain opened(domain, key, vault);
  for (const Table table : kTables) {
    if (domain_of(table) == domain) opened.rows_[index_of(table)] = whatever_rows(table, tables);
  }
  return opened;
}

Bytes OpenDomain::sealed_state(crypto::RandomSource& random) const {
  Layout<kStateBytes> layout;
  layout.u64(state_.newest.value()).bytes(state_.digest.bytes()).bytes(state_.personal_digest.bytes());
  for (const Table table : kTables) {
    if (domain_of(table) == domain_) layout.u64(next_row(table).value());
  }
  return crypto::seal(row_key_, layout.whole(), associated_data(vault_, domain_), random);
}

Result<void> OpenDomain::open_state(BytesView sealed) {
  const auto opened = crypto::open(row_key_, sealed, associated_data(vault_, domain_));
  if (!opened || opened->size() != kStateBytes) return CoreErrc::altered;
  LayoutReader reader(*opened);
  state_.newest = Version(reader.u64());
  state_.digest = Digest::from(reader.bytes(Digest::kSize).first<Digest::kSize>());
  state_.personal_digest = Digest::from(reader.bytes(Digest::kSize).first<Digest::kSize>());
  for (const Table table : kTables) {
    if (domain_of(table) == domain_) state_.next_rows[index_of(table)] = Row(reader.u64());
  }
  return {};
}

Result<void> OpenDomain::load_rows(RecordTables& tables) {
  for (const Table table : kTables) {
    if (domain_of(table) != domain_) continue;
    std::vector<RowVersion> list;
    const auto listed = tables.versions(table, RecordTables::Order::by_version, [&list](Row row, Version version) {
      list.push_back({row, version});
      return row.value() < kMostRow;
    });
    if (!listed) return listed.error();
    if (!list.empty() && list.back().row.value() >= kMostRow) return CoreErrc::altered;
    auto rows = RowVersions::from_list(std::move(list));
    if (!rows) return CoreErrc::altered;
    rows_[index_of(table)] = std::move(*rows);
  }
  return {};
}

Digest OpenDomain::digest_of_rows() const {
  Digest digest;
  for (const Table table : kTables) {
    for (const auto& [row, version] : rows(table).from(Row())) digest.toggle(digest_key_, table, row, version);
  }
  return digest;
}

Row OpenDomain::next_row(Table table) const noexcept { return state_.next_rows[index_of(table)]; }

Version OpenDomain::take_version() noexcept { return state_.newest = state_.newest.next(); }

const RowVersions& OpenDomain::rows(Table table) const noexcept { return rows_[index_of(table)]; }

void OpenDomain::note(Table table, Row row, Version version) {
  const auto before = version_of(table, row);
  if (before != Version()) state_.digest.toggle(digest_key_, table, row, before);
  if (version != Version()) state_.digest.toggle(digest_key_, table, row, version);
  rows_[index_of(table)].set(row, version);
  auto& next = state_.next_rows[index_of(table)];
  next = std::max(next, row.next());
}

void OpenDomain::restore(Table table, Row row, Version version, Row next_row) {
  note(table, row, version);
  state_.next_rows[index_of(table)] = next_row;
}

Bytes OpenDomain::seal(Table table, Row row, Version version, BytesView plaintext,
                       crypto::RandomSource& random) const {
  require(row.value() < kMostRow && version.value() < kMostRow);
  return seal_row(row_key_, {vault_, table, row, version}, plaintext, random);
}

Result<Bytes> OpenDomain::open(Table table, Row row, Version version, BytesView sealed) const {
  return open_row(row_key_, {vault_, table, row, version}, sealed);
}

}  // namespace alongside::vault
