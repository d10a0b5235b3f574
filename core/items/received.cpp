#include "core/items/received.hpp"

#include "core/items/author_seal.hpp"
#include "core/items/item.hpp"
#include "core/items/limits.hpp"
#include "core/items/text_rules.hpp"

namespace alongside::items {
namespace {

// The end of the year 9999, and the widest offset that any clock on Earth has, with room.
constexpr std::int64_t kLastUnixMs = 253402300799999;
constexpr std::int32_t kWidestOffsetMinutes = 18 * 60;

bool is_sound(const item::Moment& moment) {
  return moment.unix_ms() >= -kLastUnixMs && moment.unix_ms() <= kLastUnixMs &&
         moment.utc_offset_minutes() >= -kWidestOffsetMinutes && moment.utc_offset_minutes() <= kWidestOffsetMinutes;
}

Result<void> check_copy(const wire::Copy& copy) {
  if (auto kind = check_name(copy.kind()); !kind) return kind;
  if (!is_sound(copy.written()) || !is_sound(copy.changed())) return CoreErrc::malformed_change;
  if (static_cast<std::size_t>(copy.welcome_size()) > kMaxWelcome) return CoreErrc::too_large;
  return check_body(copy.body());
}

CoreErrc reason(const error_code& error) { return static_cast<CoreErrc>(error.value()); }

}  // namespace

Checked check_change(BytesView bytes) {
  const auto refuse = [](const ItemId& item, CoreErrc why) { return Checked{std::nullopt, Refusal{item, why}}; };
  if (bytes.size() > kMaxChangeBytes) return refuse({}, CoreErrc::too_large);
  wire::Change change;
  if (!change.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) return refuse({}, CoreErrc::malformed_change);
  const auto item = ItemId::from(change.item());
  if (!item || item->is_none()) return refuse({}, CoreErrc::malformed_change);
  const bool is_sound_frame = change.seal().size() == AuthorSeal::kSize && change.revision() > 0 &&
                              change.revision() < kMaxRevision && change.what_case() != wire::Change::WHAT_NOT_SET;
  if (!is_sound_frame) return refuse(*item, CoreErrc::malformed_change);

  Received received{*item, Revision(change.revision()), bytes, std::move(*change.mutable_seal()), std::nullopt, {}};
  if (change.has_copy()) {
    received.copy_bytes = std::move(*change.mutable_copy());
    if (!received.copy.emplace().ParseFromString(received.copy_bytes)) return refuse(*item, CoreErrc::malformed_change);
    if (auto checked = check_copy(*received.copy); !checked) return refuse(*item, reason(checked.error()));
  }
  return {std::move(received), std::nullopt};
}

}  // namespace alongside::items
