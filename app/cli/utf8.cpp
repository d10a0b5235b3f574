#include "app/cli/utf8.hpp"

#include <algorithm>
#include <array>

namespace alongside::app {
namespace {

struct Range {
  char32_t first, last;
};

constexpr std::array kJoining = std::to_array<Range>({
    {0x0300, 0x036F}, {0x0483, 0x0489}, {0x0591, 0x05BD}, {0x0610, 0x061A}, {0x064B, 0x065F}, {0x0900, 0x0902},
    {0x093C, 0x093C}, {0x0941, 0x0948}, {0x094D, 0x094D}, {0x0E31, 0x0E31}, {0x0E34, 0x0E3A}, {0x0E47, 0x0E4E},
    {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF}, {0x200B, 0x200F}, {0x2060, 0x2064}, {0x20D0, 0x20FF}, {0x3099, 0x309A},
    {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}, {0xFEFF, 0xFEFF}, {0x1F3FB, 0x1F3FF}, {0xE0100, 0xE01EF},
});

constexpr std::array kWide = std::to_array<Range>({
    {0x1100, 0x115F}, {0x231A, 0x231B}, {0x23E9, 0x23EC}, {0x25FD, 0x25FE}, {0x2614, 0x2615}, {0x2648, 0x2653},
    {0x26AA, 0x26AB}, {0x26BD, 0x26BE}, {0x26C4, 0x26C5}, {0x2705, 0x2705}, {0x270A, 0x270B}, {0x2728, 0x2728},
    {0x274C, 0x274C}, {0x2753, 0x2755}, {0x2757, 0x2757}, {0x2795, 0x2797}, {0x2B1B, 0x2B1C}, {0x2B50, 0x2B50},
    {0x2E80, 0x303E}, {0x3041, 0x33FF}, {0x3400, 0x4DBF}, {0x4E00, 0xA4CF}, {0xA960, 0xA97F}, {0xAC00, 0xD7A3},
    {0xF900, 0xFAFF}, {0xFE30, 0xFE6F}, {0xFF00, 0xFF60}, {0xFFE0, 0xFFE6}, {0x1F300, 0x1F64F}, {0x1F680, 0x1F6FF},
    {0x1F7E0, 0x1F7EB}, {0x1F900, 0x1F9FF}, {0x1FA70, 0x1FAFF}, {0x20000, 0x3FFFD},
});

template <std::size_t N>
bool lies_in(const std::array<Range, N>& ranges, char32_t character) noexcept {
  return std::ranges::any_of(ranges, [&](Range range) { return range.first <= character && character <= range.last; });
}

struct Lead {
  std::size_t length;
  char32_t bits;
  char32_t smallest;  // a smaller value was encoded longer than needed
};

constexpr Lead lead_of(unsigned char byte) noexcept {
  if (byte < 0x80) return {1, byte, 0};
  if ((byte & 0xE0) == 0xC0) return {2, byte & 0x1Fu, 0x80};
  if ((byte & 0xF0) == 0xE0) return {3, byte & 0x0Fu, 0x800};
  if ((byte & 0xF8) == 0xF0) return {4, byte & 0x07u, 0x10000};
  return {0, 0, 0};
}

}  // namespace

char32_t take_character(std::string_view& text) noexcept {
  const Lead lead = lead_of(static_cast<unsigned char>(text.front()));
  char32_t character = lead.bits;
  bool sound = lead.length != 0 && lead.length <= text.size();
  for (std::size_t i = 1; sound && i < lead.length; ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    sound = (byte & 0xC0) == 0x80;
    character = (character << 6) | (byte & 0x3Fu);
  }
  const bool surrogate = character >= 0xD800 && character <= 0xDFFF;
  if (!sound || character < lead.smallest || character > 0x10FFFF || surrogate) {
    text.remove_prefix(1);
    return kNotUtf8;
  }
  text.remove_prefix(lead.length);
  return character;
}

int columns(char32_t character) noexcept {
  if (character < 0x300) return 1;
  if (lies_in(kJoining, character)) return 0;
  return lies_in(kWide, character) ? 2 : 1;
}

int columns(std::string_view text) noexcept {
  int sum = 0;
  while (!text.empty()) sum += columns(take_character(text));
  return sum;
}

}  // namespace alongside::app
