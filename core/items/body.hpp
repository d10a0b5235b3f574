// Small acts on bodies that the notebook and the correspondence share. check_body and shared_part are in item.hpp.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/items/item.hpp"
#include "proto/item.pb.h"

namespace alongside::items {

// How `only` names the parts of a body that are no named fields; no field may be called so.
inline constexpr std::string_view kTextPart = "text";
inline constexpr std::string_view kTagsPart = "tags";
inline constexpr std::string_view kAttachmentsPart = "attachments";

// The kind of an answer to another item, and its field that says which Answer it is.
inline constexpr std::string_view kResponseKind = "response";
inline constexpr std::string_view kAsField = "as";

bool has_field(const item::Body& body, std::string_view name);

// As shared_part, but names that fit nothing are passed over.
item::Body cut(const item::Body& body, std::span<const std::string> only);

// The names in `only`'s sense of what `body` holds.
std::vector<std::string> parts_in(const item::Body& body);

// `body` with those parts that `newer` holds put in place of its own.
item::Body overlaid(item::Body body, const item::Body& newer);

// `body` with the parts that `only` names exactly as `newer` has them, gone where it has none; all of `newer` when `only` is
// empty. Links are added, none is taken away.
item::Body with_parts(const item::Body& body, std::span<const std::string> only, const item::Body& newer);

// Removes tags that stand there before; the order stays.
void drop_repeated_tags(item::Body& body);

// The one item that a response answers, or nothing when it does not link exactly one.
std::optional<ItemId> answered_by(std::string_view kind, const item::Body& body);

std::string_view name_of(Answer answer);
std::optional<Answer> answer_named(std::string_view name);

// Whether two messages are the same in every field.
bool same(const item::Body& one, const item::Body& other);

}  // namespace alongside::items
