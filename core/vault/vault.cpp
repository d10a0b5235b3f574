#include "core/vault/vault.hpp"

#include <sodium.h>

#include "core/crypto/sealed_box.hpp"
#include "core/vault/vault_state.hpp"
#include "proto/check.hpp"

namespace alongside::vault {

Vault::Vault(std::unique_ptr<State> state) : state_(std::move(state)) {}

Vault::~Vault() { require(!state_->in_transaction); }

Result<std::unique_ptr<Vault>> Vault::open(const Home& home, crypto::RandomSource& random) {
  auto state = open_state(home, random);
  if (!state) return state.error();
  return std::unique_ptr<Vault>(new Vault(std::move(*state)));
}

template <class Secret>
Result<void> Vault::unlock_with(const Secret& secret) {
  auto key = open_slot(state_->header, secret);
  if (!key) return key.error();
  if (lock_state() == LockState::unlocked) return {};
  return state_->unlock(std::move(*key));
}

template <class Secret>
Result<void> Vault::unlock_altered_with(const Secret& secret) {
  auto key = open_slot(state_->header, secret);
  if (!key) return key.error();
  if (lock_state() == LockState::unlocked) return {};
  state_->unlock_unchecked(std::move(*key));
  return {};
}

Result<void> Vault::unlock(const crypto::Passphrase& passphrase) { return unlock_with(passphrase); }
Result<void> Vault::unlock(const crypto::RecoverySecret& recovery) { return unlock_with(recovery); }
Result<void> Vault::unlock_altered(const crypto::Passphrase& passphrase) { return unlock_altered_with(passphrase); }
Result<void> Vault::unlock_altered(const crypto::RecoverySecret& recovery) { return unlock_altered_with(recovery); }

// An unchecked transit domain is no ground for receiving either: it goes too, and the vault is as if just opened.
void Vault::lock() noexcept {
  require(!state_->in_transaction);
  state_->personal.reset();
  state_->key.reset();
  if (state_->unchecked) state_->transit.reset();
  state_->unchecked = false;
}

LockState Vault::lock_state() const noexcept {
  if (state_->key) return LockState::unlocked;
  return state_->transit ? LockState::locked : LockState::sealed;
}

// Old and new wrap the same key, so the old one must not be left anywhere: neither in the file nor in its log.
Result<void> Vault::replace_slot(KeySlot slot) {
  require(!state_->in_transaction);
  if (state_->unchecked) return CoreErrc::altered;
  if (auto done = vault::replace_slot(state_->database, slot); !done) return done;
  (slot.kind == SlotKind::passphrase ? state_->header.passphrase : state_->header.recovery) = std::move(slot);
  state_->log_unsettled = true;
  state_->settle_log();
  return {};
}

Result<void> Vault::change_passphrase(const crypto::Passphrase& fresh, const crypto::PasswordCost& cost) {
  if (!state_->key) return CoreErrc::locked;
  auto slot = passphrase_slot(*state_->key, id(), fresh, cost, random());
  if (!slot) return slot.error();
  return replace_slot(std::move(*slot));
}

Result<void> Vault::change_recovery_code(const crypto::RecoverySecret& fresh) {
  if (!state_->key) return CoreErrc::locked;
  return replace_slot(recovery_slot(*state_->key, id(), fresh, random()));
}

VaultId Vault::id() const noexcept { return state_->header.id; }
const Home& Vault::home() const noexcept { return state_->home; }
crypto::RandomSource& Vault::random() const noexcept { return *state_->random; }
const VaultKey* Vault::vault_key() const noexcept { return state_->key ? &*state_->key : nullptr; }

Transaction Vault::begin() { return Transaction(std::make_unique<Transaction::State>(*state_)); }

Result<Bytes> Vault::read(Table table, Row row) const {
  const auto version = state_->version_of(table, row);
  if (!version) return version.error();
  const auto domain = state_->domain(table);
  Result<Bytes> opened = CoreErrc::altered;
  const auto found = state_->tables.read(
      table, row, [&](BytesView sealed) { opened = (*domain)->open(table, row, *version, sealed); });
  if (!found) return found.error();
  return opened;
}

std::vector<RowVersion> Vault::rows(Table table) const {
  const auto domain = state_->domain(table);
  if (!domain) return {};
  return (*domain)->rows(table).from(Row());
}

Result<void> Vault::scan(Table table, Row first,
                         const std::function<bool(Row, Version, BytesView)>& visit) const {
  if (state_->unchecked) {
    scan_what_opens(table, first, visit);
    return {};
  }
  return scan_all(table, first, visit);
}

// Walks the file and the list of what must be there side by side, so that a missing row does not pass unseen.
Result<void> Vault::scan_all(Table table, Row first,
                             const std::function<bool(Row, Version, BytesView)>& visit) const {
  const auto domain = state_->domain(table);
  if (!domain) return domain.error();
  const auto expected = (*domain)->rows(table).from(first);
  auto next = expected.begin();
  bool sound = true;
  bool stopped = false;
  const auto scanned = state_->tables.scan(table, first, [&](Row row, Version, BytesView sealed) {
    sound = next != expected.end() && next->row == row;
    if (!sound) return false;
    auto opened = (*domain)->open(table, row, next->version, sealed);
    sound = opened.has_value();
    if (!sound) return false;
    stopped = !visit(row, next->version, *opened);
    sodium_memzero(opened->data(), opened->size());
    ++next;
    return !stopped;
  });
  if (!scanned) return scanned.error();
  if (!sound || (!stopped && next != expected.end())) return CoreErrc::altered;
  return {};
}

void Vault::scan_what_opens(Table table, Row first,
                            const std::function<bool(Row, Version, BytesView)>& visit) const {
  for (const auto& [row, version] : rows(table)) {
    if (row < first) continue;
    const auto opened = read(table, row);
    if (opened && !visit(row, version, *opened)) return;
  }
}

Result<crypto::PublicKey> Vault::inbox_key() const {
  if (!state_->inbox) return CoreErrc::locked;
  return *state_->inbox;
}

Result<Bytes> Vault::open_inbox_seal(BytesView sealed) const {
  if (!state_->key) return CoreErrc::locked;
  auto opened = crypto::open_sealed(inbox_pair(*state_->key), sealed);
  if (!opened) return CoreErrc::altered;
  return opened;
}

bool Vault::was_restored() const noexcept { return state_->header.restored; }

Result<void> Vault::acknowledge_restored() {
  require(!state_->in_transaction);
  if (auto done = clear_restored(state_->database); !done) return done;
  state_->header.restored = false;
  return {};
}

}  // namespace alongside::vault
