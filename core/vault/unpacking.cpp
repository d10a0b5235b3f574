#include "core/vault/unpacking.hpp"

namespace alongside::vault {

Result<void> Unpacking::take(BytesView id, std::uint64_t chunk, BytesView sealed) {
  const auto attachment = AttachmentId::from(id);
  if (!attachment || sealed.size() != kSealedChunkBytes) return CoreErrc::bad_backup;
  if (attachment != current_) {
    if (auto done = begin(*attachment); !done) return done;
  }
  if (chunk != next_.value()) return CoreErrc::bad_backup;
  if (auto done = file_->write(next_, SealedChunkView(sealed)); !done) return done;
  next_ = next_.next();
  return {};
}

Result<void> Unpacking::begin(const AttachmentId& id) {
  if (file_) {
    if (auto done = file_->sync(); !done) return done;
  }
  if (is_there(folder_ / AttachmentFile::name_of(id))) return CoreErrc::bad_backup;
  auto opened = AttachmentFile::open(folder_, id, AttachmentFile::Mode::append);
  if (!opened) return opened.error();
  file_.reset();
  file_.emplace(std::move(*opened));
  current_ = id;
  next_ = ChunkIndex();
  return {};
}

Result<void> Unpacking::finish() {
  if (!file_) return {};
  if (auto done = file_->sync(); !done) return done;
  return sync_folder(folder_);
}

}  // namespace alongside::vault
