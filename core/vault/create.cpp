#include "core/vault/domain_states.hpp"
#include "core/vault/files.hpp"
#include "core/vault/new_file.hpp"
#include "core/vault/vault_state.hpp"

namespace alongside::vault {
namespace {

// The header, the slots and two domains without rows.
Result<void> write_new_vault(sqlite::Database& database, const Header& header, const VaultKey& key,
                             crypto::RandomSource& random) {
  if (auto done = write_header(database, header); !done) return done;
  for (const Domain domain : {Domain::personal, Domain::transit}) {
    const auto state = OpenDomain::fresh(domain, key, header.id).sealed_state(random);
    if (auto done = write_domain_state(database, domain, state); !done) return done;
  }
  return {};
}

}  // namespace

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
  const auto made = make_file(home.database(), kVaultApplicationId, {}, [&](sqlite::Database& database) {
    return write_new_vault(database, header, key, random);
  });
  if (!made) return made.error();
  auto state = open_state(home, random);
  if (!state) return state.error();
  if (auto unlocked = (*state)->unlock(std::move(key)); !unlocked) return unlocked.error();
  return Created{std::unique_ptr<Vault>(new Vault(std::move(*state))), crypto::recovery_code(recovery)};
}

}  // namespace alongside::vault
