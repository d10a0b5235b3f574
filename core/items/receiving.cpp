#include "core/items/receiving.hpp"

#include <algorithm>

#include "core/items/record.hpp"
#include "core/items/welcome.hpp"

namespace alongside::items {
namespace {

bool has(std::span<const AttachmentPlace> attachments, const AttachmentId& file) {
  return std::ranges::find(attachments, file, &AttachmentPlace::id) != attachments.end();
}

std::vector<AttachmentPlace> no_longer_in(std::span<const AttachmentPlace> before, std::span<const AttachmentPlace> after) {
  std::vector<AttachmentPlace> gone;
  for (const auto& attachment : before) {
    if (!has(after, attachment.id)) gone.push_back(attachment);
  }
  return gone;
}

// Its place alone: the id and revision below which nothing comes back.
store::TheirItem place_of(const ItemId& id, Revision revision, const CorrespondenceId& correspondence) {
  store::TheirItem record;
  record.set_id(id.raw());
  record.set_revision(revision.value());
  record.set_correspondence(correspondence.raw());
  record.set_dropped(true);
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
  if (takes_a_file_twice(received) || resizes_a_file(received)) {
    refusals_.push_back({received.item, CoreErrc::malformed_change});
    return {};
  }
  return keep(received, before);
}

std::optional<Receiving::Known> Receiving::known(const ItemId& item) const {
  if (const auto written = written_.find(item); written != written_.end()) return written->second;
  const Entry* entry = shelf_.directory.theirs(item, shelf_.correspondence());
  if (!entry) return std::nullopt;
  return Known{entry->row, entry->revision, footprint_of(*entry), entry->attachments, entry->for_author_only};
}

bool Receiving::is_of_another_of_theirs(const AttachmentId& file, const ItemId& item) const {
  if (const auto claimed = claimed_.find(file); claimed != claimed_.end()) return claimed->second != item;
  const Entry* owner = shelf_.directory.owner_of(file);
  return owner && shelf_.is_of_now(*owner) && owner->id != item;
}

// An attachment that another item of theirs has. They know of both, so the refusal tells nothing.
bool Receiving::takes_a_file_twice(const Received& received) const {
  if (!received.copy) return false;
  return std::ranges::any_of(received.copy->body().attachments(), [&](const auto& attachment) {
    const auto id = *AttachmentId::from(attachment.id());
    return is_of_another_of_theirs(id, received.item) ||
           is_of_another_of_theirs(apart_from(id, shelf_.correspondence()), received.item);
  });
}

// An attachment under another size than it had. What counts is the size of before this act, with which chunks may have come:
// else a large file could stay here and be counted as a small one.
bool Receiving::resizes_a_file(const Received& received) const {
  if (!received.copy) return false;
  const auto resized = [&](const AttachmentId& file, std::uint64_t size) {
    const Entry* owner = shelf_.directory.owner_of(file);
    if (!owner || !shelf_.is_of_now(*owner)) return false;
    const auto known = std::ranges::find(owner->attachments, file, &AttachmentPlace::id);
    return known != owner->attachments.end() && known->size != size;
  };
  return std::ranges::any_of(received.copy->body().attachments(), [&](const auto& attachment) {
    const auto id = *AttachmentId::from(attachment.id());
    return resized(id, attachment.size()) || resized(apart_from(id, shelf_.correspondence()), attachment.size());
  });
}

bool Receiving::claims_a_file_of_mine(const Received& received) const {
  return std::ranges::any_of(received.copy->body().attachments(), [&](const auto& attachment) {
    const Entry* owner = shelf_.directory.owner_of(*AttachmentId::from(attachment.id()));
    return owner && owner->author == Author::me;
  });
}

// What once lay apart stays there, so that it need not come again.
bool Receiving::lies_apart(const AttachmentId& id, const std::optional<Known>& before) const {
  if (before && has(before->attachments, apart_from(id, shelf_.correspondence()))) return true;
  const Entry* owner = shelf_.directory.owner_of(id);
  return owner && !shelf_.is_of_now(*owner);
}

store::TheirItem Receiving::record_of(const Received& received, const std::optional<Known>& before) const {
  auto record = place_of(received.item, received.revision, shelf_.correspondence());
  record.set_dropped(false);
  record.set_change(received.bytes.data(), received.bytes.size());
  record.set_retracted(!received.copy);
  *record.mutable_received() = message_of(now_);
  if (!received.copy) return record;
  record.set_set_aside(reason_to_set_aside(shelf_, *received.copy));
  for (const auto& attachment : received.copy->body().attachments()) {
    if (lies_apart(*AttachmentId::from(attachment.id()), before)) record.add_apart(attachment.id());
  }
  // What was hidden once stays so: that it shows would tell them that I deleted something.
  record.set_for_author_only((before && before->for_author_only) || shelf_.directory.mine(received.item) ||
                             claims_a_file_of_mine(received));
  return record;
}

Result<void> Receiving::keep(const Received& received, const std::optional<Known>& before) {
  const auto row = before ? before->row : vault::Row();
  const auto footprint_before = before ? before->footprint : Footprint();
  const auto record = record_of(received, before);
  auto entry = entry_of(row, record, received.copy ? &*received.copy : nullptr);
  const auto footprint = footprint_of(entry);
  auto whole = whole_;
  whole -= footprint_before;
  whole += footprint;
  if (may_grow(whole, footprint_before, footprint)) return write(std::move(entry), record, before);

  refusals_.push_back({received.item, CoreErrc::partner_full});
  if (!before) return {};
  const auto place = place_of(received.item, received.revision, shelf_.correspondence());
  return write(entry_of(row, place, nullptr), place, before);
}

Result<void> Receiving::write(Entry entry, const store::TheirItem& record, const std::optional<Known>& before) {
  const auto item = entry.id;
  Known after{entry.row, entry.revision, footprint_of(entry), entry.attachments, entry.for_author_only};
  const auto bytes = encoded(ItemTag::theirs, record);
  if (before) {
    if (record.retracted() || record.dropped()) act_.transaction().leave_no_trace();
    if (auto put = act_.put_item(std::move(entry), bytes, /*words_changed=*/true); !put) return put;
    whole_ -= before->footprint;
  } else {
    auto added = act_.add_item(std::move(entry), bytes);
    if (!added) return added.error();
    after.row = *added;
  }
  whole_ += after.footprint;
  follow_files(before.value_or(Known()), after);
  for (const auto& attachment : after.attachments) claimed_[attachment.id] = item;
  written_[item] = std::move(after);
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
  const auto place = place_of(entry.id, entry.revision, entry.correspondence);
  act.transaction().leave_no_trace();
  act.after_commit([&shelf = act.shelf(), files = entry.attachments] { shelf.drop_attachments(files); });
  return act.put_item(entry_of(entry.row, place, nullptr), encoded(ItemTag::theirs, place), /*words_changed=*/true);
}

}  // namespace alongside::items
