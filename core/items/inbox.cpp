#include "core/items/inbox.hpp"

#include "core/crypto/sealed_box.hpp"
#include "core/items/limits.hpp"
#include "core/items/record.hpp"

namespace alongside::items {
namespace {

Bytes feed_record(const Epoch& epoch, BatchNumber received) {
  store::IncomingFeed feed;
  feed.set_epoch(epoch.raw());
  feed.set_received(received.value());
  return encoded(FeedTag::incoming, feed);
}

// Into `row`, or a new one when it is none.
Result<vault::Row> write_record(vault::Transaction& transaction, vault::Row row, BytesView record) {
  if (row == vault::Row()) return transaction.insert(vault::Table::link, record);
  if (auto put = transaction.put(vault::Table::link, row, record); !put) return put.error();
  return row;
}

}  // namespace

Result<void> Inbox::load(vault::Vault& vault) {
  forget();
  Result<void> read;
  auto scanned = vault.scan(vault::Table::link, vault::Row(1), [&](vault::Row row, vault::Version, BytesView record) {
    if (!has_tag(record, FeedTag::incoming)) return true;
    const auto feed = decoded<store::IncomingFeed>(FeedTag::incoming, record);
    if (!feed) {
      read = feed.error();
      return false;
    }
    feed_row_ = row;
    epoch_ = Epoch::from(feed->epoch()).value_or(Epoch());
    received_ = BatchNumber(feed->received());
    return false;
  });
  if (!scanned || !read) return scanned ? read : scanned;
  return count_waiting(vault);
}

Result<void> Inbox::count_waiting(const vault::Vault& vault) {
  waiting_batches_ = 0;
  waiting_bytes_ = 0;
  return vault.scan(vault::Table::inbox, vault::Row(1), [this](vault::Row, vault::Version, BytesView sealed) {
    ++waiting_batches_;
    waiting_bytes_ += sealed.size();
    return true;
  });
}

Result<void> Inbox::follow(vault::Vault& vault, const Epoch& epoch) {
  auto transaction = vault.begin();
  auto row = write_record(transaction, feed_row_, feed_record(epoch, BatchNumber()));
  if (!row) return row.error();
  if (auto committed = transaction.commit(); !committed) return committed;
  feed_row_ = *row;
  epoch_ = epoch;
  received_ = BatchNumber();
  return {};
}

Result<Inbox::Count> Inbox::write_count(vault::Transaction& transaction, BatchNumber number) const {
  auto row = write_record(transaction, feed_row_, feed_record(epoch_, number));
  if (!row) return row.error();
  return Count{*row, number};
}

void Inbox::counted(const Count& count) {
  feed_row_ = count.row;
  received_ = count.number;
}

Result<void> Inbox::erase(vault::Transaction& transaction) const {
  if (feed_row_ == vault::Row()) return {};
  return transaction.erase(vault::Table::link, feed_row_);
}

Result<void> Inbox::put_by(vault::Vault& vault, BatchNumber number, const std::vector<BytesView>& changes,
                           const Moment& now) {
  const auto key = vault.inbox_key();
  if (!key) return key.error();
  store::InboxBatch batch;
  for (const auto& change : changes) batch.add_changes(change.data(), change.size());
  *batch.mutable_received() = message_of(now);

  const auto sealed = crypto::seal_to(*key, encoded(batch));
  const bool is_full = waiting_batches_ >= kMaxWaitingBatches || waiting_bytes_ + sealed.size() > kMaxWaitingBytes;
  if (is_full && !changes.empty()) return CoreErrc::locked;

  auto transaction = vault.begin();
  if (!changes.empty()) {
    auto kept = transaction.insert(vault::Table::inbox, sealed);
    if (!kept) return kept.error();
  }
  auto count = write_count(transaction, number);
  if (!count) return count.error();
  if (auto committed = transaction.commit(); !committed) return committed;
  counted(*count);
  if (changes.empty()) return {};
  ++waiting_batches_;
  waiting_bytes_ += sealed.size();
  return {};
}

Result<store::InboxBatch> open_inbox_row(const vault::Vault& vault, vault::Row row) {
  const auto sealed = vault.read(vault::Table::inbox, row);
  if (!sealed) return sealed.error();
  const auto opened = vault.open_inbox_seal(*sealed);
  if (!opened) return opened.error();
  store::InboxBatch batch;
  if (!batch.ParseFromArray(opened->data(), static_cast<int>(opened->size()))) return CoreErrc::altered;
  return batch;
}

}  // namespace alongside::items
