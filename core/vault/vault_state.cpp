#include "core/vault/vault_state.hpp"

#include "core/vault/domain_states.hpp"
#include "core/vault/files.hpp"

namespace alongside::vault {
namespace {

// A damaged header page is no vault that we know, rather than a vault that was altered.
error_code while_opening(const error_code& error) {
  return error == CoreErrc::altered ? error_code(CoreErrc::not_a_vault) : error;
}

// The first statement that reads takes the lock, for as long as the connection lives.
Result<Header> open_header(sqlite::Database& database) {
  if (auto done = database.execute("PRAGMA locking_mode = EXCLUSIVE; PRAGMA cell_size_check = ON"); !done)
    return done.error();
  if (auto done = check_schema(database, kVaultApplicationId); !done) return done.error();
  return read_header(database);
}

}  // namespace

Result<std::unique_ptr<Vault::State>> open_state(const Home& home, crypto::RandomSource& random) {
  if (!is_there(home.database())) return CoreErrc::no_vault;
  auto database = sqlite::Database::open(home.database(), sqlite::Database::Mode::read_write);
  if (!database) return database.error();
  auto header = open_header(*database);
  if (!header) return while_opening(header.error());
  if (auto done = database->execute(kDurabilitySql); !done) return while_opening(done.error());
  database->checkpoint_on_close(true);
  return std::make_unique<Vault::State>(home, std::move(*database), std::move(*header), random);
}

Result<OpenDomain> Vault::State::load_domain(Domain domain, const VaultKey& from) {
  const auto sealed = read_domain_state(database, domain);
  if (!sealed) return sealed.error();
  return OpenDomain::load(domain, from, header.id, *sealed, tables, *random);
}

Result<void> Vault::State::unlock(VaultKey fresh) {
  std::optional<OpenDomain> fresh_transit;
  if (!transit) {
    auto loaded = load_domain(Domain::transit, fresh);
    if (!loaded) return loaded.error();
    fresh_transit = std::move(*loaded);
  }
  auto loaded = load_domain(Domain::personal, fresh);
  if (!loaded) return loaded.error();
  const auto& bound = (transit ? transit : fresh_transit)->state().personal_digest;
  if (loaded->state().digest != bound) return CoreErrc::altered;

  if (!transit) transit = std::move(fresh_transit);
  personal = std::move(*loaded);
  inbox = inbox_pair(fresh).open;
  key = std::move(fresh);
  return {};
}

void Vault::State::unlock_unchecked(VaultKey fresh) {
  transit = OpenDomain::load_unchecked(Domain::transit, fresh, header.id, tables);
  personal = OpenDomain::load_unchecked(Domain::personal, fresh, header.id, tables);
  inbox = inbox_pair(fresh).open;
  key = std::move(fresh);
  unchecked = true;
}

Result<OpenDomain*> Vault::State::domain(Table table) {
  auto& domain = domain_of(table) == Domain::personal ? personal : transit;
  if (!domain) return CoreErrc::locked;
  return &*domain;
}

Result<Version> Vault::State::version_of(Table table, Row row) {
  const auto open_domain = domain(table);
  if (!open_domain) return open_domain.error();
  const auto version = (*open_domain)->version_of(table, row);
  if (version == Version()) return CoreErrc::no_such_item;
  return version;
}

Result<void> Vault::State::clear_the_ground() {
  if (!database.in_transaction()) return {};
  return database.execute("ROLLBACK");
}

void Vault::State::settle_log() noexcept {
  if (log_unsettled && database.empty_log()) log_unsettled = false;
}

}  // namespace alongside::vault
