#include "core/items/text_rules.hpp"

#include <cstdint>
#include <cstring>

#include "core/error.hpp"
#include "core/items/limits.hpp"

namespace alongside::items {
namespace {

constexpr bool is_control(std::uint32_t point) { return point < 0x20 || (point >= 0x7f && point < 0xa0); }
constexpr bool is_layout(std::uint32_t point) { return point == '\n' || point == '\r' || point == '\t'; }

// True when all eight bytes are printable ASCII: none below 0x20, none 0x7f or above.
bool all_printable(const char* bytes) noexcept {
  std::uint64_t word;
  std::memcpy(&word, bytes, sizeof word);
  constexpr std::uint64_t kEach = 0x0101010101010101;
  constexpr std::uint64_t kHigh = 0x80 * kEach;
  const std::uint64_t at_least_space = (word | kHigh) - 0x20 * kEach;  // high bit kept where the low seven are >= 0x20
  const std::uint64_t is_delete = (word & ~kHigh) + kEach;             // high bit set where the low seven are 0x7f
  return (word & kHigh) == 0 && (at_least_space & kHigh) == kHigh && (is_delete & kHigh) == 0;
}

// Reads one character of more than one byte at the front. Returns its length, or 0 when it is none.
std::size_t read_long(std::string_view bytes, std::uint32_t& point) noexcept {
  const auto first = static_cast<unsigned char>(bytes[0]);
  const std::size_t length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4 || bytes.size() < length) return 0;
  point = first & (0x7fu >> length);
  for (std::size_t i = 1; i < length; ++i) {
    const auto next = static_cast<unsigned char>(bytes[i]);
    if ((next & 0xc0) != 0x80) return 0;
    point = point << 6 | (next & 0x3fu);
  }
  constexpr std::uint32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = point >= 0xd800 && point < 0xe000;
  return point < kSmallest[length] || point > 0x10ffff || surrogate ? 0 : length;
}

bool is_sound(std::string_view bytes, bool layout_allowed) noexcept {
  while (!bytes.empty()) {
    if (bytes.size() >= 8 && all_printable(bytes.data())) {
      bytes.remove_prefix(8);
      continue;
    }
    std::uint32_t point = static_cast<unsigned char>(bytes[0]);
    const std::size_t length = point < 0x80 ? 1 : read_long(bytes, point);
    if (length == 0) return false;
    if (is_control(point) && !(layout_allowed && is_layout(point))) return false;
    bytes.remove_prefix(length);
  }
  return true;
}

}  // namespace

bool is_text(std::string_view bytes) noexcept { return is_sound(bytes, /*layout_allowed=*/true); }

bool is_line(std::string_view bytes) noexcept { return is_sound(bytes, /*layout_allowed=*/false); }

Result<void> check_name(std::string_view name) {
  if (name.size() > kMaxNameBytes) return CoreErrc::too_large;
  if (name.empty() || !is_line(name)) return CoreErrc::not_text;
  return {};
}

}  // namespace alongside::items
