#include "core/items/outbox.hpp"

#include <algorithm>

#include "core/items/record.hpp"

namespace alongside::items {
namespace {

store::OutgoingFeed feed_message(const CorrespondenceId& correspondence, const Epoch& epoch, vault::Row left_through) {
  store::OutgoingFeed feed;
  feed.set_correspondence(correspondence.raw());
  feed.set_epoch(epoch.raw());
  feed.set_left_through_row(left_through.value());
  return feed;
}

}  // namespace

Result<void> Outbox::load(vault::Vault& vault) {
  forget();
  Result<void> read;
  auto scanned = vault.scan(vault::Table::link, vault::Row(1), [&](vault::Row row, vault::Version, BytesView record) {
    if (!has_tag(record, FeedTag::outgoing)) return true;
    feed_row_ = row;
    read = read_feed(record);
    return false;
  });
  if (!scanned) return scanned;
  if (!read) return read;
  for (const auto& row : vault.rows(vault::Table::outbox)) rows_.push_back(row.row);
  if (feed_row_ == vault::Row()) {
    auto transaction = vault.begin();
    const auto correspondence = crypto::random_id<CorrespondenceId>(vault.random());
    auto life = write_new_life(transaction, correspondence, vault::Row(), vault.random());
    if (!life) return life.error();
    if (auto committed = transaction.commit(); !committed) return committed;
    began(*life, std::move(rows_));
  }
  loaded_ = true;
  return {};
}

Result<void> Outbox::read_feed(BytesView record) {
  const auto feed = decoded<store::OutgoingFeed>(FeedTag::outgoing, record);
  if (!feed) return feed.error();
  const auto correspondence = CorrespondenceId::from(feed->correspondence());
  const auto epoch = Epoch::from(feed->epoch());
  if (!correspondence || !epoch) return CoreErrc::altered;
  correspondence_ = *correspondence;
  epoch_ = *epoch;
  left_through_ = vault::Row(feed->left_through_row());
  last_formed_ = BatchNumber(feed->last_formed());
  acknowledged_ = BatchNumber(feed->acknowledged());
  for (const auto& batch : feed->formed()) {
    formed_.push_back({BatchNumber(batch.number()), vault::Row(batch.through_row())});
  }
  return {};
}

bool Outbox::holds(vault::Row row) const { return std::ranges::binary_search(rows_, row); }

bool Outbox::has_left(vault::Row row) const {
  return row <= std::max(formed_through(), left_through_) || !holds(row);
}

void Outbox::removed(vault::Row row) {
  const auto found = std::ranges::lower_bound(rows_, row);
  if (found != rows_.end() && *found == row) rows_.erase(found);
}

std::optional<std::pair<BatchNumber, RowRange>> Outbox::formed_after(BatchNumber after) const {
  vault::Row before;
  for (const auto& batch : formed_) {
    if (batch.number > after) return std::pair(batch.number, RowRange{before.next(), batch.through});
    before = batch.through;
  }
  return std::nullopt;
}

std::optional<RowRange> Outbox::unformed() const {
  const auto first = std::ranges::upper_bound(rows_, formed_through());
  if (first == rows_.end()) return std::nullopt;
  return RowRange{*first, rows_.back()};
}

Bytes Outbox::encoded_with(BatchNumber last_formed, BatchNumber acknowledged, std::span<const Formed> formed) const {
  auto feed = feed_message(correspondence_, epoch_, left_through_);
  feed.set_last_formed(last_formed.value());
  feed.set_acknowledged(acknowledged.value());
  for (const auto& batch : formed) {
    auto* message = feed.add_formed();
    message->set_number(batch.number.value());
    message->set_through_row(batch.through.value());
  }
  return encoded(FeedTag::outgoing, feed);
}

Result<BatchNumber> Outbox::form(vault::Vault& vault, vault::Row last) {
  const auto number = last_formed_.next();
  auto formed = formed_;
  formed.push_back({number, last});
  auto transaction = vault.begin();
  auto put = transaction.put(vault::Table::link, feed_row_, encoded_with(number, acknowledged_, formed));
  if (!put) return put.error();
  if (auto committed = transaction.commit(); !committed) return committed.error();
  last_formed_ = number;
  formed_ = std::move(formed);
  return number;
}

Result<void> Outbox::acknowledge(vault::Vault& vault, BatchNumber through) {
  if (through > last_formed_) return CoreErrc::malformed_change;
  if (through <= acknowledged_) return {};
  const auto open = std::ranges::find_if(formed_, [&](const Formed& batch) { return batch.number > through; });
  const auto last = open == formed_.begin() ? vault::Row() : std::prev(open)->through;
  const std::vector<Formed> formed(open, formed_.end());
  const auto kept = std::ranges::upper_bound(rows_, last);

  auto transaction = vault.begin();
  for (auto row = rows_.begin(); row != kept; ++row) {
    if (auto erased = transaction.erase(vault::Table::outbox, *row); !erased) return erased;
  }
  auto put = transaction.put(vault::Table::link, feed_row_, encoded_with(last_formed_, through, formed));
  if (!put) return put;
  if (auto committed = transaction.commit(); !committed) return committed;
  rows_.erase(rows_.begin(), kept);
  formed_ = formed;
  acknowledged_ = through;
  return {};
}

Result<Outbox::Life> Outbox::write_new_life(vault::Transaction& transaction, const CorrespondenceId& correspondence,
                                            vault::Row left_through, crypto::RandomSource& random) const {
  Life life{feed_row_, correspondence, crypto::random_id<Epoch>(random), left_through};
  const auto record = encoded(FeedTag::outgoing, feed_message(life.correspondence, life.epoch, life.left_through));
  if (life.row != vault::Row()) {
    if (auto put = transaction.put(vault::Table::link, life.row, record); !put) return put.error();
    return life;
  }
  auto row = transaction.insert(vault::Table::link, record);
  if (!row) return row.error();
  life.row = *row;
  return life;
}

void Outbox::began(const Life& life, std::deque<vault::Row> rows) {
  auto kept = std::move(rows);
  forget();
  loaded_ = true;
  feed_row_ = life.row;
  correspondence_ = life.correspondence;
  epoch_ = life.epoch;
  left_through_ = life.left_through;
  rows_ = std::move(kept);
}

}  // namespace alongside::items
