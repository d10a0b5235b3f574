// Attachments: sealed chunks in files beside the vault, each with a key of its own that lies in its item.
// core/VAULT.md, "Attachments", specifies the format; the same bytes travel to the partner.
//
// Threads: an Attachments keeps nothing in memory, so several threads may use it at once for different attachments.
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
constexpr std::uint64_t chunk_count(std::uint64_t size) {
  return size == 0 ? 1 : size / kChunkBytes + (size % kChunkBytes ? 1 : 0);
}

struct StoredAttachment {
  AttachmentId id;
  AttachmentKey key;
  std::uint64_t size;
};

class Attachments {
 public:
  // Nothing is made in `folder` before the first attachment comes.
  explicit Attachments(std::filesystem::path folder);

  // Seals `source` to its end into a new file, durable when this returns, with 64 KiB of it in memory at a time.
  // `progress` counts bytes; their total is not known (0). A crash before leaves a file that collect_garbage() removes,
  // an error none. too_large, stopped, disk_full, disk_failed (also when `source` can't be read).
  Result<StoredAttachment> store(std::istream& source, crypto::RandomSource& random, const Progress& progress);

  // What a file holds: its chunks may be sealed as of another id than that of the file here, as the partner names theirs
  // in a name space of their own.
  struct Sealed {
    const AttachmentId& as;
    const AttachmentKey& key;
    std::uint64_t size;
  };

  // Opens chunk by chunk and hands each piece to `sink` in order until it returns false (`stopped`); the last piece is
  // cut to the size. Ends with CryptoErrc::not_authentic at a damaged chunk before any of its bytes came out, with
  // attachment_incomplete when chunks are missing.
  Result<void> load(const AttachmentId& id, const Sealed& whole, const std::function<bool(BytesView)>& sink) const;

  // As it lies on disk, for sending. no_such_item when it is not there.
  Result<Bytes> read_sealed_chunk(const AttachmentId& id, ChunkIndex index) const;

  // Receiving: chunks come in order; what is there counts from the file's length, so that it resumes after a crash.
  std::uint64_t chunks_present(const AttachmentId& id) const;
  // Checks `sealed` and appends it. CryptoErrc::not_authentic, malformed_change (not the next one), disk_full, disk_failed.
  // Durable only after flush().
  Result<void> append_sealed_chunk(const AttachmentId& id, const Sealed& whole, ChunkIndex index, BytesView sealed);
  Result<void> flush(const AttachmentId& id);
  // After a start, before receiving goes on: keeps the chunks up to the first that does not open, as a power loss may
  // leave it among those that were never flushed. How many are there then. Reads them all: 1 GiB a second or so.
  Result<std::uint64_t> keep_sound_chunks(const AttachmentId& id, const Sealed& whole);

  Result<void> remove(const AttachmentId& id);
  // Removes every attachment that `is_wanted` does not claim.
  Result<void> collect_garbage(const std::function<bool(const AttachmentId&)>& is_wanted);

 private:
  Result<void> make_folder() const;
  Result<std::uint64_t> seal_all(std::istream& source, const AttachmentId& id, const AttachmentKey& key,
                                 const Progress& progress);

  std::filesystem::path folder_;
};

}  // namespace alongside::vault
