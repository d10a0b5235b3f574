// What a vault file says in the clear: that it is one, in which format, and the key slots. Private to core/vault.
#pragma once

#include <optional>

#include "core/crypto/password.hpp"
#include "core/vault/sqlite.hpp"
#include "core/vault/vault.hpp"

namespace alongside::vault {

inline constexpr std::uint64_t kVaultApplicationId = 0x616c6f76;   // "alov"
inline constexpr std::uint64_t kBackupApplicationId = 0x616c6f62;  // "alob"
inline constexpr std::uint64_t kFormat = 1;                        // the first

// What each connection that writes a vault sets. A commit is on the disk when it returns; what is overwritten or erased
// is overwritten with zeros; nothing is spilled into temporary files.
inline constexpr char kDurabilitySql[] =
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY; "
    "PRAGMA wal_autocheckpoint = 4000";

enum class SlotKind : std::uint8_t { passphrase = 1, recovery = 2 };

// The vault key wrapped for one way to open it.
struct KeySlot {
  SlotKind kind;
  crypto::Salt salt;
  std::optional<crypto::PasswordCost> cost;  // of the passphrase slot
  Bytes wrapped;
};

struct Header {
  VaultId id;
  bool restored = false;
  KeySlot passphrase;
  KeySlot recovery;
};

// A slot for `passphrase`, stretched at `cost` with a fresh salt: about a second.
// password_cost_out_of_bounds, out_of_memory.
Result<KeySlot> passphrase_slot(const VaultKey& key, const VaultId& vault, const crypto::Passphrase& passphrase,
                                const crypto::PasswordCost& cost, crypto::RandomSource& random);
KeySlot recovery_slot(const VaultKey& key, const VaultId& vault, const crypto::RecoverySecret& recovery,
                      crypto::RandomSource& random);

// The vault key, or wrong_passphrase.
Result<VaultKey> open_slot(const Header& header, const crypto::Passphrase& passphrase);
Result<VaultKey> open_slot(const Header& header, const crypto::RecoverySecret& recovery);

// Checks that `database` has the application id, a format that this program knows, and exactly the tables of
// core/vault/schema.sql and `extra_sql`. not_a_vault, format_too_new, or what the disk says.
Result<void> check_schema(sqlite::Database& database, std::uint64_t application_id, std::string_view extra_sql = {});
// Makes those tables in an empty file; part of a transaction.
Result<void> make_schema(sqlite::Database& database, std::uint64_t application_id, std::string_view extra_sql = {});

// not_a_vault when anything in it is out of bounds.
Result<Header> read_header(sqlite::Database& database);
Result<void> write_header(sqlite::Database& database, const Header& header);
Result<void> replace_slot(sqlite::Database& database, const KeySlot& slot);
Result<void> clear_restored(sqlite::Database& database);

}  // namespace alongside::vault
