// A person's feeds with somebody looking at what leaves, what is stored, and when a restored one has found its place.
#pragma once

#include "net/sync/store.hpp"

namespace alongside::test {

class FeedObserver {
 public:
  virtual ~FeedObserver() = default;
  virtual void leaves(const std::vector<Bytes>& changes) = 0;
  virtual void stored(const std::vector<BytesView>& changes) = 0;
  virtual void found_its_place() = 0;
};

class ObservedFeed final : public net::SyncStore {
 public:
  ObservedFeed(net::SyncStore& feed, FeedObserver& observer) : feed_(feed), observer_(observer) {}

  Result<net::OutgoingState> outgoing() override { return feed_.outgoing(); }
  Result<std::optional<net::FormedBatch>> next_batch(BatchNumber after, std::size_t most_changes,
                                                     std::size_t most_bytes) override {
    auto batch = feed_.next_batch(after, most_changes, most_bytes);
    if (batch && *batch) observer_.leaves((*batch)->changes);
    return batch;
  }
  Result<void> acknowledged(BatchNumber through) override { return feed_.acknowledged(through); }
  Result<net::IncomingState> incoming() override { return feed_.incoming(); }
  Result<void> store_batch(BatchNumber number, const std::vector<BytesView>& changes) override {
    auto stored = feed_.store_batch(number, changes);
    if (stored) observer_.stored(changes);
    return stored;
  }
  Result<void> follow(const Epoch& epoch) override { return feed_.follow(epoch); }
  Result<void> begin_reconcile() override { return feed_.begin_reconcile(); }
  Result<std::vector<ItemId>> reconcile(const std::vector<net::Holding>& page) override { return feed_.reconcile(page); }
  Result<void> take_back_in(const std::vector<BytesView>& changes) override { return feed_.take_back_in(changes); }
  Result<Epoch> finish_reconcile() override {
    auto epoch = feed_.finish_reconcile();
    if (epoch) observer_.found_its_place();
    return epoch;
  }
  Result<net::InventoryPage> inventory(std::uint64_t from, std::size_t most) override {
    return feed_.inventory(from, most);
  }
  Result<std::vector<Bytes>> returned(const std::vector<ItemId>& items) override { return feed_.returned(items); }
  Result<Bytes> chunk_for_partner(const AttachmentId& id, std::uint64_t index) override {
    return feed_.chunk_for_partner(id, index);
  }
  std::vector<net::WantedAttachment> wanted() override { return feed_.wanted(); }
  Result<void> store_chunk(const AttachmentId& id, std::uint64_t index, BytesView sealed) override {
    return feed_.store_chunk(id, index, sealed);
  }
  Result<void> chunks_settled(const AttachmentId& id) override { return feed_.chunks_settled(id); }

 private:
  net::SyncStore& feed_;
  FeedObserver& observer_;
};

}  // namespace alongside::test
