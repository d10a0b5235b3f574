#include "core/items/body.hpp"

#include <algorithm>
#include <array>

namespace alongside::items {
namespace {

constexpr std::array<std::string_view, 4> kAnswerNames = {"reflect", "ask", "advise", "thanks"};

void set_field(item::Body& body, const item::Field& newer) {
  for (auto& field : *body.mutable_fields()) {
    if (field.name() == newer.name()) {
      field.set_value(newer.value());
      return;
    }
  }
  *body.add_fields() = newer;
}

}  // namespace

std::vector<std::string> parts_in(const item::Body& body) {
  std::vector<std::string> parts;
  if (!body.text().empty()) parts.emplace_back(kTextPart);
  for (const auto& field : body.fields()) parts.push_back(field.name());
  if (body.tags_size() > 0) parts.emplace_back(kTagsPart);
  if (body.attachments_size() > 0) parts.emplace_back(kAttachmentsPart);
  return parts;
}

item::Body overlaid(item::Body body, const item::Body& newer) {
  if (!newer.text().empty()) body.set_text(newer.text());
  for (const auto& field : newer.fields()) set_field(body, field);
  if (newer.tags_size() > 0) *body.mutable_tags() = newer.tags();
  if (newer.attachments_size() > 0) *body.mutable_attachments() = newer.attachments();
  if (newer.links_size() > 0) *body.mutable_links() = newer.links();
  return body;
}

item::Body with_parts(const item::Body& body, std::span<const std::string> only, const item::Body& newer) {
  const auto named = [&](std::string_view name) { return only.empty() || std::ranges::find(only, name) != only.end(); };
  item::Body merged;
  merged.set_text(named(kTextPart) ? newer.text() : body.text());
  for (const auto& field : body.fields()) {
    if (!named(field.name())) *merged.add_fields() = field;
  }
  for (const auto& field : newer.fields()) {
    if (named(field.name())) *merged.add_fields() = field;
  }
  *merged.mutable_tags() = named(kTagsPart) ? newer.tags() : body.tags();
  *merged.mutable_attachments() = named(kAttachmentsPart) ? newer.attachments() : body.attachments();
  *merged.mutable_links() = newer.links();
  for (const auto& link : body.links()) {
    const auto is_it = [&](const auto& other) { return other.role() == link.role() && other.item() == link.item(); };
    if (std::ranges::none_of(newer.links(), is_it)) *merged.add_links() = link;
  }
  return merged;
}

void drop_repeated_tags(item::Body& body) {
  auto& tags = *body.mutable_tags();
  auto kept = tags.begin();
  for (auto tag = tags.begin(); tag != tags.end(); ++tag) {
    if (std::find(tags.begin(), kept, *tag) != kept) continue;
    if (kept != tag) kept->swap(*tag);
    ++kept;
  }
  tags.erase(kept, tags.end());
}

std::optional<ItemId> answered_by(std::string_view kind, const item::Body& body) {
  if (kind != kResponseKind) return std::nullopt;
  std::optional<ItemId> answered;
  for (const auto& link : body.links()) {
    if (link.role() != item::Link::ROLE_ANSWERS) continue;
    if (answered) return std::nullopt;
    answered = ItemId::from(link.item());
  }
  return answered;
}

std::string_view name_of(Answer answer) { return kAnswerNames.at(static_cast<std::size_t>(answer) - 1); }

std::optional<Answer> answer_named(std::string_view name) {
  const auto found = std::ranges::find(kAnswerNames, name);
  if (found == kAnswerNames.end()) return std::nullopt;
  return static_cast<Answer>(found - kAnswerNames.begin() + 1);
}

bool same(const item::Body& one, const item::Body& other) {
  return one.SerializeAsString() == other.SerializeAsString();
}

}  // namespace alongside::items
