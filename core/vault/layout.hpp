// Fixed little-endian layouts, as core/VAULT.md gives them. Private to core/vault.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

#include "proto/bytes.hpp"
#include "proto/check.hpp"

namespace alongside::vault {

// Writes one layout of exactly `Size` bytes, field after field.
template <std::size_t Size>
class Layout {
 public:
  Layout& text(std::string_view characters) { return bytes(as_bytes(characters)); }
  Layout& bytes(BytesView field) {
    require(used_ + field.size() <= Size);
    std::ranges::copy(field, bytes_.begin() + static_cast<std::ptrdiff_t>(used_));
    used_ += field.size();
    return *this;
  }
  Layout& u8(std::uint8_t value) { return bytes(BytesView(&value, 1)); }
  Layout& u32(std::uint32_t value) { return little_endian(value, 4); }
  Layout& u64(std::uint64_t value) { return little_endian(value, 8); }

  // All fields must be written by now.
  const std::array<unsigned char, Size>& whole() const {
    require(used_ == Size);
    return bytes_;
  }

 private:
  Layout& little_endian(std::uint64_t value, int count) {
    for (int i = 0; i < count; ++i) u8(static_cast<std::uint8_t>(value >> (8 * i)));
    return *this;
  }

  std::array<unsigned char, Size> bytes_{};
  std::size_t used_ = 0;
};

// Reads such a layout back; the caller has checked the size of the whole.
class LayoutReader {
 public:
  explicit LayoutReader(BytesView whole) : rest_(whole) {}

  BytesView bytes(std::size_t count) {
    require(count <= rest_.size());
    const auto field = rest_.first(count);
    rest_ = rest_.subspan(count);
    return field;
  }
  std::uint64_t u64() {
    std::uint64_t value = 0;
    const auto field = bytes(8);
    for (int i = 0; i < 8; ++i) value |= std::uint64_t{field[i]} << (8 * i);
    return value;
  }

 private:
  BytesView rest_;
};

}  // namespace alongside::vault
