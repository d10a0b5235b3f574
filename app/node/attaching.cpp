#include "app/node/attaching.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <fstream>

#include "app/node/error.hpp"

namespace alongside::app {

namespace {

// A file being written that vanishes unless finish() was reached.
class NewFile {
 public:
  explicit NewFile(std::string path) : path_(std::move(path)) {
    descriptor_ = open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR);
  }
  ~NewFile() {
    if (descriptor_ < 0) return;
    close(descriptor_);
    if (!finished_) unlink(path_.c_str());
  }
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;

  bool is_open() const noexcept { return descriptor_ >= 0; }
  bool write(BytesView bytes) noexcept {
    while (!bytes.empty()) {
      const auto written = ::write(descriptor_, bytes.data(), bytes.size());
      if (written < 0 && errno == EINTR) continue;
      if (written <= 0) return false;
      bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
    return true;
  }
  bool finish() noexcept {
    finished_ = fsync(descriptor_) == 0;
    return finished_;
  }

 private:
  std::string path_;
  int descriptor_ = -1;
  bool finished_ = false;
};

error_code disk_error() { return errno == ENOSPC || errno == EDQUOT ? CoreErrc::disk_full : CoreErrc::disk_failed; }

bool is_ordinary_file(const std::string& path) {
  std::error_code ignored;
  return std::filesystem::path(path).is_absolute() && std::filesystem::is_regular_file(path, ignored);
}

std::string name_in_entry(const std::string& path) { return std::filesystem::path(path).filename().string(); }

item::Attachment named(const vault::StoredAttachment& stored, const std::string& path) {
  item::Attachment attachment;
  attachment.set_id(stored.id.raw());
  attachment.set_key(std::string(as_text(stored.key.expose())));
  attachment.set_name(name_in_entry(path));
  attachment.set_size(stored.size);
  return attachment;
}

}  // namespace

StoredFiles::~StoredFiles() {
  if (kept_) return;
  for (const auto& attachment : attachments_) {
    // What can't be removed now is found as garbage at the next unlock.
    if (auto id = AttachmentId::from(attachment.id())) (void)person_.attachments().remove(*id);
  }
}

Result<void> StoredFiles::store(const std::vector<std::string>& paths, const vault::Progress& progress) {
  for (const auto& path : paths) {
    if (auto stored = store_one(path, progress); !stored) return stored;
  }
  return {};
}

Result<void> StoredFiles::store_one(const std::string& path, const vault::Progress& progress) {
  if (!is_ordinary_file(path)) return AppErrc::cannot_read_file;
  std::ifstream file(path, std::ios::binary);
  if (!file) return AppErrc::cannot_read_file;
  auto stored = person_.attachments().store(file, person_.vault().random(), progress);
  if (!stored) return stored.error();
  if (file.bad()) {
    (void)person_.attachments().remove(stored->id);
    return AppErrc::cannot_read_file;
  }
  attachments_.push_back(named(*stored, path));
  return {};
}

item::Attachment attachment_to_come(const std::string& path) {
  std::error_code unknown;
  const auto size = std::filesystem::file_size(path, unknown);
  item::Attachment attachment;
  attachment.set_name(name_in_entry(path));
  attachment.set_size(unknown ? 0 : size);
  return attachment;
}

Result<void> read_attachment(PersonSide& person, const items::Item& item, int index,
                             const std::function<bool(BytesView)>& sink) {
  const auto& attachment = item.body.attachments(index);
  auto id = AttachmentId::from(attachment.id());
  if (!id || attachment.key().size() != vault::AttachmentKey::kSize) return AppErrc::no_such_attachment;
  const auto key = vault::AttachmentKey::produced_by([&](std::span<unsigned char, vault::AttachmentKey::kSize> out) {
    std::ranges::copy(as_bytes(attachment.key()), out.begin());
  });
  const auto& file = item.files.at(static_cast<std::size_t>(index));
  return person.attachments().load(file, {*id, key, attachment.size()}, sink);
}

Result<void> save_attachment(PersonSide& person, const items::Item& item, int index, const std::string& path,
                             const vault::Progress& progress) {
  if (!std::filesystem::path(path).is_absolute()) return AppErrc::bad_request;
  NewFile file(path);
  if (!file.is_open()) return AppErrc::cannot_write_file;
  error_code write_error;
  std::uint64_t written = 0;
  auto loaded = read_attachment(person, item, index, [&](BytesView piece) {
    if (!file.write(piece)) {
      write_error = disk_error();
      return false;
    }
    written += piece.size();
    return !progress || progress(written, item.body.attachments(index).size());
  });
  if (write_error) return write_error;
  if (!loaded) return loaded.error();
  if (!file.finish()) return disk_error();
  return {};
}

}  // namespace alongside::app
