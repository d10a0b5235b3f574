#include "tests/twonode/process/node_process.hpp"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <stdexcept>
#include <vector>

namespace alongside::test {

namespace {

std::string read_line(int from) {
  std::string line;
  for (char next = 0; read(from, &next, 1) == 1 && next != '\n';) line += next;
  return line;
}

std::vector<std::string> arguments_for(const PersonHome& home, bool locked) {
  std::vector<std::string> arguments{ALONGSIDE_PROGRAM, "run", "--json"};
  if (!std::filesystem::exists(home.path() / "listen")) {
    arguments.push_back("--listen");
    arguments.push_back("127.0.0.1:0");
  }
  if (locked) return arguments;
  const auto file = home.path().parent_path() / "passphrase";
  std::ofstream(file) << kPassphrase << '\n';
  arguments.push_back("--passphrase-file");
  arguments.push_back(file.string());
  return arguments;
}

[[noreturn]] void become(std::vector<std::string> arguments, const std::string& home, int out) {
  dup2(out, STDOUT_FILENO);
  const int nothing = open("/dev/null", O_RDONLY);
  dup2(nothing, STDIN_FILENO);
  setenv("ALONGSIDE_HOME", home.c_str(), 1);
  std::vector<char*> raw;
  for (auto& argument : arguments) raw.push_back(argument.data());
  raw.push_back(nullptr);
  execv(raw.front(), raw.data());
  _exit(127);
}

}  // namespace

NodeProcess::NodeProcess(const PersonHome& home, bool locked) : home_(home) {
  const auto arguments = arguments_for(home, locked);
  const auto folder = home.path().string();
  int out[2];
  if (pipe2(out, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
  pid_ = fork();
  if (pid_ == 0) become(arguments, folder, out[1]);
  close(out[1]);
  ready_line_ = read_line(out[0]);
  close(out[0]);
  if (ready_line_.empty()) throw std::runtime_error("the node did not get ready");
}

NodeProcess::~NodeProcess() { kill(); }

std::unique_ptr<app::Api> NodeProcess::api() const {
  auto api = app::open_api(home_.path()).value();
  if (!api->remote()) throw std::runtime_error("the node does not answer");
  return api;
}

void NodeProcess::kill() {
  if (pid_ < 0) return;
  ::kill(pid_, SIGKILL);
  waitpid(pid_, nullptr, 0);
  pid_ = -1;
}

int NodeProcess::terminate() {
  int status = -1;
  ::kill(pid_, SIGTERM);
  waitpid(pid_, &status, 0);
  pid_ = -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace alongside::test
