// Stores that live in memory and keep the contracts of net/sync/store.hpp and net/pairing/pairing_store.hpp plainly, so
// that net can be tested alone. A copy of one is what a backup would be.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "net/pairing/pairing_store.hpp"
#include "net/sync/store.hpp"
#include "tests/support/seeded_random.hpp"

namespace alongside::test {

using Texts = std::vector<std::string>;

class MemorySyncStore final : public net::SyncStore {
 public:
  explicit MemorySyncStore(std::uint64_t seed);

  // Acts of the person.
  ItemId share(std::string text);
  void edit(const ItemId& item, std::string text);
  void unshare(const ItemId& item);
  ItemId share_file(std::size_t chunks);
  // Of the one file that was shared; it can't be had any more.
  void unshare_file(const AttachmentId& id) { own_files_.erase(id); }
  const AttachmentId& own_file() const { return own_files_.begin()->first; }

  // What came, sorted by text.
  Texts received_texts() const;
  Texts own_shared_texts() const;
  // Every text that ever arrived, in order.
  const Texts& arrived() const noexcept { return arrived_; }
  std::size_t complete_files() const;
  std::size_t batches_stored() const noexcept { return batches_stored_; }

  // As a vault restored from a backup: another life of the feed.
  void become_restored();

  bool locked = false;
  std::optional<error_code> fails;  // every call of the feeds that writes or reads a state, while set

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
  struct Own {
    std::string text;
    std::uint64_t revision = 0;
    bool shared = true;
    bool known_there = false;  // during a reconciliation: held there as it is here
  };
  struct Theirs {
    std::uint64_t revision = 0;
    bool retracted = false;
    std::string text;
    Bytes change;
  };
  struct Row {
    ItemId item;
    Bytes change;
    BatchNumber batch;  // 0: in none yet
  };
  struct File {
    std::uint64_t chunks = 0;
    std::vector<Bytes> here;
  };

  void queue(const ItemId& item, bool retraction);
  Bytes change_of(const ItemId& item, const Own& own) const;
  void take_change(BytesView bytes);

  SeededRandom random_;
  Epoch epoch_;
  BatchNumber last_formed_;
  BatchNumber acknowledged_;
  std::map<ItemId, Own> own_;
  std::vector<Row> outbox_;
  Epoch following_;
  BatchNumber received_;
  std::map<ItemId, Theirs> theirs_;
  std::map<AttachmentId, std::vector<Bytes>> own_files_;
  std::map<AttachmentId, File> their_files_;
  Texts arrived_;
  std::size_t batches_stored_ = 0;
};

class MemoryPairingStore final : public net::PairingStore {
 public:
  std::optional<net::Link> link() override;
  std::optional<net::GivenInvite> given() override;
  std::optional<net::TakenInvite> taken() override;
  Result<void> begin(net::Link link) override;
  Result<void> update(net::LinkFacts facts) override;
  Result<void> take(net::TakenInvite invite) override;
  Result<void> drop_taken() override;
  Result<void> remember_seen(Bytes first_message_hash) override;
  Result<void> drop_given() override;

  std::optional<error_code> fails;  // every call that writes, while set

  void give(const net::NewInvite& invite);
  bool established() const noexcept { return link_ && link_->facts.established; }
  const net::LinkFacts& facts() const { return link_->facts; }

 private:
  std::optional<net::Link> link_;
  std::optional<net::GivenInvite> given_;
  std::optional<net::TakenInvite> taken_;
};

}  // namespace alongside::test
