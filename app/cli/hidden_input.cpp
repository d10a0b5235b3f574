#include "app/cli/hidden_input.hpp"

#include <fcntl.h>
#include <sodium.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>

namespace alongside::app {
namespace {

// SIGABRT: an assumption of ours that did not hold.
constexpr std::array kSignals = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGABRT};

// The one terminal while it hides what is typed. Global because a signal's handler has nothing else to go by.
struct Hiding {
  int depth = 0;
  int terminal = -1;  // -1: there is none, or it can't hide
  termios before{};
  termios hidden{};
  std::array<struct sigaction, kSignals.size()> handlers_before{};
  // What the person is being asked, to be said again after a stop.
  const std::string_view* volatile question = nullptr;
};
Hiding g_hiding;

void print(std::string_view text) noexcept {
  [[maybe_unused]] const auto written = write(STDERR_FILENO, text.data(), text.size());
}

// What the signal does by itself, now. Comes back only after a stop.
void obey(int signal) noexcept {
  struct sigaction by_itself {};
  by_itself.sa_handler = SIG_DFL;
  struct sigaction ours {};
  sigset_t only;
  sigset_t mask;
  sigemptyset(&only);
  sigaddset(&only, signal);
  sigaction(signal, &by_itself, &ours);
  raise(signal);
  pthread_sigmask(SIG_UNBLOCK, &only, &mask);
  pthread_sigmask(SIG_SETMASK, &mask, nullptr);
  sigaction(signal, &ours, nullptr);
}

// Only calls that POSIX allows in a handler; whichever thread it comes to.
void show_and_obey(int signal) {
  const int kept = errno;
  tcsetattr(g_hiding.terminal, TCSAFLUSH, &g_hiding.before);
  print("\n");
  obey(signal);
  tcsetattr(g_hiding.terminal, TCSAFLUSH, &g_hiding.hidden);
  if (const auto* question = g_hiding.question) print(*question);
  errno = kept;
}

void catch_signals() {
  struct sigaction catching {};
  catching.sa_handler = show_and_obey;
  catching.sa_flags = SA_RESTART;
  sigemptyset(&catching.sa_mask);
  for (std::size_t i = 0; i < kSignals.size(); ++i) {
    auto& before = g_hiding.handlers_before[i];
    sigaction(kSignals[i], nullptr, &before);
    // Whoever started us (nohup) wants this one ignored.
    if (before.sa_handler != SIG_IGN) sigaction(kSignals[i], &catching, nullptr);
  }
}

void let_signals_go() {
  for (std::size_t i = 0; i < kSignals.size(); ++i) sigaction(kSignals[i], &g_hiding.handlers_before[i], nullptr);
}

// Standard input if it is a terminal, else the controlling one. -1: none.
int open_terminal() noexcept {
  return isatty(STDIN_FILENO) ? STDIN_FILENO : open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
}

void close_terminal(int terminal) noexcept {
  if (terminal > STDERR_FILENO) close(terminal);
}

void hide(int terminal) {
  g_hiding.terminal = terminal;
  g_hiding.hidden = g_hiding.before;
  g_hiding.hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO | ECHOE | ECHOK);
  g_hiding.hidden.c_lflag |= ECHONL | ICANON | ISIG;
  catch_signals();
  tcsetattr(terminal, TCSAFLUSH, &g_hiding.hidden);
}

bool is_hidden() noexcept {
  termios now{};
  return g_hiding.terminal >= 0 && tcgetattr(g_hiding.terminal, &now) == 0 && !(now.c_lflag & ECHO);
}

class Asked {
 public:
  explicit Asked(const std::string_view& question) {
    g_hiding.question = &question;
    print(question);
  }
  Asked(const Asked&) = delete;
  Asked& operator=(const Asked&) = delete;
  ~Asked() { g_hiding.question = nullptr; }
};

enum class LineEnd { complete, end_of_input, too_long };

// Fills `typed`, which has room for everything that is accepted, so that no copy is left behind by growing.
LineEnd read_line(std::string& typed) {
  while (true) {
    char character = 0;
    const auto got = read(g_hiding.terminal, &character, 1);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return typed.empty() ? LineEnd::end_of_input : LineEnd::complete;
    if (character == '\n') return LineEnd::complete;
    if (typed.size() == crypto::kMaxPassphraseBytes) return LineEnd::too_long;
    typed.push_back(character);
  }
}

}  // namespace

HiddenTyping::HiddenTyping() {
  if (g_hiding.depth++ > 0) return;
  const int terminal = open_terminal();
  if (terminal >= 0 && tcgetattr(terminal, &g_hiding.before) == 0)
    hide(terminal);
  else
    close_terminal(terminal);
}

HiddenTyping::~HiddenTyping() {
  if (--g_hiding.depth > 0 || g_hiding.terminal < 0) return;
  tcsetattr(g_hiding.terminal, TCSAFLUSH, &g_hiding.before);
  let_signals_go();
  close_terminal(g_hiding.terminal);
  g_hiding.terminal = -1;
}

bool can_ask_hidden() noexcept {
  const int terminal = open_terminal();
  close_terminal(terminal);
  return isatty(STDERR_FILENO) && terminal >= 0;
}

Outcome<crypto::Passphrase> ask_hidden(std::string_view question) {
  const HiddenTyping hidden;
  if (!is_hidden()) return refused("no_terminal", "The terminal can't hide what is typed; use --passphrase-file FILE.");
  std::string typed;
  typed.reserve(crypto::kMaxPassphraseBytes + 1);
  const Asked asked(question);
  const auto end = read_line(typed);
  if (end == LineEnd::complete) return crypto::Passphrase(std::move(typed));
  sodium_memzero(typed.data(), typed.capacity());
  if (end == LineEnd::too_long)
    return refused("bad_passphrase", "That is longer than 1024 bytes; choose a shorter one.");
  print("\n");
  return refused("nothing_typed", "Nothing was typed, so nothing was done.");
}

}  // namespace alongside::app
