// Attachments: sealed chunks in files beside the vault, each with a key of its own that lies in its item.
// core/VAULT.md, "Attachments", specifies the format; the same bytes travel to the partner.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <iosfwd>

#include "core/crypto/aead.hpp"
#include "core/error.hpp"
#include "core/vault/vault.hpp"
#include "proto/ids.hpp"

namespace alongside::vault {

using AttachmentKey = crypto::SealingKey<struct AttachmentKeyRole>;

inline constexpr std::size_t kChunkBytes = 65536;  // of plaintext; the last one is filled up with zeros
inline constexpr std::size_t kSealedChunkBytes = kChunkBytes + 16;
inline constexpr std::uint64_t kMaxAttachmentBytes = 4ull << 30;

using ChunkIndex = Number<struct ChunkIndexRole>;

// How many chunks an attachment of `size` bytes has; at least one.
std::uint64_t chunk_count(std::uint64_t size);

struct StoredAttachment {
  AttachmentId id;
  AttachmentKey key;
  std::uint64_t size;
};

class Attachments {
 public:
  explicit Attachments(std::filesystem::path folder);

  // Seals `source` to its end into a new file, durable when this returns, with 64 KiB of it in memory at a time.
  // A crash before leaves a file that collect_garbage() removes. too_large, disk_full, disk_failed.
  Result<StoredAttachment> store(std::istream& source, crypto::RandomSource& random, const Progress& progress);

  // Opens chunk by chunk and hands each piece to `sink` in order; the last piece is cut to the size. Stops with
  // not_authentic at a damaged chunk before any of its bytes came out; attachment_incomplete when chunks are missing.
  Result<void> load(const AttachmentId& id, const AttachmentKey& key, std::uint64_t size,
                    const std::function<bool(BytesView)>& sink) const;

  // As it lies on disk, for sending. no_such_item when it is not there.
  Result<Bytes> read_sealed_chunk(const AttachmentId& id, ChunkIndex index) const;

  // Receiving: chunks come in order; what is there counts from the file's length, so that it resumes after a crash.
  std::uint64_t chunks_present(const AttachmentId& id) const;
  // Checks `sealed` under `key` and appends it to an attachment of `size` bytes. not_authentic, malformed_change (not the
  // next one), disk_full, disk_failed. Durable only after flush().
  Result<void> append_sealed_chunk(const AttachmentId& id, const AttachmentKey& key, std::uint64_t size,
                                   ChunkIndex index, BytesView sealed);
  Result<void> flush(const AttachmentId& id);
  // After a start, before receiving goes on: cuts off chunks at the end that a power loss left unsound (those not
  // flushed before). How many are there then.
  Result<std::uint64_t> cut_unsound_end(const AttachmentId& id, const AttachmentKey& key, std::uint64_t size);

  Result<void> remove(const AttachmentId& id);
  // Removes every file that `is_wanted` does not claim.
  Result<void> collect_garbage(const std::function<bool(const AttachmentId&)>& is_wanted);

 private:
  std::filesystem::path folder_;
};

}  // namespace alongside::vault
