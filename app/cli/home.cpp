#include "app/cli/home.hpp"

#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <system_error>

#include "app/cli/harmless.hpp"
#include "core/vault/vault.hpp"

namespace alongside::app {
namespace {

namespace fs = std::filesystem;

// Unset and empty are the same, as the XDG specification has it.
const char* setting(const char* name) noexcept {
  const char* value = std::getenv(name);
  return value && *value ? value : nullptr;
}

fs::path persons_folder() {
  if (const char* home = setting("HOME")) return home;
  const passwd* entry = getpwuid(getuid());
  return entry && entry->pw_dir ? fs::path(entry->pw_dir) : fs::path();
}

}  // namespace

Outcome<fs::path> home_folder() {
  std::error_code ignored;
  if (const char* home = setting("ALONGSIDE_HOME")) return fs::absolute(home, ignored);
  // A relative XDG folder is to be ignored, says its specification.
  const char* data = setting("XDG_DATA_HOME");
  if (data && fs::path(data).is_absolute()) return fs::path(data) / "alongside";
  const fs::path person = persons_folder();
  if (person.empty())
    return refused("no_home",
                   "Can't tell where your files are: neither HOME nor ALONGSIDE_HOME is set. Set ALONGSIDE_HOME.");
  return fs::absolute(person, ignored) / ".local" / "share" / "alongside";
}

Outcome<void> be_ready_for_a_vault(const fs::path& home) {
  const auto refuse = [&](const std::string& why) {
    return refused("disk_failed", "Can't write in " + harmless_line(home.string()) + ": " + why +
                                      ". Choose another folder with ALONGSIDE_HOME.");
  };
  std::error_code failed;
  if (home.has_parent_path()) fs::create_directories(home.parent_path(), failed);
  if (failed) return refuse(failed.message());
  if (mkdir(home.c_str(), S_IRWXU) != 0 && errno != EEXIST) return refuse(std::strerror(errno));
  if (access(home.c_str(), R_OK | W_OK | X_OK) != 0) return refuse(std::strerror(errno));
  if (fs::exists(vault::Home{home}.database(), failed))
    return refused("vault_exists", "There is a vault already in " + harmless_line(home.string()) +
                                       "; nothing was changed. ALONGSIDE_HOME names another place.");
  return {};
}

}  // namespace alongside::app
