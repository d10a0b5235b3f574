// What net asks of the vault's side, answered by core: the feeds and the pairing. On the vault's thread only.
#pragma once

#include "app/node/person_side.hpp"
#include "net/pairing/pairing_store.hpp"
#include "net/sync/store.hpp"

namespace alongside::app {

class FeedStore final : public net::SyncStore {
 public:
  explicit FeedStore(PersonSide& person) : person_(person) {}

  Result<net::OutgoingState> outgoing() override;
  Result<std::optional<net::FormedBatch>> next_batch(BatchNumber after, std::size_t most_changes,
                                                     std::size_t most_bytes) override;
  Result<void> acknowledged(BatchNumber through) override;
  Result<net::IncomingState> incoming() override;
  Result<void> store_batch(BatchNumber number, const std::vector<BytesView>& changes) override;
  Result<void> follow(const Epoch& epoch) override;
  Result<void> begin_reconcile() override;
  Result<std::vector<ItemId>> reconcile(const std::vector<net::Holding>& page) override;
  Result<void> take_back_in(const std::vector<BytesView>& changes) override;
  Result<Epoch> finish_reconcile() override;
  Result<net::InventoryPage> inventory(std::uint64_t from, std::size_t most) override;
  Result<std::vector<Bytes>> returned(const std::vector<ItemId>& items) override;
  Result<Bytes> chunk_for_partner(const AttachmentId& id, std::uint64_t index) override;
  std::vector<net::WantedAttachment> wanted() override;
  Result<void> store_chunk(const AttachmentId& id, std::uint64_t index, BytesView sealed) override;
  Result<void> chunks_settled(const AttachmentId& id) override;

 private:
  items::Correspondence& feeds() { return person_.correspondence(); }
  PersonSide& person_;
};

class PairingBook final : public net::PairingStore {
 public:
  explicit PairingBook(PersonSide& person) : person_(person) {}

  std::optional<net::Link> link() override;
  std::optional<net::GivenInvite> given() override;
  std::optional<net::TakenInvite> taken() override;
  Result<void> begin(net::Link link) override;
  Result<void> update(net::LinkFacts facts) override;
  Result<void> take(net::TakenInvite invite) override;
  Result<void> drop_taken() override;
  Result<void> remember_seen(Bytes first_message_hash) override;
  Result<void> drop_given() override;

 private:
  partner::PartnerBook& book() { return person_.partner(); }
  PersonSide& person_;
};

}  // namespace alongside::app
