// How much of this node the partner's items take up, and how much they may: without a bound a hostile node would fill the
// disk and the memory in time. limits.hpp has the numbers.
#pragma once

#include <cstdint>

#include "core/items/entry.hpp"

namespace alongside::items {

struct Footprint {
  std::uint64_t places = 0;        // items, tombstones too, and each tag and attachment of one
  std::uint64_t change_bytes = 0;  // of the changes as they came
  std::uint64_t file_bytes = 0;    // of attachments, in whole chunks, whether they have come or not

  Footprint& operator+=(const Footprint& other);
  Footprint& operator-=(const Footprint& other);
};

Footprint footprint_of(const Entry& entry);

// Whether `whole`, in which `before` became `after`, may be. What takes up no more than before always may.
bool may_grow(const Footprint& whole, const Footprint& before, const Footprint& after);
// Whether so little room is left that a change may soon find none.
bool is_nearly_full(const Footprint& whole);

}  // namespace alongside::items
