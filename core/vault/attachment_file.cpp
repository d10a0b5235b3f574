#include "core/vault/attachment_file.hpp"

#include <fcntl.h>

#include <array>

namespace alongside::vault {
namespace {

int hex_digit(char character) noexcept {
  if (character >= '0' && character <= '9') return character - '0';
  if (character >= 'a' && character <= 'f') return character - 'a' + 10;
  return -1;
}

}  // namespace

Result<AttachmentFile> AttachmentFile::open(const std::filesystem::path& folder, const AttachmentId& id, Mode mode) {
  auto file = File::open(folder / name_of(id), mode == Mode::read ? O_RDONLY : O_RDWR | O_CREAT);
  if (!file) return file.error();
  return AttachmentFile(std::move(*file));
}

std::optional<AttachmentId> AttachmentFile::id_of(std::string_view name) {
  if (name.size() != 2 * AttachmentId::kSize) return std::nullopt;
  std::array<unsigned char, AttachmentId::kSize> bytes;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const int high = hex_digit(name[2 * i]);
    const int low = hex_digit(name[2 * i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    bytes[i] = static_cast<unsigned char>(16 * high + low);
  }
  return AttachmentId(bytes);
}

Result<std::uint64_t> AttachmentFile::chunks() const {
  const auto size = file_.size();
  if (!size) return size.error();
  return *size / kSealedChunkBytes;
}

Result<bool> AttachmentFile::read(ChunkIndex index, SealedChunk out) const {
  if (index.value() >= chunk_count(kMaxAttachmentBytes)) return false;
  const auto count = file_.read_at(index.value() * kSealedChunkBytes, out);
  if (!count) return {boost::system::in_place_error, count.error()};
  return *count == out.size();
}

Result<void> AttachmentFile::write(ChunkIndex index, SealedChunkView sealed) {
  return file_.write_at(index.value() * kSealedChunkBytes, sealed);
}

Result<void> AttachmentFile::cut_to(std::uint64_t chunks) {
  const auto size = file_.size();
  if (!size) return size.error();
  if (*size <= chunks * kSealedChunkBytes) return {};
  return file_.truncate(chunks * kSealedChunkBytes);
}

std::vector<AttachmentId> attachments_in(const std::filesystem::path& folder) {
  std::vector<AttachmentId> ids;
  std::error_code failed;
  const std::filesystem::directory_iterator end;
  for (std::filesystem::directory_iterator entry(folder, failed); !failed && entry != end; entry.increment(failed)) {
    if (const auto id = AttachmentFile::id_of(entry->path().filename().string())) ids.push_back(*id);
  }
  return ids;
}

}  // namespace alongside::vault
