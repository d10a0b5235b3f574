#include "core/vault/domain_states.hpp"
#include "core/vault/vault_state.hpp"
#include "proto/check.hpp"

namespace alongside::vault {

Transaction::Transaction(std::unique_ptr<State> state) : state_(std::move(state)) {}
Transaction::Transaction(Transaction&&) noexcept = default;
Transaction::~Transaction() = default;

Result<Row> Transaction::insert(Table table, BytesView plaintext) { return state_->insert(table, plaintext); }
Result<void> Transaction::put(Table table, Row row, BytesView plaintext) { return state_->put(table, row, plaintext); }
Result<void> Transaction::erase(Table table, Row row) { return state_->erase(table, row); }
void Transaction::leave_no_trace() { state_->leave_no_trace(); }
Result<void> Transaction::commit() { return state_->commit(); }

Transaction::State::State(Vault::State& vault) : vault_(&vault) {
  require(!vault.in_transaction);
  vault.in_transaction = true;
}

Transaction::State::~State() {
  if (finished_) return;
  undo();
  vault_->in_transaction = false;
}

// SQLite's transaction begins with the first write, so that one that writes nothing costs nothing.
Result<OpenDomain*> Transaction::State::begin(Table table) {
  require(!finished_);
  const auto domain = vault_->domain(table);
  if (!domain) return domain;
  if (vault_->unchecked) return CoreErrc::altered;
  if (!begun_) {
    if (auto done = vault_->clear_the_ground(); !done) return done.error();
    if (auto done = vault_->database.execute("BEGIN IMMEDIATE"); !done) return done.error();
    begun_ = true;
    bound_before_ = vault_->transit->state().personal_digest;
  }
  touches_personal_ |= domain_of(table) == Domain::personal;
  return domain;
}

Result<Row> Transaction::State::insert(Table table, BytesView plaintext) {
  const auto domain = begin(table);
  if (!domain) return domain.error();
  const Row row = (*domain)->next_row(table);
  if (auto done = write(**domain, table, row, plaintext); !done) return done.error();
  return row;
}

Result<void> Transaction::State::put(Table table, Row row, BytesView plaintext) {
  require(row != Row());
  const auto domain = begin(table);
  if (!domain) return domain.error();
  return write(**domain, table, row, plaintext);
}

Result<void> Transaction::State::erase(Table table, Row row) {
  const auto domain = begin(table);
  if (!domain) return domain.error();
  if ((*domain)->version_of(table, row) == Version()) return {};
  // What was written by a person, or was a key, must not be left in the log; the rest only passes through.
  erases_for_good_ |= domain_of(table) == Domain::personal || table == Table::link;
  if (auto done = vault_->tables.erase(table, row); !done) return done;
  note(**domain, table, row, Version());
  return {};
}

Result<void> Transaction::State::write(OpenDomain& domain, Table table, Row row, BytesView plaintext) {
  const Version version = domain.take_version();
  const Bytes sealed = domain.seal(table, row, version, plaintext, *vault_->random);
  const bool exists = domain.version_of(table, row) != Version();
  const auto written = exists ? vault_->tables.replace(table, row, version, sealed)
                              : vault_->tables.insert(table, row, version, sealed);
  if (!written) return written;
  note(domain, table, row, version);
  return {};
}

void Transaction::State::note(OpenDomain& domain, Table table, Row row, Version version) {
  undo_.push_back({table, row, domain.version_of(table, row), domain.next_row(table)});
  domain.note(table, row, version);
}

Result<void> Transaction::State::commit() {
  require(!finished_);
  finished_ = true;
  vault_->in_transaction = false;
  if (!begun_) return {};
  auto done = write_states();
  if (done) done = vault_->database.execute("COMMIT");
  if (!done) {
    undo();
    return done;
  }
  begun_ = false;
  vault_->log_unsettled |= erases_for_good_;
  vault_->settle_log();
  return {};
}

Result<void> Transaction::State::write_states() {
  auto& vault = *vault_;
  if (touches_personal_) {
    vault.transit->bind_to_personal(vault.personal->state().digest);
    const auto done = write_domain_state(vault.database, Domain::personal, vault.personal->sealed_state(*vault.random));
    if (!done) return done;
  }
  return write_domain_state(vault.database, Domain::transit, vault.transit->sealed_state(*vault.random));
}

void Transaction::State::undo() noexcept {
  if (!begun_) return;
  // If rolling back fails, it is done before the next transaction; until then nothing of this one is durable.
  (void)vault_->clear_the_ground();
  for (auto each = undo_.rbegin(); each != undo_.rend(); ++each) {
    const auto domain = vault_->domain(each->table);
    require(domain.has_value());
    (*domain)->restore(each->table, each->row, each->before, each->next_row);
  }
  vault_->transit->bind_to_personal(*bound_before_);
  begun_ = false;
}

}  // namespace alongside::vault
