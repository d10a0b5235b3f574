#include <algorithm>
#include <utility>

#include "proto/wire.pb.h"
#include "tests/support/net/memory_stores.hpp"

namespace alongside::test {
namespace {

using net::NetErrc;

constexpr std::string_view kFileMark = "file:";

// "file:" | 16 bytes in hexadecimal | ":" | chunks.
std::optional<std::pair<AttachmentId, std::uint64_t>> file_in(const std::string& text) {
  const auto is_digits = [&](std::size_t from, std::size_t count) {
    return text.find_first_not_of("0123456789abcdef", from) >= from + count;
  };
  const auto chunks = text.find(':', kFileMark.size() + 32);
  if (!text.starts_with(kFileMark) || chunks != kFileMark.size() + 32 || text.size() > chunks + 6 ||
      text.size() == chunks + 1 || !is_digits(kFileMark.size(), 32) ||
      text.find_first_not_of("0123456789", chunks + 1) != std::string::npos)
    return std::nullopt;
  Bytes id;
  for (std::size_t digit = 0; digit < 32; digit += 2)
    id.push_back(static_cast<unsigned char>(std::stoul(text.substr(kFileMark.size() + digit, 2), nullptr, 16)));
  return std::pair(*AttachmentId::from(BytesView(id)), std::stoull(text.substr(chunks + 1)));
}

Bytes serialized(const wire::Change& change) {
  Bytes bytes(change.ByteSizeLong());
  change.SerializeToArray(bytes.data(), static_cast<int>(bytes.size()));
  return bytes;
}

}  // namespace

MemorySyncStore::MemorySyncStore(std::uint64_t seed) : random_(seed), epoch_(crypto::random_id<Epoch>(random_)) {}

ItemId MemorySyncStore::share(std::string text) {
  const auto item = crypto::random_id<ItemId>(random_);
  own_[item].text = std::move(text);
  queue(item, /*retraction=*/false);
  return item;
}

void MemorySyncStore::edit(const ItemId& item, std::string text) {
  own_[item].text = std::move(text);
  queue(item, /*retraction=*/false);
}

void MemorySyncStore::unshare(const ItemId& item) {
  own_[item].shared = false;
  const bool left = std::ranges::none_of(outbox_, [&](const Row& row) { return row.item == item && row.batch == BatchNumber(); }) ||
                    own_[item].revision > 1;
  if (left) {
    queue(item, /*retraction=*/true);
  } else {
    std::erase_if(outbox_, [&](const Row& row) { return row.item == item; });
  }
}

ItemId MemorySyncStore::share_file(std::size_t chunks) {
  const auto id = crypto::random_id<AttachmentId>(random_);
  auto& file = own_files_[id];
  for (std::size_t chunk = 0; chunk < chunks; ++chunk) {
    file.emplace_back(65536 + 16);
    random_.fill(file.back());
  }
  return share(std::string(kFileMark) + id.text() + ":" + std::to_string(chunks));
}

void MemorySyncStore::queue(const ItemId& item, bool retraction) {
  auto& own = own_[item];
  ++own.revision;
  own.shared = !retraction;
  std::erase_if(outbox_, [&](const Row& row) { return row.item == item; });
  outbox_.push_back({item, change_of(item, own), BatchNumber()});
}

Bytes MemorySyncStore::change_of(const ItemId& item, const Own& own) const {
  wire::Change change;
  change.set_item(item.raw());
  change.set_revision(own.revision);
  change.set_seal(std::string(16, 's'));
  if (own.shared) {
    change.set_copy(own.text);
  } else {
    change.mutable_retraction();
  }
  return serialized(change);
}

Texts MemorySyncStore::received_texts() const {
  Texts texts;
  for (const auto& [id, item] : theirs_)
    if (!item.retracted) texts.push_back(item.text);
  std::ranges::sort(texts);
  return texts;
}

Texts MemorySyncStore::own_shared_texts() const {
  Texts texts;
  for (const auto& [id, item] : own_)
    if (item.shared) texts.push_back(item.text);
  std::ranges::sort(texts);
  return texts;
}

std::size_t MemorySyncStore::complete_files() const {
  return static_cast<std::size_t>(
      std::ranges::count_if(their_files_, [](const auto& entry) { return entry.second.here.size() == entry.second.chunks; }));
}

void MemorySyncStore::become_restored() { epoch_ = crypto::random_id<Epoch>(random_); }

Result<net::OutgoingState> MemorySyncStore::outgoing() {
  if (fails) return *fails;
  return net::OutgoingState{epoch_, last_formed_, acknowledged_};
}

Result<std::optional<net::FormedBatch>> MemorySyncStore::next_batch(BatchNumber after, std::size_t most_changes,
                                                                    std::size_t most_bytes) {
  if (fails) return *fails;
  net::FormedBatch batch{after.next(), {}};
  const bool formed_before = after < last_formed_;
  std::size_t bytes = 0;
  for (auto& row : outbox_) {
    if (formed_before ? row.batch != batch.number : row.batch != BatchNumber()) continue;
    if (!formed_before && (batch.changes.size() == most_changes || bytes >= most_bytes)) break;
    row.batch = batch.number;
    bytes += row.change.size();
    batch.changes.push_back(row.change);
  }
  if (!formed_before && batch.changes.empty()) return std::optional<net::FormedBatch>();
  last_formed_ = std::max(last_formed_, batch.number);
  return std::optional(std::move(batch));
}

Result<void> MemorySyncStore::acknowledged(BatchNumber through) {
  if (fails) return *fails;
  acknowledged_ = std::max(acknowledged_, through);
  std::erase_if(outbox_, [through](const Row& row) { return row.batch != BatchNumber() && row.batch <= through; });
  return {};
}

Result<net::IncomingState> MemorySyncStore::incoming() {
  if (fails) return *fails;
  return net::IncomingState{following_, received_};
}

Result<void> MemorySyncStore::store_batch(BatchNumber number, const std::vector<BytesView>& changes) {
  if (fails) return *fails;
  if (number != received_.next()) return NetErrc::frame_out_of_turn;
  for (const auto& change : changes) take_change(change);
  received_ = number;
  ++batches_stored_;
  return {};
}

void MemorySyncStore::take_change(BytesView bytes) {
  wire::Change change;
  if (!change.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) return;
  const auto item = ItemId::from(change.item());
  if (!item || change.revision() <= theirs_[*item].revision) return;
  theirs_[*item] = {change.revision(), change.has_retraction(), change.copy(), Bytes(bytes.begin(), bytes.end())};
  arrived_.push_back(change.copy());
  if (const auto file = file_in(change.copy())) their_files_[file->first].chunks = file->second;
}

Result<void> MemorySyncStore::follow(const Epoch& epoch) {
  if (fails) return *fails;
  following_ = epoch;
  received_ = {};
  return {};
}

Result<void> MemorySyncStore::begin_reconcile() {
  if (locked) return NetErrc::store_locked;
  for (auto& [id, own] : own_) own.known_there = false;
  return {};
}

Result<std::vector<ItemId>> MemorySyncStore::reconcile(const std::vector<net::Holding>& page) {
  std::vector<ItemId> wanted;
  for (const auto& holding : page) {
    const auto own = own_.find(holding.item);
    const auto here = own == own_.end() ? 0 : own->second.revision;
    if (!holding.retraction_seal.empty()) {
      if (here > holding.revision.value()) continue;
      own_[holding.item].revision = holding.revision.value();
      own_[holding.item].shared = false;
      own_[holding.item].known_there = true;
    } else if (holding.revision.value() > here) {
      wanted.push_back(holding.item);
    } else if (holding.revision.value() == here) {
      own->second.known_there = own->second.shared;
    }
  }
  return wanted;
}

Result<void> MemorySyncStore::take_back_in(const std::vector<BytesView>& changes) {
  for (const auto& bytes : changes) {
    wire::Change change;
    if (!change.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) continue;
    auto& own = own_[*ItemId::from(change.item())];
    own = {change.copy(), change.revision(), true, true};
  }
  return {};
}

Result<Epoch> MemorySyncStore::finish_reconcile() {
  epoch_ = crypto::random_id<Epoch>(random_);
  last_formed_ = acknowledged_ = {};
  outbox_.clear();
  for (auto& [id, own] : own_)
    if (!own.known_there && own.revision > 0) queue(id, !own.shared);
  return epoch_;
}

Result<net::InventoryPage> MemorySyncStore::inventory(std::uint64_t from, std::size_t most) {
  if (locked) return NetErrc::store_locked;
  net::InventoryPage page;
  std::uint64_t place = 0;
  for (const auto& [id, item] : theirs_) {
    if (place++ < from) continue;
    if (page.holdings.size() == most) {
      page.next = place - 1;
      break;
    }
    page.holdings.push_back({id, Revision(item.revision), item.retracted ? Bytes(16, 's') : Bytes()});
  }
  return page;
}

Result<std::vector<Bytes>> MemorySyncStore::returned(const std::vector<ItemId>& items) {
  if (locked) return NetErrc::store_locked;
  std::vector<Bytes> changes;
  for (const auto& item : items)
    if (const auto held = theirs_.find(item); held != theirs_.end()) changes.push_back(held->second.change);
  return changes;
}

Result<Bytes> MemorySyncStore::chunk_for_partner(const AttachmentId& id, std::uint64_t index) {
  const auto file = own_files_.find(id);
  if (file == own_files_.end() || index >= file->second.size()) return NetErrc::not_paired;
  return file->second[index];
}

std::vector<net::WantedAttachment> MemorySyncStore::wanted() {
  std::vector<net::WantedAttachment> wanted;
  if (locked) return wanted;
  for (const auto& [id, file] : their_files_)
    if (file.here.size() < file.chunks) wanted.push_back({id, file.here.size(), file.chunks});
  return wanted;
}

Result<void> MemorySyncStore::store_chunk(const AttachmentId& id, std::uint64_t index, BytesView sealed) {
  if (fails) return *fails;
  auto& file = their_files_[id];
  if (index != file.here.size() || sealed.size() != 65536 + 16) return NetErrc::malformed_frame;
  file.here.emplace_back(sealed.begin(), sealed.end());
  return {};
}

Result<void> MemorySyncStore::chunks_settled(const AttachmentId&) {
  if (fails) return *fails;
  return {};
}

}  // namespace alongside::test
