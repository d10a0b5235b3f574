// A change of the partner's, checked: bytes from outside become values that keep every rule of proto/PROTOCOL.md, or nothing.
#pragma once

#include <optional>

#include "core/items/correspondence.hpp"
#include "core/items/entry.hpp"
#include "proto/wire.pb.h"

namespace alongside::items {

// Far below the counter's end, so that whatever is claimed can still be surpassed.
inline constexpr std::uint64_t kMaxRevision = std::uint64_t{1} << 62;

struct Received {
  ItemId item;
  Revision revision;
  BytesView bytes;    // the whole change as it came
  std::string seal;   // 16 bytes; its author's business
  std::optional<wire::Copy> copy;  // none: a retraction
  std::string copy_bytes;          // what the seal covers
};

// too_large, not_text, malformed_change. The result views `bytes`.
struct Checked {
  std::optional<Received> received;
  std::optional<Refusal> refused;  // exactly one of the two
};
Checked check_change(BytesView bytes);

}  // namespace alongside::items
