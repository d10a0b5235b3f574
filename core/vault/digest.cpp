#include "core/vault/digest.hpp"

#include <algorithm>

#include "core/crypto/hash.hpp"
#include "core/vault/layout.hpp"

namespace alongside::vault {

void Digest::toggle(const DigestKey& key, Table table, Row row, Version version) noexcept {
  const auto entry =
      Layout<1 + 8 + 8>().u8(static_cast<std::uint8_t>(table)).u64(row.value()).u64(version.value()).whole();
  const auto mark = crypto::keyed_hash(key.expose(), {entry});
  for (std::size_t i = 0; i < kSize; ++i) bytes_[i] ^= mark[i];
}

Digest Digest::from(std::span<const unsigned char, kSize> bytes) noexcept {
  Digest digest;
  std::ranges::copy(bytes, digest.bytes_.begin());
  return digest;
}

}  // namespace alongside::vault
