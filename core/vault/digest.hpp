// A keyed fingerprint of a set of (table, row, version), changed entry by entry. Private to core/vault.
#pragma once

#include <array>

#include "core/vault/keys.hpp"
#include "core/vault/table.hpp"

namespace alongside::vault {

// The XOR of keyed_hash(key, table u8 | row u64 | version u64) over the set. Toggling an entry puts it in or takes it
// out. Who lacks the key can't find another set with the same fingerprint; it is only ever stored sealed.
class Digest {
 public:
  static constexpr std::size_t kSize = 32;

  void toggle(const DigestKey& key, Table table, Row row, Version version) noexcept;

  const std::array<unsigned char, kSize>& bytes() const noexcept { return bytes_; }
  static Digest from(std::span<const unsigned char, kSize> bytes) noexcept;

  friend bool operator==(const Digest&, const Digest&) = default;

 private:
  std::array<unsigned char, kSize> bytes_{};
};

}  // namespace alongside::vault
