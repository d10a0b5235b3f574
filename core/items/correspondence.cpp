// The feeds and the attachments. Finding together again after a restore is reconciliation.cpp.
#include "core/items/correspondence.hpp"

#include <algorithm>

#include "core/items/receiving.hpp"
#include "core/items/reconciliation.hpp"
#include "core/items/record.hpp"

namespace alongside::items {
namespace {

// The changes in the outbox from `range.first` on, as far as both bounds and the range go; `last` is set to the last row.
Result<std::vector<Bytes>> read_changes(const Shelf& shelf, const RowRange& range, std::size_t most_changes,
                                        std::size_t most_bytes, vault::Row& last) {
  std::vector<Bytes> changes;
  std::size_t bytes = 0;
  auto scanned = shelf.vault.scan(vault::Table::outbox, range.first, [&](vault::Row row, vault::Version, BytesView change) {
    if (row > range.last || changes.size() >= most_changes) return false;
    if (!changes.empty() && bytes + change.size() > most_bytes) return false;
    changes.emplace_back(change.begin(), change.end());
    bytes += change.size();
    last = row;
    return true;
  });
  if (!scanned) return scanned.error();
  return changes;
}

// Where an attachment lies that the partner may fetch, if they may. What came from them goes back to them on asking: a
// restored author may have lost it.
std::optional<AttachmentId> file_for_partner(const Shelf& shelf, const AttachmentId& id) {
  if (shelf.servable.allows(id)) return id;
  for (const auto& file : {id, apart_from(id, shelf.correspondence())}) {
    const Entry* owner = shelf.directory.owner_of(file);
    if (owner && shelf.is_held(*owner)) return file;
  }
  return std::nullopt;
}

// What comes next of the attachment that the partner calls so.
std::map<AttachmentId, Arriving>::iterator arriving_as(Shelf& shelf, const AttachmentId& id) {
  const auto found = shelf.arriving.find(id);
  return found != shelf.arriving.end() ? found : shelf.arriving.find(apart_from(id, shelf.correspondence()));
}

}  // namespace

class Correspondence::State {
 public:
  explicit State(Shelf& shelf_of_items) : shelf(shelf_of_items) {}

