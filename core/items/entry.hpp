// What the directory keeps in memory of one item: enough to list, to find and to decide, not to show.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/items/item.hpp"
#include "core/vault/table.hpp"
#include "proto/ids.hpp"

namespace alongside::items {

// One pairing as the items know it: drawn when it begins, never sent. What was shared in a former one is private
// again, and what came in it can't be touched by a later partner.
using CorrespondenceId = Id<struct CorrespondenceIdRole>;

struct AttachmentPlace {
  static constexpr std::uint64_t kPast = UINT64_MAX;  // in place of the size, where only earlier bodies name it

  AttachmentId id;
  std::uint64_t size = 0;
};

struct Entry {
  vault::Row row;
  ItemId id;
  Author author = Author::me;
  std::string kind;
  std::int64_t written_unix_ms = 0;
  std::vector<std::string> tags;
  CorrespondenceId correspondence;  // none: never shared
  Revision revision;                // in that correspondence
  bool shared = false;              // mine: shared in that correspondence
  bool gone = false;                // only a tombstone is left: taken back, deleted or dropped
  bool set_aside = false;
  std::uint32_t welcome = 0;  // bit n: Answer n
  ItemId answers;             // a response: the item that it answers; else none
  std::vector<AttachmentPlace> attachments;
};

constexpr std::uint32_t bit_of(Answer answer) { return 1u << static_cast<unsigned>(answer); }

}  // namespace alongside::items
