#include "core/vault/domain_states.hpp"
#include "core/vault/files.hpp"
#include "core/vault/vault_state.hpp"

namespace alongside::vault {
namespace {

// The header, the slots and two empty domains, as one transaction.
Result<void> write_new_vault(sqlite::Database& database, const Header& header, const VaultKey& key,
                             crypto::RandomSource& random) {
  if (auto done = database.execute("BEGIN IMMEDIATE"); !done) return done;
  if (auto done = make_schema(database, kVaultApplicationId); !done) return done;
  if (auto done = write_header(database, header); !done) return done;
  for (const Domain domain : {Domain::personal, Domain::transit}) {
    const auto state = OpenDomain::fresh(domain, key, header.id).sealed_state(random);
    if (auto done = write_domain_state(database, domain, state); !done) return done;
  }
  return database.execute("COMMIT");
}

Result<void> make_file(const std::filesystem::path& file, const Header& header, const VaultKey& key,
                       crypto::RandomSource& random) {
  if (auto done = make_private_file(file); !done) return done;
  auto database = sqlite::Database::open(file, sqlite::Database::Mode::read_write);
  if (!database) return database.error();
  if (auto done = database->execute("PRAGMA locking_mode = EXCLUSIVE"); !done) return done;
  if (auto done = database->execute(kDurabilitySql); !done) return done;
  if (auto done = write_new_vault(*database, header, key, random); !done) return done;
  if (auto done = database->empty_log(); !done) return done;
  database->checkpoint_on_close(true);
  return {};
}

}  // namespace

// The file is made whole under another name, so that a kill on the way leaves no half vault.
Result<Vault::Created> Vault::create(const Home& home, const crypto::Passphrase& passphrase,
                                     const crypto::PasswordCost& cost, crypto::RandomSource& random) {
  if (is_there(home.database())) return CoreErrc::vault_exists;
  auto key = VaultKey::random(random);
  const auto id = crypto::random_id<VaultId>(random);
  const auto recovery = crypto::RecoverySecret::random(random);
  auto slot = passphrase_slot(key, id, passphrase, cost, random);
  if (!slot) return slot.error();
  const Header header{id, /*restored=*/false, std::move(*slot), recovery_slot(key, id, recovery, random)};

  if (auto done = make_private_folder(home.folder); !done) return done.error();
  const auto unfinished = home.folder / "vault.db.new";
  auto done = make_file(unfinished, header, key, random);
  if (done) done = rename_to_new(unfinished, home.database());
  if (!done) {
    (void)remove_file(unfinished);
    return done.error();
  }
  auto state = open_state(home, random);
  if (!state) return state.error();
  if (auto unlocked = (*state)->unlock(std::move(key)); !unlocked) return unlocked.error();
  return Created{std::unique_ptr<Vault>(new Vault(std::move(*state))), crypto::recovery_code(recovery)};
}

}  // namespace alongside::vault
