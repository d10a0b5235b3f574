// The attachments of a backup, as files again. Private to core/vault.
#pragma once

#include <optional>

#include "core/vault/attachment_file.hpp"

namespace alongside::vault {

// Takes the chunks as they stand in the backup, one attachment after the other, so that one file is open at a time.
class Unpacking {
 public:
  explicit Unpacking(std::filesystem::path folder) : folder_(std::move(folder)) {}

  // bad_backup when it is not the next chunk of this attachment, or the first of one not yet seen.
  Result<void> take(BytesView id, std::uint64_t chunk, BytesView sealed);
  // All that was taken is durable when this returns.
  Result<void> finish();

 private:
  Result<void> begin(const AttachmentId& id);

  std::filesystem::path folder_;
  std::optional<AttachmentId> current_;
  std::optional<AttachmentFile> file_;
  ChunkIndex next_;
};

}  // namespace alongside::vault
