// The partner's feed as far as it was received, and the batches that came while locked (table `inbox`).
#pragma once

#include "core/items/item.hpp"
#include "core/vault/vault.hpp"
#include "proto/store.pb.h"

namespace alongside::items {

class Inbox {
 public:
  // Reads how far the partner's feed was followed. Needs the transit key.
  Result<void> load(vault::Vault& vault);
  void forget() { *this = Inbox(); }

  const Epoch& epoch() const { return epoch_; }
  BatchNumber received() const { return received_; }

  // Durably follows the feed's life `epoch` from its first batch.
  Result<void> follow(vault::Vault& vault, const Epoch& epoch);
  // Writes that everything up to `number` was received; in memory once the transaction has committed and counted() is called.
  struct Count {
    vault::Row row;
    BatchNumber number;
  };
  Result<Count> write_count(vault::Transaction& transaction, BatchNumber number) const;
  void counted(const Count& count);

  // Writes that no feed is followed any more; the caller forgets after the commit.
  Result<void> erase(vault::Transaction& transaction) const;

  // Keeps a batch for the next unlock, sealed to the inbox key. Durable when this returns. CoreErrc::locked when as much waits
  // already as may (limits.hpp); the batch then has to come again after the unlock.
  Result<void> put_by(vault::Vault& vault, BatchNumber number, const std::vector<BytesView>& changes, const Moment& now);
  // Counts what waits; after some of it was taken in.
  Result<void> count_waiting(const vault::Vault& vault);

 private:
  vault::Row feed_row_;
  Epoch epoch_;
  BatchNumber received_;
  std::size_t waiting_batches_ = 0;
  std::uint64_t waiting_bytes_ = 0;
};

// A batch that was put by, opened. Needs the vault unlocked.
Result<store::InboxBatch> open_inbox_row(const vault::Vault& vault, vault::Row row);

}  // namespace alongside::items
