#include "core/items/footprint.hpp"

#include "core/items/limits.hpp"
#include "core/vault/attachments.hpp"

namespace alongside::items {
namespace {

bool is_most_of(std::uint64_t part, std::uint64_t whole) { return part > whole - whole / 20; }

}  // namespace

Footprint& Footprint::operator+=(const Footprint& other) {
  places += other.places;
  change_bytes += other.change_bytes;
  file_bytes += other.file_bytes;
  return *this;
}

Footprint& Footprint::operator-=(const Footprint& other) {
  places -= other.places;
  change_bytes -= other.change_bytes;
  file_bytes -= other.file_bytes;
  return *this;
}

Footprint footprint_of(const Entry& entry) {
  Footprint footprint{1 + entry.tags.size() + entry.attachments.size(), entry.change_bytes, 0};
  for (const auto& attachment : entry.attachments) {
    if (attachment.size == AttachmentPlace::kPast) continue;
    footprint.file_bytes += vault::chunk_count(attachment.size) * vault::kSealedChunkBytes;
  }
  return footprint;
}

bool may_grow(const Footprint& whole, const Footprint& before, const Footprint& after) {
  return (whole.places <= kMaxPartnerPlaces || after.places <= before.places) &&
         (whole.change_bytes <= kMaxPartnerChangeBytes || after.change_bytes <= before.change_bytes) &&
         (whole.file_bytes <= kMaxPartnerFileBytes || after.file_bytes <= before.file_bytes);
}

bool is_nearly_full(const Footprint& whole) {
  return is_most_of(whole.places, kMaxPartnerPlaces) || is_most_of(whole.change_bytes, kMaxPartnerChangeBytes) ||
         is_most_of(whole.file_bytes, kMaxPartnerFileBytes);
}

}  // namespace alongside::items
