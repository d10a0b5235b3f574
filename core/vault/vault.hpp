// The vault: one SQLite file of sealed rows, the keys that open it, and the acts on its whole.
// core/VAULT.md specifies the format. What the rows mean is core/items' business.
//
// Threads: a Vault and all that came from it belong to one thread at a time; nothing here blocks on anything but the
// disk and Argon2id (about a second in create, unlock and change_passphrase).
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/crypto/aead.hpp"
#include "core/crypto/kdf.hpp"
#include "core/crypto/password.hpp"
#include "core/crypto/x25519.hpp"
#include "core/error.hpp"
#include "core/vault/table.hpp"
#include "proto/result.hpp"

namespace alongside::vault {

using VaultKey = crypto::Secret<struct VaultKeyRole, 32>;

// Where a vault lives: `folder`/vault.db, and `folder`/attachments/ beside it.
struct Home {
  std::filesystem::path folder;
  std::filesystem::path database() const { return folder / "vault.db"; }
  std::filesystem::path attachments() const { return folder / "attachments"; }
};

enum class LockState {
  sealed,    // opened, never unlocked by this process: no key in memory
  locked,    // was unlocked: only the transit key is in memory
  unlocked,
};

// How far a long act has come. Returning false asks it to stop; it then leaves things as they were before.
using Progress = std::function<bool(std::uint64_t done, std::uint64_t total)>;

class Vault;
struct KeySlot;

// One act of a person (or one batch of the partner): all of it or nothing. At most one at a time per vault; reads
// through the vault see its writes. Destroyed without commit(), it undoes everything.
class Transaction {
 public:
  Transaction(Transaction&&) noexcept;
  ~Transaction();

  // Seals `plaintext` (256 MiB at most) into a new row. Errors of all four: locked (the table's domain has no key in
  // memory), altered (the vault was unlocked with unlock_altered, or the file fails under it), disk_full, disk_failed.
  // After an error the transaction can only be destroyed.
  Result<Row> insert(Table table, BytesView plaintext);
  // Seals `plaintext` into `row`, whether it exists or not.
  Result<void> put(Table table, Row row, BytesView plaintext);
  // Removes a row; its sealed bytes are overwritten. A row that is not there is no error.
  Result<void> erase(Table table, Row row);
  // Whatever this transaction erases or replaces is for good: commit() then leaves its old sealed bytes in none of our files,
  // the log included. Erasing a row of the personal domain or of `link` implies it.
  void leave_no_trace();
  // Durable when this returns success; on an error nothing happened.
  Result<void> commit();

  class State;  // private to core/vault

