#include "core/vault/files.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <utility>

namespace alongside::vault {
namespace {

constexpr int kOwnerOnly = 0600;

}  // namespace

error_code disk_error() noexcept {
  return errno == ENOSPC || errno == EDQUOT || errno == EFBIG ? CoreErrc::disk_full : CoreErrc::disk_failed;
}

Result<File> File::open(const std::filesystem::path& path, int flags) {
  const int descriptor = ::open(path.c_str(), flags | O_CLOEXEC | O_NOCTTY, kOwnerOnly);
  if (descriptor < 0) return disk_error();
  return File(descriptor);
}

File::File(File&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

File::~File() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Result<std::uint64_t> File::size() const {
  struct stat facts{};
  if (::fstat(descriptor_, &facts) != 0) return disk_error();
  return static_cast<std::uint64_t>(facts.st_size);
}

Result<void> File::write_at(std::uint64_t offset, BytesView bytes) {
  while (!bytes.empty()) {
    const auto written = ::pwrite(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return disk_error();
    offset += static_cast<std::uint64_t>(written);
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
  return {};
}

Result<std::size_t> File::read_at(std::uint64_t offset, std::span<unsigned char> out) const {
  std::size_t filled = 0;
  while (filled < out.size()) {
    const auto rest = out.subspan(filled);
    const auto count = ::pread(descriptor_, rest.data(), rest.size(), static_cast<off_t>(offset + filled));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return disk_error();
    if (count == 0) break;
    filled += static_cast<std::size_t>(count);
  }
  return filled;
}

Result<void> File::truncate(std::uint64_t size) {
  if (::ftruncate(descriptor_, static_cast<off_t>(size)) != 0) return disk_error();
  return {};
}

Result<void> File::sync() {
  if (::fsync(descriptor_) != 0) return disk_error();
  return {};
}

bool is_there(const std::filesystem::path& path) noexcept {
  struct stat facts{};
  return ::lstat(path.c_str(), &facts) == 0;
}

Result<void> make_private_folder(const std::filesystem::path& folder) {
  if (std::error_code ignored; folder.empty() || std::filesystem::is_directory(folder, ignored)) return {};
  if (auto done = make_private_folder(folder.parent_path()); !done) return done;
  if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) return disk_error();
  return sync_folder(folder.parent_path());
}

Result<void> make_private_file(const std::filesystem::path& path) {
  if (auto done = remove_file(path); !done) return done;
  const auto made = File::open(path, O_RDWR | O_CREAT | O_EXCL);
  if (!made) return made.error();
  return {};
}

Result<void> sync_folder(const std::filesystem::path& folder) {
  auto opened = File::open(folder.empty() ? "." : folder, O_RDONLY | O_DIRECTORY);
  if (!opened) return opened.error();
  return opened->sync();
}

Result<void> rename_to_new(const std::filesystem::path& from, const std::filesystem::path& to) {
  int failed = ::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE);
  if (failed && (errno == EINVAL || errno == ENOSYS)) {
    // A file system that can't promise it: look, then rename.
    if (is_there(to)) return CoreErrc::vault_exists;
    failed = ::rename(from.c_str(), to.c_str());
  }
  if (failed) return errno == EEXIST ? error_code(CoreErrc::vault_exists) : disk_error();
  return sync_folder(to.parent_path());
}

Result<void> remove_file(const std::filesystem::path& path) {
  if (::unlink(path.c_str()) != 0 && errno != ENOENT) return disk_error();
  return {};
}

}  // namespace alongside::vault
