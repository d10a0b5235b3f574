#include "core/vault/chunk_seal.hpp"

#include <sodium.h>

#include "core/vault/layout.hpp"

namespace alongside::vault {
namespace {

constexpr std::string_view kChunkLabel = "alongside chunk v1";

static_assert(kSealedChunkBytes - kChunkBytes == crypto_aead_chacha20poly1305_ietf_ABYTES);

auto nonce_of(const ChunkPlace& place) {
  return Layout<crypto_aead_chacha20poly1305_ietf_NPUBBYTES>()
      .u64(place.index.value())
      .u8(place.last ? 1 : 0)
      .text({"\0\0\0", 3})
      .whole();
}

auto associated_data(const ChunkPlace& place) {
  return Layout<kChunkLabel.size() + AttachmentId::kSize>().text(kChunkLabel).bytes(place.attachment.bytes()).whole();
}

}  // namespace

void seal_chunk(const AttachmentKey& key, const ChunkPlace& place, ChunkView plaintext, SealedChunk sealed) noexcept {
  const auto where = associated_data(place);
  crypto_aead_chacha20poly1305_ietf_encrypt(sealed.data(), nullptr, plaintext.data(), plaintext.size(), where.data(),
                                            where.size(), nullptr, nonce_of(place).data(), key.expose().data());
}

bool open_chunk(const AttachmentKey& key, const ChunkPlace& place, SealedChunkView sealed, Chunk plaintext) noexcept {
  const auto where = associated_data(place);
  const int failed = crypto_aead_chacha20poly1305_ietf_decrypt(plaintext.data(), nullptr, nullptr, sealed.data(),
                                                               sealed.size(), where.data(), where.size(),
                                                               nonce_of(place).data(), key.expose().data());
  if (failed) sodium_memzero(plaintext.data(), plaintext.size());
  return !failed;
}

}  // namespace alongside::vault
