#include "app/cli/plain_editor.hpp"

#include <linux/magic.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <system_error>

#include "app/cli/text_input.hpp"

namespace alongside::app {
namespace {

namespace fs = std::filesystem;

bool lies_in_memory(const fs::path& folder) {
  struct statfs facts {};
  if (statfs(folder.c_str(), &facts) != 0) return false;
  return facts.f_type == TMPFS_MAGIC || facts.f_type == RAMFS_MAGIC;
}

std::optional<fs::path> memory_folder() {
  const char* runtime = std::getenv("XDG_RUNTIME_DIR");
  if (runtime && *runtime && lies_in_memory(runtime)) return runtime;
  if (lies_in_memory("/dev/shm")) return "/dev/shm";
  return std::nullopt;
}

// A folder that is gone, with all that is in it, when its owner is.
class FleetingFolder {
 public:
  explicit FleetingFolder(const fs::path& in) : path_((in / "alongside-XXXXXX").string()) {
    if (!mkdtemp(path_.data())) path_.clear();
  }
  FleetingFolder(const FleetingFolder&) = delete;
  FleetingFolder& operator=(const FleetingFolder&) = delete;
  ~FleetingFolder() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
  }
  bool made() const noexcept { return !path_.empty(); }
  fs::path file() const { return fs::path(path_) / "text"; }

 private:
  std::string path_;
};

// Ctrl-C in the editor is the editor's business; ended by it we would leave the file behind.
class DeafToInterrupts {
 public:
  DeafToInterrupts() : interrupt_(std::signal(SIGINT, SIG_IGN)), quit_(std::signal(SIGQUIT, SIG_IGN)) {}
  DeafToInterrupts(const DeafToInterrupts&) = delete;
  DeafToInterrupts& operator=(const DeafToInterrupts&) = delete;
  ~DeafToInterrupts() { restore(); }
  void restore() const {
    std::signal(SIGINT, interrupt_);
    std::signal(SIGQUIT, quit_);
  }

 private:
  void (*interrupt_)(int);
  void (*quit_)(int);
};

// Through the shell, the file as "$1", so that neither its name nor the editor's options need quoting.
bool run_editor(std::string_view editor, const fs::path& file) {
  const std::string script = std::string(editor) + " \"$1\"";
  const DeafToInterrupts deaf;
  const pid_t child = fork();
  if (child == 0) {
    deaf.restore();
    execl("/bin/sh", "sh", "-c", script.c_str(), "sh", file.c_str(), static_cast<char*>(nullptr));
    _exit(127);
  }
  int status = 0;
  return child > 0 && waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

}  // namespace

Outcome<std::string> text_from_editor(std::string_view editor, std::string_view before) {
  const auto memory = memory_folder();
  if (!memory)
    return refused("no_memory_folder", "There is no folder in memory for the editor's file; unset ALONGSIDE_EDITOR and "
                                       "write on the terminal.");
  const FleetingFolder folder(*memory);
  if (!folder.made())
    return refused("no_memory_folder", "Can't make a folder in " + memory->string() + " for the editor's file.");
  {
    const mode_t mask = umask(0077);
    std::ofstream(folder.file()) << before;
    umask(mask);
  }
  if (!run_editor(editor, folder.file())) return refused("editor_failed", "The editor failed; nothing was changed.");
  std::ifstream file(folder.file());
  std::string text{std::istreambuf_iterator<char>(file), {}};
  if (text.size() > kMaxTypedBytes) return refused("too_large", "The text is too long; nothing was kept.");
  if (text.ends_with('\n')) text.pop_back();
  return text;
}

}  // namespace alongside::app
