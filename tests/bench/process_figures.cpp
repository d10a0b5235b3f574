// What the real program costs as a process: starting, and lying idle.
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <fstream>
#include <thread>

#include "tests/bench/figures.hpp"
#include "tests/bench/person.hpp"

extern char** environ;

namespace alongside::bench {
namespace {

// A child whose standard output is read here. Killed at the end.
class Child {
 public:
  Child(const std::filesystem::path& program, std::vector<std::string> arguments) {
    std::array<int, 2> out{};
    must(pipe(out.data()) == 0, "make a pipe");
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, out[1], STDOUT_FILENO);
    posix_spawn_file_actions_addclose(&actions, out[0]);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    arguments.insert(arguments.begin(), program.string());
    std::vector<char*> argv;
    for (std::string& argument : arguments) argv.push_back(argument.data());
    argv.push_back(nullptr);
    must(posix_spawn(&pid_, program.c_str(), &actions, nullptr, argv.data(), environ) == 0, "start " + program.string());
    posix_spawn_file_actions_destroy(&actions);
    close(out[1]);
    out_ = out[0];
  }
  ~Child() {
    kill(pid_, SIGTERM);
    waitpid(pid_, nullptr, 0);
    close(out_);
  }
  Child(const Child&) = delete;

  void wait_for_output() const {
    char first = 0;
    must(read(out_, &first, 1) == 1, "a program ended without a word");
  }
  double resident_mebibytes() const {
    std::ifstream status("/proc/" + std::to_string(pid_) + "/status");
    for (std::string word; status >> word;) {
      if (word != "VmRSS:") continue;
      double kibibytes = 0;
      status >> kibibytes;
      return kibibytes / 1024;
    }
    must(false, "read a process's memory");
    return 0;
  }

 private:
  pid_t pid_ = 0;
  int out_ = -1;
};

void use_home(const std::filesystem::path& home) { setenv("ALONGSIDE_HOME", home.c_str(), /*overwrite=*/1); }

}  // namespace

void measure_process(const Workplace& place, Report& report) {
  const auto home = place.folder / "home";
  {
    Person person(home, "Mira");
    person.write_notes(1'000, kEntryBytes);
  }
  use_home(home);
  unsetenv("ALONGSIDE_PASSPHRASE_FILE");
  const double floor = median_seconds(5, [&] { Child(place.program, {"--version"}).wait_for_output(); });
  const double start = median_seconds(5, [&] { Child(place.program, {"run", "--no-ui", "--listen", "127.0.0.1:0"}).wait_for_output(); });
  report.add({"start to ready, locked", "ms", Better::lower, start * 1e3, floor * 1e3, "under 50; floor: --version"});

  const auto passphrase = place.folder / "passphrase";
  std::ofstream(passphrase) << bench_passphrase().expose() << '\n';
  double idle_floor = 0;
  {
    const Child locked(place.program, {"run", "--no-ui", "--listen", "127.0.0.1:0"});
    locked.wait_for_output();
    idle_floor = locked.resident_mebibytes();
  }
  const Child node(place.program, {"run", "--no-ui", "--listen", "127.0.0.1:0", "--passphrase-file", passphrase.string()});
  node.wait_for_output();
  // Long enough for what it does when nobody waits.
  std::this_thread::sleep_for(std::chrono::seconds(5));
  report.add({"idle memory, unlocked, 1000 entries", "MiB", Better::lower, node.resident_mebibytes(), idle_floor,
              "under 20; floor: never unlocked"});
}

}  // namespace alongside::bench
