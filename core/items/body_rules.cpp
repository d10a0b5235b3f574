// The rules of a body: its limits, and what of it leaves when only some fields are shared.
#include <algorithm>
#include <array>
#include <string_view>

#include "core/error.hpp"
#include "core/items/body.hpp"
#include "core/items/item.hpp"
#include "core/items/limits.hpp"
#include "core/items/text_rules.hpp"

namespace alongside::items {
namespace {

constexpr std::array<std::string_view, 3> kPartNames = {kTextPart, kTagsPart, kAttachmentsPart};

bool is_part_name(std::string_view name) { return std::ranges::find(kPartNames, name) != kPartNames.end(); }

// True when the range holds the same value twice; for ranges as short as the limits keep them.
template <class Range, class Value>
bool has_twins(const Range& range, Value value) {
  for (auto one = range.begin(); one != range.end(); ++one) {
    for (auto other = range.begin(); other != one; ++other) {
      if (value(*one) == value(*other)) return true;
    }
  }
  return false;
}

Result<void> check_counts(const item::Body& body) {
  const auto over = [](int count, std::size_t most) { return static_cast<std::size_t>(count) > most; };
  if (over(body.fields_size(), kMaxFields) || over(body.tags_size(), kMaxTags) ||
      over(body.attachments_size(), kMaxAttachmentsPerItem) || over(body.links_size(), kMaxLinks)) {
    return CoreErrc::too_large;
  }
  return {};
}

Result<void> check_texts(const item::Body& body) {
  std::size_t bytes = body.text().size();
  for (const auto& field : body.fields()) bytes += field.name().size() + field.value().size();
  if (bytes > kMaxTextBytes) return CoreErrc::too_large;
  if (!is_text(body.text())) return CoreErrc::not_text;
  for (const auto& field : body.fields()) {
    if (auto name = check_name(field.name()); !name) return name;
    if (is_part_name(field.name())) return CoreErrc::malformed_change;
    if (!is_text(field.value())) return CoreErrc::not_text;
  }
  for (const auto& tag : body.tags()) {
    if (auto name = check_name(tag); !name) return name;
  }
  if (has_twins(body.fields(), [](const auto& field) -> const auto& { return field.name(); })) {
    return CoreErrc::malformed_change;
  }
  return {};
}

Result<void> check_attachments(const item::Body& body) {
  for (const auto& attachment : body.attachments()) {
    const auto id = AttachmentId::from(attachment.id());
    if (!id || id->is_none() || attachment.key().size() != vault::AttachmentKey::kSize) return CoreErrc::malformed_change;
    if (attachment.size() > vault::kMaxAttachmentBytes) return CoreErrc::too_large;
    if (auto name = check_name(attachment.name()); !name) return name;
  }
  if (has_twins(body.attachments(), [](const auto& attachment) -> const auto& { return attachment.id(); })) {
    return CoreErrc::malformed_change;
  }
  return {};
}

Result<void> check_links(const item::Body& body) {
  for (const auto& link : body.links()) {
    const auto target = ItemId::from(link.item());
    if (!target || target->is_none()) return CoreErrc::malformed_change;
  }
  return {};
}

}  // namespace

Result<void> check_body(const item::Body& body) {
  for (const auto check : {check_counts, check_texts, check_attachments, check_links}) {
    if (auto checked = check(body); !checked) return checked;
  }
  return {};
}

bool has_field(const item::Body& body, std::string_view name) {
  return std::ranges::any_of(body.fields(), [&](const auto& field) { return field.name() == name; });
}

item::Body cut(const item::Body& body, std::span<const std::string> only) {
  if (only.empty()) return body;
  const auto named = [&](std::string_view name) { return std::ranges::find(only, name) != only.end(); };
  item::Body part;
  if (named(kTextPart)) part.set_text(body.text());
  for (const auto& field : body.fields()) {
    if (named(field.name())) *part.add_fields() = field;
  }
  if (named(kTagsPart)) *part.mutable_tags() = body.tags();
  if (named(kAttachmentsPart)) *part.mutable_attachments() = body.attachments();
  return part;
}

Result<item::Body> shared_part(const item::Body& body, const Sharing& sharing) {
  for (const auto& name : sharing.only) {
    if (!is_part_name(name) && !has_field(body, name)) return CoreErrc::no_such_field;
  }
  return cut(body, sharing.only);
}

}  // namespace alongside::items
