#include "core/vault/domain_states.hpp"

namespace alongside::vault {

Result<Bytes> read_domain_state(sqlite::Database& database, Domain domain) {
  auto select = database.prepare("SELECT sealed FROM domain_state WHERE domain = ?1");
  if (!select) return select.error();
  const auto row = select->bind(1, static_cast<std::uint64_t>(domain)).step();
  if (!row) return row.error();
  if (!*row) return CoreErrc::altered;
  const auto sealed = select->bytes(0);
  return Bytes(sealed.begin(), sealed.end());
}

Result<void> write_domain_state(sqlite::Database& database, Domain domain, BytesView sealed) {
  auto write = database.prepare("INSERT OR REPLACE INTO domain_state (domain, sealed) VALUES (?1, ?2)");
  if (!write) return write.error();
  return write->bind(1, static_cast<std::uint64_t>(domain)).bind(2, sealed).run();
}

}  // namespace alongside::vault
