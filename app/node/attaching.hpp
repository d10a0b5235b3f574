// Files of this machine into attachments, and attachments into files.
#pragma once

#include <string>
#include <vector>

#include "app/node/person_side.hpp"

namespace alongside::app {

// Attachments stored for an entry that is about to be written. Those of an entry that was not written after all
// are removed again at the end.
class StoredFiles {
 public:
  explicit StoredFiles(PersonSide& person) : person_(person) {}
  ~StoredFiles();
  StoredFiles(const StoredFiles&) = delete;
  StoredFiles& operator=(const StoredFiles&) = delete;

  // Reads each ordinary file, named by an absolute path, into the vault. cannot_read_file, too_large, disk_full,
  // disk_failed.
  Result<void> store(const std::vector<std::string>& paths, const vault::Progress& progress);
  const std::vector<item::Attachment>& attachments() const noexcept { return attachments_; }
  // The entry that names them is durable.
  void keep() noexcept { kept_ = true; }

 private:
  Result<void> store_one(const std::string& path, const vault::Progress& progress);

  PersonSide& person_;
  std::vector<item::Attachment> attachments_;
  bool kept_ = false;
};

// What the file will be called in an entry, and how large it is, before it is stored: without id and key.
item::Attachment attachment_to_come(const std::string& path);

// Opens the attachment at `index` piece by piece, until `sink` returns false. not_authentic, attachment_incomplete,
// no_such_attachment.
Result<void> read_attachment(PersonSide& person, const items::Item& item, int index,
                             const std::function<bool(BytesView)>& sink);

// Into a new file with mode 0600; nothing is left of it after an error. cannot_write_file when it is there already.
Result<void> save_attachment(PersonSide& person, const items::Item& item, int index, const std::string& path,
                             const vault::Progress& progress);

}  // namespace alongside::app
