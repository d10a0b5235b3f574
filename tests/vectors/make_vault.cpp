// Makes vault-v1.db and vault-v1.txt: make_vault FOLDER. Run once for each format; the result is kept for ever.
#include <fstream>
#include <iostream>

#include "core/vault/vault_state.hpp"
#include "tests/support/seeded_random.hpp"

namespace {

using namespace alongside;
using namespace alongside::vault;

constexpr char kPassphrase[] = "a vault to be opened for ever";

template <class T>
T must(Result<T> result) {
  if (!result) {
    std::cerr << result.error().message() << "\n";
    std::exit(1);
  }
  return std::move(*result);
}

void fill(Vault& vault) {
  auto transaction = vault.begin();
  for (const Table table : kTables) {
    (void)must(transaction.insert(table, as_bytes("erased")));
    (void)must(transaction.insert(table, as_bytes("as it was")));
    if (!transaction.erase(table, Row(1))) std::exit(1);
    if (!transaction.put(table, Row(2), as_bytes("the row in " + std::string(sql_name(table))))) std::exit(1);
  }
  if (!transaction.commit()) std::exit(1);
}

void line(std::ostream& out, std::string_view name, BytesView bytes) { out << name << " " << to_hex(bytes) << "\n"; }

void describe_keys(std::ostream& out, const Header& header, const VaultKey& key) {
  line(out, "vault_id", header.id.bytes());
  line(out, "vault_key", key.expose());
  line(out, "personal_row_key", row_key(key, Domain::personal).expose());
  line(out, "personal_digest_key", digest_key(key, Domain::personal).expose());
  line(out, "transit_row_key", row_key(key, Domain::transit).expose());
  line(out, "transit_digest_key", digest_key(key, Domain::transit).expose());
  line(out, "inbox_key", inbox_pair(key).open.bytes());
}

void describe_state(std::ostream& out, std::string_view name, const OpenDomain& domain) {
  line(out, name, domain.state().digest.bytes());
}

void describe(const Home& home, const std::string& recovery_code, crypto::RandomSource& random, std::ostream& out) {
  const auto state = must(open_state(home, random));
  auto key = must(open_slot(state->header, crypto::Passphrase(kPassphrase)));
  out << "passphrase " << kPassphrase << "\nrecovery_code " << recovery_code << "\n";
  describe_keys(out, state->header, key);
  describe_state(out, "personal_digest", must(state->load_domain(Domain::personal, key)));
  describe_state(out, "transit_digest", must(state->load_domain(Domain::transit, key)));
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) return 2;
  const Home home{arguments[1]};
  test::SeededRandom random(1);
  auto created = must(Vault::create(home, crypto::Passphrase(kPassphrase), crypto::PasswordCost(), random));
  fill(*created.vault);
  created.vault.reset();
  std::ofstream text(home.folder / "vault-v1.txt");
  describe(home, created.recovery_code, random, text);
  std::filesystem::rename(home.database(), home.folder / "vault-v1.db");
  return 0;
}
