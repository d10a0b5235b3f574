#include "core/vault/vault_state.hpp"

namespace alongside::vault {
namespace {

constexpr std::uint64_t kRowsBetweenProgress = 256;

std::string name_of(Table table, Row row) {
  return "table " + std::string(sql_name(table)) + ", row " + std::to_string(row.value());
}

// SQLite's own words name tables, indexes, rows and pages; it can't name more, for all else is sealed.
void check_file(sqlite::Database& database, std::vector<Vault::Finding>& findings) {
  auto check = database.prepare("PRAGMA integrity_check(100)");
  for (bool more = check.has_value(); more;) {
    const auto row = check->step();
    more = row && *row;
    if (more && check->text(0) != "ok") findings.push_back({"vault.db: " + std::string(check->text(0))});
    if (!row) findings.push_back({"vault.db: " + row.error().message()});
  }
  if (!check) findings.push_back({"vault.db: " + check.error().message()});
}

void check_digests(Vault::State& state, std::vector<Vault::Finding>& findings) {
  const auto personal = state.load_domain(Domain::personal, *state.key);
  if (!personal) findings.push_back({"the personal rows are not those that were written last"});
  const auto transit = state.load_domain(Domain::transit, *state.key);
  if (!transit) findings.push_back({"the transit rows are not those that were written last"});
  if (personal && transit && personal->state().digest != transit->state().personal_digest)
    findings.push_back({"the personal and the transit rows are not of the same time"});
}

}  // namespace

Result<std::vector<Vault::Finding>> Vault::examine(const Progress& progress) const {
  if (!state_->key) return CoreErrc::locked;
  std::vector<Finding> findings;
  check_file(state_->database, findings);
  check_digests(*state_, findings);
  std::uint64_t total = 0;
  for (const Table table : kTables) total += rows(table).size();
  std::uint64_t done = 0;
  for (const Table table : kTables) {
    for (const auto& [row, version] : rows(table)) {
      const auto opened = read(table, row);
      if (!opened) findings.push_back({name_of(table, row) + ": " + opened.error().message()});
      if (++done % kRowsBetweenProgress == 0 && progress && !progress(done, total)) return CoreErrc::stopped;
    }
  }
  return findings;
}

}  // namespace alongside::vault