 private:
  friend class Vault;
  explicit Transaction(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

class Vault {
 public:
  struct Created {
    std::unique_ptr<Vault> vault;  // unlocked
    std::string recovery_code;     // to be shown once; not kept
  };

  // Makes the folder (mode 0700) and the vault. vault_exists, disk_full, disk_failed, out_of_memory.
  static Result<Created> create(const Home& home, const crypto::Passphrase& passphrase,
                                const crypto::PasswordCost& cost, crypto::RandomSource& random);

  // Opens and takes the exclusive lock; then sealed. no_vault, vault_in_use, not_a_vault, format_too_new, disk_failed.
  // `random` must outlive the vault.
  static Result<std::unique_ptr<Vault>> open(const Home& home, crypto::RandomSource& random);

  ~Vault();  // wipes all keys, closes the file, gives up the lock

  // Opens the key slot, checks both digests against what is there. wrong_passphrase; out_of_memory (of core/crypto);
  // altered: then the vault stays as it was, and unlock_altered() gets at what is sound. On an unlocked vault this only
  // checks the passphrase.
  Result<void> unlock(const crypto::Passphrase& passphrase);
  Result<void> unlock(const crypto::RecoverySecret& recovery);
  // Unlocks without believing the digests, to examine the vault and read out what still opens. Rows may be missing or
  // old; writing is refused with `altered`.
  Result<void> unlock_altered(const crypto::Passphrase& passphrase);
  Result<void> unlock_altered(const crypto::RecoverySecret& recovery);
  // Wipes all that belongs to Domain::personal. Idempotent. No transaction may be open.
  void lock() noexcept;
  LockState lock_state() const noexcept;

  // Rewraps the vault key; nothing else is rewritten. Needs unlocked. The other slot stays as it is.
  Result<void> change_passphrase(const crypto::Passphrase& fresh, const crypto::PasswordCost& cost);
  // From then on the vault opens with `fresh`, and with the recovery code before it no more. Needs unlocked.
  Result<void> change_recovery_code(const crypto::RecoverySecret& fresh);

  VaultId id() const noexcept;
  const Home& home() const noexcept;

  Transaction begin();

  // The row opened, or: no_such_item, locked, altered (the row does not open), disk_failed.
  Result<Bytes> read(Table table, Row row) const;
  // The rows of a table, ascending, checked against the digest when its domain was unlocked. From memory.
  std::vector<RowVersion> rows(Table table) const;
  // Calls `visit` with each row from `first` on, ascending, until it returns false. Faster than read() one by one.
  // `visit` may read but not write. Stops with `altered` at a row that does not open or is missing; after
  // unlock_altered() it passes over those.
  Result<void> scan(Table table, Row first, const std::function<bool(Row, Version, BytesView)>& visit) const;

  // The key pair that the inbox is sealed to. The public half stays while locked; the pair needs unlocked.
  Result<crypto::PublicKey> inbox_key() const;
  Result<Bytes> open_inbox_seal(BytesView sealed) const;

  // A subkey of the vault key for a purpose of core/items, e.g. author seals. Needs unlocked.
  template <class Role>
  Result<crypto::Secret<Role, 32>> subkey(std::string_view label) const {
    const auto* key = vault_key();
    if (!key) return CoreErrc::locked;
    return crypto::derive<Role>(*key, label);
  }

  crypto::RandomSource& random() const noexcept;

  // Rebuilds nothing, writes nothing: lets SQLite check its file, checks both digests, opens every row and says what is
  // wrong. Attachments are core/items' to examine, which has their keys (Attachments::load). Needs unlocked (`locked`
  // else); `stopped` when `progress` says so.
  struct Finding {
    std::string what;  // for a person; names tables, rows and files, never contents
  };
  Result<std::vector<Finding>> examine(const Progress& progress) const;

  // Writes one file that holds this vault as of now with all attachments, still sealed; in any lock state, with no
  // transaction open. The file appears whole and durable or not at all. vault_exists when `file` is there already;
  // `stopped`, altered, disk_full, disk_failed.
  Result<void> backup(const std::filesystem::path& file, const Progress& progress) const;
  // Makes `home` from a backup; `home` must not hold a vault (vault_exists). The restored vault is opened sealed, and
  // knows that it was restored, so core/items begins new feeds. bad_backup, format_too_new; a kill on the way leaves
  // no vault, and doing it again takes up nothing of the first try. Attachment files of the same name are replaced.
  static Result<std::unique_ptr<Vault>> restore(const std::filesystem::path& file, const Home& home,
                                                crypto::RandomSource& random, const Progress& progress);
  // True from restore until core/items says that it has acted on it, in a transaction of its own.
  bool was_restored() const noexcept;
  Result<void> acknowledge_restored();

  class State;  // private to core/vault

 private:
  friend class Transaction;
  explicit Vault(std::unique_ptr<State> state);
  Result<void> scan_all(Table table, Row first, const std::function<bool(Row, Version, BytesView)>& visit) const;
  void scan_what_opens(Table table, Row first, const std::function<bool(Row, Version, BytesView)>& visit) const;
  template <class Secret>
  Result<void> unlock_with(const Secret& secret);
  template <class Secret>
  Result<void> unlock_altered_with(const Secret& secret);
  Result<void> replace_slot(KeySlot slot);
  const VaultKey* vault_key() const noexcept;
  std::unique_ptr<State> state_;
};

}  // namespace alongside::vault
