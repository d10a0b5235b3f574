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

  AttachmentId id;  // as its file is called
  std::uint64_t size = 0;
  bool apart = false;  // theirs, under an id that was in use here: the file has another name, apart_from()
};

// Where an attachment of theirs lies whose id names a file of mine or of a former partner. Nobody outside can tell which names
// these are, so that none can be claimed; it is its own inverse.
AttachmentId apart_from(const AttachmentId& id, const CorrespondenceId& correspondence);

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
  bool gone = false;                // nothing to be shown: taken back, deleted, dropped or kept for its author only
  bool for_author_only = false;     // theirs: claims an id of mine, so nobody sees it here; its author gets it back
  bool set_aside = false;
  std::uint32_t welcome = 0;  // bit n: Answer n
  ItemId answers;             // a response: the item that it answers; else none
  std::vector<AttachmentPlace> attachments;
  std::uint64_t change_bytes = 0;  // theirs: of the change as it came
};

constexpr std::uint32_t bit_of(Answer answer) { return 1u << static_cast<unsigned>(answer); }

}  // namespace alongside::items
