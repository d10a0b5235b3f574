// What stands behind Vault and Transaction. Private to core/vault.
#pragma once

#include <optional>

#include "core/vault/header.hpp"
#include "core/vault/open_domain.hpp"
#include "core/vault/record_tables.hpp"
#include "core/vault/sqlite.hpp"
#include "core/vault/vault.hpp"

namespace alongside::vault {

class Vault::State {
 public:
  State(Home the_home, sqlite::Database the_database, Header the_header, crypto::RandomSource& the_random)
      : home(std::move(the_home)),
        database(std::move(the_database)),
        tables(database),
        header(std::move(the_header)),
        random(&the_random) {}
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  // Takes the key in and loads what it opens.
  Result<void> unlock(VaultKey fresh);
  void unlock_unchecked(VaultKey fresh);
  // A domain as the file has it, checked against its digest.
  Result<OpenDomain> load_domain(Domain domain, const VaultKey& from);

  // The open domain of `table`, or `locked`.
  Result<OpenDomain*> domain(Table table);
  // The row as it must be, or: no_such_item, locked.
  Result<Version> version_of(Table table, Row row);

  // Rolls back what an error left open; on some errors SQLite does so by itself.
  Result<void> clear_the_ground();
  // Empties the write-ahead log when something was overwritten for good; a failure is made up for at the next commit.
  void settle_log() noexcept;

  Home home;
  sqlite::Database database;
  RecordTables tables;
  Header header;
  crypto::RandomSource* random;
  std::optional<VaultKey> key;  // unlocked
  std::optional<OpenDomain> personal;
  std::optional<OpenDomain> transit;
  std::optional<crypto::PublicKey> inbox;
  bool unchecked = false;       // opened by unlock_altered
  bool in_transaction = false;
  bool log_unsettled = false;
};

// Opens `home`'s file, checks and reads its header.
Result<std::unique_ptr<Vault::State>> open_state(const Home& home, crypto::RandomSource& random);

class Transaction::State {
 public:
  explicit State(Vault::State& vault);
  ~State();
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  Result<Row> insert(Table table, BytesView plaintext);
  Result<void> put(Table table, Row row, BytesView plaintext);
  Result<void> erase(Table table, Row row);
  void leave_no_trace() { erases_for_good_ = true; }
  Result<void> commit();

 private:
  struct Undo {
    Table table;
    Row row;
    Version before;
    Row next_row;
  };

  Result<OpenDomain*> begin(Table table);
  Result<void> write(OpenDomain& domain, Table table, Row row, BytesView plaintext);
  void note(OpenDomain& domain, Table table, Row row, Version version);
  Result<void> write_states();
  void undo() noexcept;

  Vault::State* vault_;
  std::vector<Undo> undo_;
  std::optional<Digest> bound_before_;
  bool begun_ = false;
  bool finished_ = false;
  bool touches_personal_ = false;
  bool erases_for_good_ = false;
};

}  // namespace alongside::vault
