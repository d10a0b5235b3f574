#include "app/cli/named_file.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "app/cli/harmless.hpp"

namespace alongside::app {
namespace {

Refusal cannot_read(const std::string& given, const std::string& why) {
  return refused("cannot_read_file", "Can't read " + as_typed(given) + ": " + why + ".");
}

Refusal cannot_write(const std::string& given, const std::string& why) {
  return refused("cannot_write_file", "Can't write " + as_typed(given) + ": " + why + ".");
}

}  // namespace

std::string as_typed(std::string_view given) { return "\"" + harmless_line(given) + "\""; }

std::string reason_words(int error_number) {
  switch (error_number) {
    case ENOENT: return "there is no such file";
    case EACCES:
    case EPERM: return "you don't have the permission";
    case EISDIR: return "it is a folder";
    case ENOTDIR: return "a part of its path is not a folder";
    case ENAMETOOLONG: return "its name is too long";
    case EROFS: return "that disk can only be read";
    case EBADF: return "it is not open";
    default: return std::strerror(error_number);
  }
}

Outcome<void> be_readable(const std::string& given) {
  struct stat facts {};
  if (stat(given.c_str(), &facts) != 0) return cannot_read(given, reason_words(errno));
  if (S_ISDIR(facts.st_mode)) return cannot_read(given, reason_words(EISDIR));
  if (!S_ISREG(facts.st_mode)) return cannot_read(given, "it is not an ordinary file");
  if (access(given.c_str(), R_OK) != 0) return cannot_read(given, reason_words(errno));
  return {};
}

Outcome<void> be_readable(const std::vector<std::string>& given) {
  for (const auto& file : given) {
    if (auto readable = be_readable(file); !readable) return readable;
  }
  return {};
}

Outcome<void> be_free_to_write(const std::string& given) {
  struct stat facts {};
  if (lstat(given.c_str(), &facts) == 0) {
    return cannot_write(given, S_ISDIR(facts.st_mode) ? "it is a folder; add a name for the file"
                                                      : "it is there already, and is not overwritten");
  }
  if (errno != ENOENT) return cannot_write(given, reason_words(errno));
  const auto parent = std::filesystem::path(given).parent_path();
  const std::string folder = parent.empty() ? "." : parent.string();
  if (stat(folder.c_str(), &facts) != 0) return cannot_write(given, "its folder is not there");
  if (access(folder.c_str(), W_OK | X_OK) != 0) return cannot_write(given, reason_words(errno) + " for its folder");
  return {};
}

}  // namespace alongside::app
