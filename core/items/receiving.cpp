#include "core/items/receiving.hpp"

#include <algorithm>

#include "core/items/record.hpp"
#include "core/items/welcome.hpp"

namespace alongside::items {
namespace {

std::vector<AttachmentPlace> no_longer_in(std::span<const AttachmentPlace> before, std::span<const AttachmentPlace> after) {
  std::vector<AttachmentPlace> gone;
  for (const auto& attachment : before) {
    const auto is_it = [&](const auto& other) { return other.id == attachment.id; };
    if (std::ranges::none_of(after, is_it)) gone.push_back(attachment);
  }
  return gone;
}

store::TheirItem record_of(const Received& received, const CorrespondenceId& correspondence, const Moment& now) {
  store::TheirItem record;
  record.set_id(received.item.raw());
  record.set_revision(received.revision.value());
  record.set_change(received.bytes.data(), received.bytes.size());
  record.set_retracted(!received.copy);
  *record.mutable_received() = message_of(now);
  record.set_correspondence(correspondence.raw());
  return record;
}

}  // namespace

Result<void> Receiving::take(BytesView change) {
  const auto checked = check_change(change);
  if (checked.refused) {
    refusals_.push_back(*checked.refused);
    return {};
  }
  const auto& received = *checked.received;
  const auto before = known(received.item);
  if (before && received.revision <= before->revision) return {};
  if (takes_what_is_not_theirs(received)) {
    refusals_.push_back({received.item, CoreErrc::malformed_change});
    return {};
  }
  return write(received, before);
}

std::optional<Receiving::Known> Receiving::known(const ItemId& item) const {
  if (const auto written = written_.find(item); written != written_.end()) return written->second;
  const Entry* entry = shelf_.directory.theirs(item, shelf_.correspondence());
  if (!entry) return std::nullopt;
  return Known{entry->row, entry->revision, entry->attachments};
}

// An id of an item of mine, or an attachment of any other item: files are named by the attachment alone.
bool Receiving::takes_what_is_not_theirs(const Received& received) const {
  if (shelf_.directory.mine(received.item)) return true;
  if (!received.copy) return false;
  return std::ranges::any_of(received.copy->body().attachments(), [&](const auto& attachment) {
    const auto id = AttachmentId::from(attachment.id());
    if (const auto claimed = claimed_.find(*id); claimed != claimed_.end()) return claimed->second != received.item;
    const Entry* owner = shelf_.directory.owner_of(*id);
    return owner && (owner->id != received.item || owner->correspondence != shelf_.correspondence());
  });
}

Result<void> Receiving::write(const Received& received, const std::optional<Known>& before) {
  auto record = record_of(received, shelf_.correspondence(), now_);
  if (received.copy) record.set_set_aside(reason_to_set_aside(shelf_, *received.copy));
  auto entry = entry_of(before ? before->row : vault::Row(), record, received.copy ? &*received.copy : nullptr);
  Known after{entry.row, received.revision, entry.attachments};
  const auto bytes = encoded(ItemTag::theirs, record);
  if (before) {
    if (auto put = act_.put_item(std::move(entry), bytes, /*words_changed=*/true); !put) return put;
  } else {
    auto added = act_.add_item(std::move(entry), bytes);
    if (!added) return added.error();
    after.row = *added;
  }
  follow_files(before.value_or(Known()), after);
  written_[received.item] = std::move(after);
  for (const auto& attachment : written_[received.item].attachments) claimed_[attachment.id] = received.item;
  return {};
}

void Receiving::follow_files(const Known& before, const Known& after) {
  if (before.attachments.empty() && after.attachments.empty()) return;
  auto gone = no_longer_in(before.attachments, after.attachments);
  act_.after_commit([&shelf = shelf_, row = after.row, files = std::move(gone)] {
    shelf.drop_attachments(files);
    if (const Entry* entry = shelf.directory.at(row)) shelf.await_attachments(*entry);
  });
}

Result<void> drop_theirs(Act& act, const Entry& entry) {
  store::TheirItem record;
  record.set_id(entry.id.raw());
  record.set_revision(entry.revision.value());
  record.set_correspondence(entry.correspondence.raw());
  record.set_dropped(true);
  act.after_commit([&shelf = act.shelf(), files = entry.attachments] { shelf.drop_attachments(files); });
  return act.put_item(entry_of(entry.row, record, nullptr), encoded(ItemTag::theirs, record), /*words_changed=*/true);
}

}  // namespace alongside::items
