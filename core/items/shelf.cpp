#include "core/items/shelf.hpp"

namespace alongside::items {

void Shelf::await_attachments(const Entry& entry) {
  if (!is_shared(entry) && (!is_held(entry) || entry.set_aside)) return;
  for (const auto& attachment : entry.attachments) {
    if (attachment.size == AttachmentPlace::kPast) continue;
    const auto present = attachments.chunks_present(attachment.id);
    if (present >= vault::chunk_count(attachment.size)) continue;
    const auto sealed_as = attachment.apart ? apart_from(attachment.id, entry.correspondence) : attachment.id;
    arriving.insert_or_assign(attachment.id, Arriving{entry.row, attachment.size, present, sealed_as});
  }
}

void Shelf::drop_attachments(std::span<const AttachmentPlace> gone) {
  for (const auto& attachment : gone) {
    // One of mine that a restore lost may have come back under an id that the partner claimed meanwhile.
    if (directory.owner_of(attachment.id)) continue;
    arriving.erase(attachment.id);
    static_cast<void>(attachments.remove(attachment.id));
  }
}

}  // namespace alongside::items
