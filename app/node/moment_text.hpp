// Moments as the local interface writes them (RFC 3339), and the dates that a person types.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/items/item.hpp"

namespace alongside::app {

// "2026-11-22T21:14:05+01:00"; the writer's clock, whole seconds.
std::string moment_text(const items::Moment& moment);

// The same in UTC ("...Z"); empty for 0, which stands for never.
std::string moment_text_utc(std::int64_t unix_ms);

// "2026-11-22 21:14" on this machine's clock, for a sentence; empty for 0.
std::string moment_words(std::int64_t unix_ms);

// A moment as RFC 3339 has it, or a date "2026-11-22", which begins at this machine's midnight. In milliseconds.
std::optional<std::int64_t> read_moment(std::string_view text);

// As read_moment, but a date ends at the midnight that ends it: the first moment after it.
std::optional<std::int64_t> read_end(std::string_view text);

}  // namespace alongside::app
