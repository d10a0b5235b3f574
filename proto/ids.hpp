// Identifiers and counters, one type per role, so that none can stand in for another.
#pragma once

#include <algorithm>
#include <array>
#include <compare>
#include <cstdint>
#include <cstring>
#include <functional>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>

#include "proto/bytes.hpp"

namespace alongside {

// `Size` bytes that name one thing of the kind `Role`. All zero means "none" and is never given out.
template <class Role, std::size_t Size = 16>
class Id {
 public:
  static constexpr std::size_t kSize = Size;

  constexpr Id() = default;
  explicit Id(std::span<const unsigned char, Size> bytes) { std::ranges::copy(bytes, bytes_.begin()); }

  // Takes exactly `Size` bytes, else nothing. For bytes from outside.
  static std::optional<Id> from(BytesView bytes) {
    if (bytes.size() != Size) return std::nullopt;
    return Id(std::span<const unsigned char, Size>(bytes.data(), Size));
  }
  static std::optional<Id> from(std::string_view bytes) { return from(as_bytes(bytes)); }

  std::span<const unsigned char, Size> bytes() const noexcept { return bytes_; }
  std::string text() const { return to_hex(bytes_); }
  // The raw bytes as protobuf's `bytes` fields want them.
  std::string raw() const { return std::string(as_text(bytes_)); }
  bool is_none() const noexcept { return *this == Id{}; }

  friend auto operator<=>(const Id&, const Id&) = default;
  friend void PrintTo(const Id& id, std::ostream* out) { *out << id.text(); }

 private:
  std::array<unsigned char, Size> bytes_{};
};

using ItemId = Id<struct ItemIdRole>;
using AttachmentId = Id<struct AttachmentIdRole>;
using VaultId = Id<struct VaultIdRole>;
using LinkId = Id<struct LinkIdRole>;      // one pairing of two nodes
using InviteId = Id<struct InviteIdRole>;  // one offer to pair
using Epoch = Id<struct EpochRole>;        // one life of a feed; a restored vault begins a new one

// A count of the kind `Role`: ordered, steps up by next(), converts to a plain number only by value().
template <class Role>
class Number {
 public:
  constexpr Number() = default;
  explicit constexpr Number(std::uint64_t value) : value_(value) {}
  constexpr std::uint64_t value() const noexcept { return value_; }
  constexpr Number next() const noexcept { return Number(value_ + 1); }
  friend auto operator<=>(const Number&, const Number&) = default;
  friend void PrintTo(const Number& number, std::ostream* out) { *out << number.value_; }

 private:
  std::uint64_t value_ = 0;
};

using BatchNumber = Number<struct BatchNumberRole>;  // of a feed; counts only what was shared; 0 = none yet
using Revision = Number<struct RevisionRole>;        // of one item towards the partner; rises with each change sent

}  // namespace alongside

namespace alongside::detail {
// Folds 16 bytes with a seed that each process draws anew, so that a partner who chooses ids can't
// choose which of them collide.
std::size_t seeded_hash(std::span<const unsigned char, 16> bytes) noexcept;
}  // namespace alongside::detail

template <class Role>
struct std::hash<alongside::Id<Role, 16>> {
  std::size_t operator()(const alongside::Id<Role, 16>& id) const noexcept {
    return alongside::detail::seeded_hash(id.bytes());
  }
};