  Shelf& shelf;
  std::optional<Reconciliation> reconciliation;
  std::vector<vault::Row> inventory;  // rows of the partner's items, while pages of them are asked for
};

Correspondence::Correspondence(vault::Vault&, vault::Attachments&, Notebook& notebook)
    : state_(std::make_unique<State>(*notebook.state_)) {}

Correspondence::~Correspondence() = default;

Result<OutgoingState> Correspondence::outgoing() const {
  const Outbox& outbox = state_->shelf.outbox;
  if (!outbox.loaded()) return CoreErrc::locked;
  return OutgoingState{outbox.epoch(), outbox.last_formed(), outbox.acknowledged(), outbox.anything_pending()};
}

Result<std::optional<FormedBatch>> Correspondence::next_batch(BatchNumber after, std::size_t most_changes,
                                                              std::size_t most_bytes) {
  Shelf& shelf = state_->shelf;
  if (!shelf.outbox.loaded()) return CoreErrc::locked;
  vault::Row last;
  if (const auto formed = shelf.outbox.formed_after(after)) {
    auto changes = read_changes(shelf, formed->second, SIZE_MAX, SIZE_MAX, last);
    if (!changes) return changes.error();
    return FormedBatch{formed->first, std::move(*changes)};
  }
  const auto pending = shelf.outbox.unformed();
  if (!pending) return std::optional<FormedBatch>();
  auto changes = read_changes(shelf, *pending, most_changes, most_bytes, last);
  if (!changes) return changes.error();
  const auto number = shelf.outbox.form(shelf.vault, last);
  if (!number) return number.error();
  return FormedBatch{*number, std::move(*changes)};
}

Result<void> Correspondence::acknowledged(BatchNumber through) {
  if (!state_->shelf.outbox.loaded()) return CoreErrc::locked;
  return state_->shelf.outbox.acknowledge(state_->shelf.vault, through);
}

Result<IncomingState> Correspondence::incoming() const {
  if (!state_->shelf.outbox.loaded()) return CoreErrc::locked;
  return IncomingState{state_->shelf.inbox.epoch(), state_->shelf.inbox.received()};
}

Result<std::vector<Refusal>> Correspondence::store_batch(BatchNumber number,
                                                                         const std::vector<BytesView>& changes) {
  Shelf& shelf = state_->shelf;
  if (!shelf.outbox.loaded()) return CoreErrc::locked;
  if (number != shelf.inbox.received().next() || shelf.inbox.epoch().is_none()) return CoreErrc::malformed_change;
  if (!shelf.is_open()) {
    auto put_by = shelf.inbox.put_by(shelf.vault, number, changes, shelf.clock.now());
    if (!put_by) return put_by.error();
    return std::vector<Refusal>();
  }
  Act act(shelf);
  Receiving receiving(act, shelf.clock.now());
  for (const auto& change : changes) {
    if (auto taken = receiving.take(change); !taken) return taken.error();
  }
  auto count = shelf.inbox.write_count(act.transaction(), number);
  if (!count) return count.error();
  act.after_commit([&shelf, counted = *count] { shelf.inbox.counted(counted); });
  if (auto committed = act.commit(); !committed) return committed.error();
  return std::move(receiving).refusals();
}

Result<void> Correspondence::follow(const Epoch& epoch) {
  if (!state_->shelf.outbox.loaded()) return CoreErrc::locked;
  return state_->shelf.inbox.follow(state_->shelf.vault, epoch);
}

bool Correspondence::is_nearly_full() const {
  const Shelf& shelf = state_->shelf;
  return items::is_nearly_full(shelf.directory.footprint(shelf.correspondence()));
}

Result<void> Correspondence::begin_reconcile() {
  if (!state_->shelf.is_open()) return CoreErrc::locked;
  state_->reconciliation.emplace(state_->shelf);
  return {};
}

Result<std::vector<ItemId>> Correspondence::reconcile(const std::vector<Holding>& page) {
  if (!state_->shelf.is_open()) return CoreErrc::locked;
  if (!state_->reconciliation) return CoreErrc::malformed_change;
  return state_->reconciliation->compare(page);
}

Result<void> Correspondence::take_back_in(const std::vector<BytesView>& changes) {
  if (!state_->shelf.is_open()) return CoreErrc::locked;
  if (!state_->reconciliation) return CoreErrc::malformed_change;
  return state_->reconciliation->take_back_in(changes);
}

Result<Epoch> Correspondence::finish_reconcile() {
  if (!state_->shelf.is_open()) return CoreErrc::locked;
  if (!state_->reconciliation) return CoreErrc::malformed_change;
  auto epoch = state_->reconciliation->finish();
  if (epoch) state_->reconciliation.reset();
  return epoch;
}

Result<Correspondence::InventoryPage> Correspondence::inventory(std::uint64_t from, std::size_t most) const {
  const Shelf& shelf = state_->shelf;
  if (!shelf.is_open()) return CoreErrc::locked;
  auto& rows = state_->inventory;
  if (from == 0) rows = rows_of_theirs(shelf);
  InventoryPage page{{}, 0};
  for (auto at = from; at < rows.size() && page.holdings.size() < most; ++at) {
    auto holding = holding_of(shelf, rows[at]);
    if (!holding) return holding.error();
    page.holdings.push_back(std::move(*holding));
    page.next = at + 1;
  }
  if (page.next >= rows.size()) page.next = 0;
  if (page.next == 0) rows.clear();
  return page;
}

Result<std::vector<Bytes>> Correspondence::returned(const std::vector<ItemId>& items) const {
  const Shelf& shelf = state_->shelf;
  if (!shelf.is_open()) return CoreErrc::locked;
  std::vector<Bytes> changes;
  for (const auto& id : items) {
    const Entry* entry = shelf.directory.theirs(id, shelf.correspondence());
    if (!entry || !shelf.is_held(*entry)) continue;
    const auto bytes = shelf.vault.read(vault::Table::item, entry->row);
    if (!bytes) return bytes.error();
    const auto record = decoded<store::TheirItem>(ItemTag::theirs, *bytes);
    if (!record) return record.error();
    const auto change = as_bytes(record->change());
    changes.emplace_back(change.begin(), change.end());
  }
  return changes;
}

Result<Bytes> Correspondence::chunk_for_partner(const AttachmentId& id, std::uint64_t index) const {
  const Shelf& shelf = state_->shelf;
  const auto file = file_for_partner(shelf, id);
  if (!file) return CoreErrc::no_such_item;
  auto chunk = shelf.attachments.read_sealed_chunk(*file, vault::ChunkIndex(index));
  if (!chunk) return CoreErrc::no_such_item;
  return chunk;
}

std::vector<WantedAttachment> Correspondence::wanted() const {
  std::vector<WantedAttachment> wanted;
  const auto& all = state_->shelf.arriving;
  for (const auto& [file, arriving] : all) {
    // One that lies apart waits while one of mine comes by the same name.
    if (file != arriving.sealed_as && all.contains(arriving.sealed_as)) continue;
    wanted.push_back({arriving.sealed_as, arriving.next_chunk, vault::chunk_count(arriving.size)});
  }
  // In an order that does not tell which of them lie apart.
  std::ranges::sort(wanted, {}, &WantedAttachment::id);
  return wanted;
}

Result<void> Correspondence::store_chunk(const AttachmentId& id, std::uint64_t index, BytesView sealed) {
  Shelf& shelf = state_->shelf;
  if (!shelf.is_open()) return CoreErrc::locked;
  const auto found = arriving_as(shelf, id);
  if (found == shelf.arriving.end()) return CoreErrc::no_such_item;
  const auto& file = found->first;
  Arriving& arriving = found->second;
  if (!arriving.key) {
    const auto record = shelf.vault.read(vault::Table::item, arriving.row);
    if (!record) return record.error();
    arriving.key = attachment_key(*record, id);
    if (!arriving.key) return CoreErrc::no_such_item;
  }
  const auto chunks = vault::chunk_count(arriving.size);
  // The last one comes again when it was written and there was no room to make it durable.
  const bool is_written = arriving.next_chunk == chunks && index + 1 == chunks;
  if (!is_written) {
    auto appended = shelf.attachments.append_sealed_chunk(file, {arriving.sealed_as, *arriving.key, arriving.size},
                                                          vault::ChunkIndex(index), sealed);
    if (!appended) return appended;
    arriving.next_chunk = index + 1;
  }
  if (arriving.next_chunk < chunks) return {};
  if (auto flushed = shelf.attachments.flush(file); !flushed) return flushed;
  shelf.arriving.erase(found);
  return {};
}

Result<void> Correspondence::chunks_settled(const AttachmentId& id) {
  if (auto flushed = state_->shelf.attachments.flush(id); !flushed) return flushed;
  return state_->shelf.attachments.flush(apart_from(id, state_->shelf.correspondence()));
}

Result<void> Correspondence::ended() {
  Shelf& shelf = state_->shelf;
  state_->reconciliation.reset();
  state_->inventory.clear();
  shelf.inbox.forget();
  shelf.servable.forget();
  shelf.arriving.clear();
  return shelf.outbox.load(shelf.vault);
}

}  // namespace alongside::items
