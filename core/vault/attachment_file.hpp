// The file of one attachment: sealed chunks one after the other. Private to core/vault.
#pragma once

#include <optional>
#include <vector>

#include "core/vault/chunk_seal.hpp"
#include "core/vault/files.hpp"

namespace alongside::vault {

class AttachmentFile {
 public:
  enum class Mode { read, append };
  // In Mode::append a file that is not there is made.
  static Result<AttachmentFile> open(const std::filesystem::path& folder, const AttachmentId& id, Mode mode);
  // What the file is called; nothing for a name that no attachment has.
  static std::string name_of(const AttachmentId& id) { return id.text(); }
  static std::optional<AttachmentId> id_of(std::string_view name);

  // Whole chunks. What a cut left behind them doesn't count.
  Result<std::uint64_t> chunks() const;
  // False: it is not there.
  Result<bool> read(ChunkIndex index, SealedChunk out) const;
  Result<void> write(ChunkIndex index, SealedChunkView sealed);
  Result<void> cut_to(std::uint64_t chunks);
  Result<void> sync() { return file_.sync(); }

 private:
  explicit AttachmentFile(File file) : file_(std::move(file)) {}
  File file_;
};

// The attachments that have a file in `folder`; none when there is no folder.
std::vector<AttachmentId> attachments_in(const std::filesystem::path& folder);

}  // namespace alongside::vault
