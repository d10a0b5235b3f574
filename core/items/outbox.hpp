// This node's feed to the partner: which changes wait in the table `outbox`, and which batches were formed of them.
// Kept in memory as soon as the transit key is there, also while locked. The writes are made by the caller's transaction;
// what is in memory follows after its commit.
//
// An item has one row here at most, its newest change; rows are in the order of the changes. A batch is the range of rows
// after the batch before, up to a last one: rows vanish from it when they are overtaken, none is added.
#pragma once

#include <deque>
#include <optional>

#include "core/items/entry.hpp"
#include "core/vault/vault.hpp"
#include "proto/store.pb.h"

namespace alongside::items {

struct RowRange {
  vault::Row first;
  vault::Row last;
};

class Outbox {
 public:
  // Reads the feed's row and the outbox' row numbers. Begins a new correspondence when there is none.
  Result<void> load(vault::Vault& vault);
  void forget() { *this = Outbox(); }

  bool loaded() const { return loaded_; }
  const CorrespondenceId& correspondence() const { return correspondence_; }
  const Epoch& epoch() const { return epoch_; }
  BatchNumber last_formed() const { return last_formed_; }
  BatchNumber acknowledged() const { return acknowledged_; }
  bool anything_pending() const { return !rows_.empty(); }

  // Whether the row is still here: the partner has not acknowledged it.
  bool holds(vault::Row row) const;
  // Whether the row was ever part of a formed batch, in this life of the feed or before a restore, so that the partner may
  // have it.
  bool has_left(vault::Row row) const;
  const std::deque<vault::Row>& rows() const { return rows_; }

  void appended(vault::Row row) { rows_.push_back(row); }
  void removed(vault::Row row);

  // The formed batch after `after` and where it lies; nothing when none was formed.
  std::optional<std::pair<BatchNumber, RowRange>> formed_after(BatchNumber after) const;
  // The rows that no formed batch holds, or nothing.
  std::optional<RowRange> unformed() const;
  // Durably gives the next number to the unformed rows up to `last`.
  Result<BatchNumber> form(vault::Vault& vault, vault::Row last);
  // Durably drops all batches up to `through`. malformed_change when it was never formed.
  Result<void> acknowledge(vault::Vault& vault, BatchNumber through);

  // A new life of the feed: writes its row now; in memory once the transaction has committed and began() is called.
  // Rows up to `left_through` may have reached the partner before.
  struct Life {
    vault::Row row;
    CorrespondenceId correspondence;
    Epoch epoch;
    vault::Row left_through;
  };
  Result<Life> write_new_life(vault::Transaction& transaction, const CorrespondenceId& correspondence,
                              vault::Row left_through, crypto::RandomSource& random) const;
  // `rows` are what the outbox holds then.
  void began(const Life& life, std::deque<vault::Row> rows);

 private:
  struct Formed {
    BatchNumber number;
    vault::Row through;
  };
  vault::Row formed_through() const { return formed_.empty() ? vault::Row() : formed_.back().through; }
  Bytes encoded_with(BatchNumber last_formed, BatchNumber acknowledged, std::span<const Formed> formed) const;
  Result<void> read_feed(BytesView record);

  bool loaded_ = false;
  vault::Row feed_row_;
  CorrespondenceId correspondence_;
  Epoch epoch_;
  vault::Row left_through_;
  BatchNumber last_formed_;
  BatchNumber acknowledged_;
  std::vector<Formed> formed_;
  std::deque<vault::Row> rows_;
};

}  // namespace alongside::items
