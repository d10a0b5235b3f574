// Making files appear whole: durable writes, directories, renames that replace nothing. Private to core/vault.
#pragma once

#include <filesystem>
#include <memory>

#include "core/error.hpp"
#include "proto/bytes.hpp"
#include "proto/result.hpp"

namespace alongside::vault {

// What errno says, as disk_full or disk_failed.
error_code disk_error() noexcept;

// An open file descriptor.
class File {
 public:
  static Result<File> open(const std::filesystem::path& path, int flags);
  File(File&& other) noexcept;
  File& operator=(File&&) = delete;
  ~File();

  int descriptor() const noexcept { return descriptor_; }
  Result<std::uint64_t> size() const;
  Result<void> write_at(std::uint64_t offset, BytesView bytes);
  // As many bytes as are there, up to `out`'s size.
  Result<std::size_t> read_at(std::uint64_t offset, std::span<unsigned char> out) const;
  Result<void> truncate(std::uint64_t size);
  // The bytes and the length are on the disk when this returns.
  Result<void> sync();

 private:
  explicit File(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

bool is_there(const std::filesystem::path& path) noexcept;
// Makes `folder` and what is above it, readable by its owner only; one that is there stays as it is.
Result<void> make_private_folder(const std::filesystem::path& folder);
// Makes an empty file, readable by its owner only, in place of any of that name.
Result<void> make_private_file(const std::filesystem::path& path);
// The names in `folder` are on the disk when this returns.
Result<void> sync_folder(const std::filesystem::path& folder);
// Gives `from` the name `to`, durably, unless something has it: vault_exists.
Result<void> rename_to_new(const std::filesystem::path& from, const std::filesystem::path& to);
// No error when it is not there.
Result<void> remove_file(const std::filesystem::path& path);

}  // namespace alongside::vault
