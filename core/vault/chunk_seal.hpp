// One chunk of an attachment, sealed for its place in it. Private to core/vault.
#pragma once

#include "core/vault/attachments.hpp"

namespace alongside::vault {

// Where a chunk stands. The nonce is made of index and last, so one key must never seal two contents for one place:
// a key is drawn for each attachment that is stored, and the attachment never changes.
struct ChunkPlace {
  AttachmentId attachment;
  ChunkIndex index;
  bool last;
};

using Chunk = std::span<unsigned char, kChunkBytes>;
using ChunkView = std::span<const unsigned char, kChunkBytes>;
using SealedChunk = std::span<unsigned char, kSealedChunkBytes>;
using SealedChunkView = std::span<const unsigned char, kSealedChunkBytes>;

void seal_chunk(const AttachmentKey& key, const ChunkPlace& place, ChunkView plaintext, SealedChunk sealed) noexcept;
// False, and `plaintext` zeroed, when it was not sealed for this place.
bool open_chunk(const AttachmentKey& key, const ChunkPlace& place, SealedChunkView sealed, Chunk plaintext) noexcept;

}  // namespace alongside::vault
