#include "app/cli/hidden_input.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sodium.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>

namespace alongside::app {
namespace {

constexpr std::array kSignals = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP};

// A signal may be delivered to any thread, so that a blocked read() need not notice; a pipe always does.
std::array<int, 2> g_signal_pipe = {-1, -1};

void write_signal_to_pipe(int signal) {
  const int kept = errno;
  const auto byte = static_cast<unsigned char>(signal);
  [[maybe_unused]] const auto written = write(g_signal_pipe[1], &byte, 1);
  errno = kept;
}

class CaughtSignals {
 public:
  CaughtSignals() {
    if (pipe2(g_signal_pipe.data(), O_CLOEXEC | O_NONBLOCK) != 0) g_signal_pipe = {-1, -1};
    struct sigaction catching {};
    catching.sa_handler = write_signal_to_pipe;
    sigemptyset(&catching.sa_mask);
    for (std::size_t i = 0; i < kSignals.size(); ++i) sigaction(kSignals[i], &catching, &before_[i]);
  }
  CaughtSignals(const CaughtSignals&) = delete;
  CaughtSignals& operator=(const CaughtSignals&) = delete;
  ~CaughtSignals() {
    for (std::size_t i = 0; i < kSignals.size(); ++i) sigaction(kSignals[i], &before_[i], nullptr);
    for (int& end : g_signal_pipe) {
      if (end >= 0) close(end);
      end = -1;
    }
  }

 private:
  std::array<struct sigaction, kSignals.size()> before_{};
};

class EchoOff {
 public:
  explicit EchoOff(int terminal) : terminal_(terminal) {
    works_ = tcgetattr(terminal, &before_) == 0;
    termios hidden = before_;
    hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO | ECHOE | ECHOK);
    hidden.c_lflag |= ECHONL | ICANON | ISIG;
    works_ = works_ && tcsetattr(terminal, TCSAFLUSH, &hidden) == 0;
  }
  EchoOff(const EchoOff&) = delete;
  EchoOff& operator=(const EchoOff&) = delete;
  ~EchoOff() {
    if (works_) tcsetattr(terminal_, TCSAFLUSH, &before_);
  }
  bool works() const noexcept { return works_; }

 private:
  int terminal_;
  bool works_ = false;
  termios before_{};
};

// Standard input if it is a terminal, else the controlling one. -1: none.
class SourceTerminal {
 public:
  SourceTerminal() : fd_(isatty(STDIN_FILENO) ? STDIN_FILENO : open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)) {}
  SourceTerminal(const SourceTerminal&) = delete;
  SourceTerminal& operator=(const SourceTerminal&) = delete;
  ~SourceTerminal() {
    if (fd_ > STDERR_FILENO) close(fd_);
  }
  int fd() const noexcept { return fd_; }

 private:
  int fd_;
};

void print(std::string_view text) {
  [[maybe_unused]] const auto written = write(STDERR_FILENO, text.data(), text.size());
}

enum class LineEnd { complete, end_of_input, too_long, signal };

struct HiddenLine {
  LineEnd end;
  int signal = 0;
};

// Fills `typed`, which has room for everything that is accepted, so that no copy is left behind by growing.
HiddenLine read_line(int terminal, std::string& typed) {
  while (true) {
    std::array<pollfd, 2> ready = {{{terminal, POLLIN, 0}, {g_signal_pipe[0], POLLIN, 0}}};
    if (poll(ready.data(), ready.size(), -1) < 0 && errno != EINTR) return {LineEnd::end_of_input};
    unsigned char signal = 0;
    if (read(g_signal_pipe[0], &signal, 1) == 1) return {LineEnd::signal, signal};
    if (!(ready[0].revents & (POLLIN | POLLHUP | POLLERR))) continue;
    char character = 0;
    const auto got = read(terminal, &character, 1);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return {typed.empty() ? LineEnd::end_of_input : LineEnd::complete};
    if (character == '\n') return {LineEnd::complete};
    if (typed.size() == crypto::kMaxPassphraseBytes) return {LineEnd::too_long};
    typed.push_back(character);
  }
}

// One attempt; ended by a signal, the terminal and the handlers are as before.
HiddenLine ask_once(int terminal, std::string_view question, std::string& typed, bool& works) {
  CaughtSignals caught;
  EchoOff echo_off(terminal);
  works = echo_off.works();
  if (!works) return {LineEnd::end_of_input};
  print(question);
  return read_line(terminal, typed);
}

}  // namespace

bool can_ask_hidden() noexcept { return isatty(STDERR_FILENO) && SourceTerminal().fd() >= 0; }

Outcome<crypto::Passphrase> ask_hidden(std::string_view question) {
  SourceTerminal terminal;
  std::string typed;
  typed.reserve(crypto::kMaxPassphraseBytes + 1);
  while (true) {
    bool works = false;
    const HiddenLine line = ask_once(terminal.fd(), question, typed, works);
    if (line.end == LineEnd::complete) return crypto::Passphrase(std::move(typed));
    sodium_memzero(typed.data(), typed.capacity());
    typed.clear();
    if (!works) return refused("no_terminal", "The terminal can't hide what is typed; use --passphrase-file FILE.");
    if (line.end == LineEnd::too_long)
      return refused("bad_passphrase", "That is longer than 1024 bytes; choose a shorter one.");
    print("\n");
    if (line.end == LineEnd::end_of_input) return refused("nothing_typed", "Nothing was typed, so nothing was done.");
    raise(line.signal);
  }
}

}  // namespace alongside::app
