// Where each cache lies in the table `cache`: row 3n + 1 holds directory page n, 3n + 2 text segment n while it may lack
// rows, 3n + 3 text segment n when it holds all of them.
#pragma once

#include <cstdint>

#include "core/vault/table.hpp"

namespace alongside::items {

constexpr vault::Row directory_page_row(std::uint64_t page) { return vault::Row(3 * page + 1); }
constexpr vault::Row growing_segment_row(std::uint64_t segment) { return vault::Row(3 * segment + 2); }
constexpr vault::Row full_segment_row(std::uint64_t segment) { return vault::Row(3 * segment + 3); }
constexpr std::uint64_t number_of(vault::Row cache_row) { return (cache_row.value() - 1) / 3; }

}  // namespace alongside::items
