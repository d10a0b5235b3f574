#include "core/vault/row_seal.hpp"

#include <sodium.h>

#include "core/crypto/aead.hpp"
#include "core/crypto/padding.hpp"
#include "core/vault/layout.hpp"

namespace alongside::vault {
namespace {

constexpr std::string_view kRowLabel = "alongside row v1";

auto associated_data(const RowPlace& place) {
  return Layout<kRowLabel.size() + 16 + 1 + 8 + 8>()
      .text(kRowLabel)
      .bytes(place.vault.bytes())
      .u8(static_cast<std::uint8_t>(place.table))
      .u64(place.row.value())
      .u64(place.version.value())
      .whole();
}

}  // namespace

// What passes through here was written by a person: the copies made on the way don't stay in freed memory, where they
// would outlive the lock.
Bytes seal_row(const RowKey& key, const RowPlace& place, BytesView plaintext, crypto::RandomSource& random) {
  require(plaintext.size() <= kMaxRowBytes);
  Bytes padded = crypto::pad(plaintext);
  Bytes sealed = crypto::seal(key, padded, associated_data(place), random);
  sodium_memzero(padded.data(), padded.size());
  return sealed;
}

Result<Bytes> open_row(const RowKey& key, const RowPlace& place, BytesView sealed) {
  auto padded = crypto::open(key, sealed, associated_data(place));
  if (!padded) return CoreErrc::altered;
  auto plaintext = crypto::unpad(*padded);
  sodium_memzero(padded->data(), padded->size());
  if (!plaintext) return CoreErrc::altered;
  return std::move(*plaintext);
}

}  // namespace alongside::vault
