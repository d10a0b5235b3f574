#include "app/cli/secret_input.hpp"

#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <optional>

#include "app/cli/hidden_input.hpp"
#include "app/cli/named_file.hpp"
#include "app/cli/utf8.hpp"

namespace alongside::app {
namespace {

constexpr std::size_t kLineBreakBytes = 2;

Refusal cannot_read_from(const std::string& where, int error_number) {
  return refused("cannot_read_file",
                 "Can't read the passphrase from " + where + ": " + reason_words(error_number) + ".");
}

Outcome<crypto::Passphrase> read_from(int fd, const std::string& where) {
  std::string bytes(crypto::kMaxPassphraseBytes + kLineBreakBytes + 1, '\0');
  std::size_t size = 0;
  while (size < bytes.size()) {
    const auto got = read(fd, bytes.data() + size, bytes.size() - size);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return cannot_read_from(where, errno);
    if (got == 0) break;
    size += static_cast<std::size_t>(got);
  }
  bytes.resize(size);
  if (bytes.ends_with('\n')) bytes.pop_back();
  if (bytes.size() < size && bytes.ends_with('\r')) bytes.pop_back();
  if (bytes.empty()) return refused("bad_passphrase", "There is no passphrase in " + where + ".");
  if (bytes.size() > crypto::kMaxPassphraseBytes) {
    sodium_memzero(bytes.data(), bytes.size());
    return refused("bad_passphrase", "What is in " + where + " is longer than a passphrase can be (1024 bytes).");
  }
  return crypto::Passphrase(std::move(bytes));
}

Outcome<crypto::Passphrase> read_from_fd(const std::string& number) {
  int fd = -1;
  const auto end = number.data() + number.size();
  const auto read_to = std::from_chars(number.data(), end, fd);
  if (read_to.ec != std::errc() || read_to.ptr != end || fd < 0)
    return wrong_usage("--passphrase-fd takes the number of an open file descriptor, as in --passphrase-fd 3 3<FILE.");
  return read_from(fd, "file descriptor " + std::to_string(fd));
}

Outcome<crypto::Passphrase> read_from_file(const std::string& path) {
  const std::string shown = as_typed(path);
  const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return cannot_read_from(shown, errno);
  auto secret = read_from(fd, shown);
  close(fd);
  return secret;
}

void print(std::string_view text) {
  [[maybe_unused]] const auto written = write(STDERR_FILENO, text.data(), text.size());
}

constexpr std::string_view kAdvice =
    "Five or six words that have nothing to do with each other are strong, and easy to keep.\n";

// Length is the one thing about a passphrase that can be judged honestly without a dictionary.
std::string_view doubt_about(const crypto::Passphrase& passphrase) {
  constexpr int kEasilyGuessed = 12;
  constexpr int kComfortable = 20;
  const int length = columns(passphrase.expose());
  if (length < kEasilyGuessed)
    return "That is short: who steals this laptop could guess it. Type it again if you want it all the same; Ctrl-C "
           "gives up, and nothing is changed.\n";
  if (length < kComfortable) return "Good if nobody could find it in a book or in your life; longer is stronger.\n";
  return "";
}

}  // namespace

Outcome<crypto::Passphrase> read_secret(const SecretSource& given) {
  return given.fd ? read_from_fd(*given.fd) : read_from_file(given.file.value());
}

Outcome<crypto::Passphrase> read_or_ask_secret(const SecretSource& given, std::string_view question,
                                               std::string_view hint) {
  if (given.is_given()) return read_secret(given);
  if (can_ask_hidden()) return ask_hidden(question);
  return refused("no_terminal", std::string(hint));
}

Outcome<crypto::Passphrase> try_secret(const SecretSource& given, std::string_view question, std::string_view hint,
                                       const std::function<Outcome<void>(const crypto::Passphrase&)>& attempt) {
  constexpr int kTries = 3;
  std::optional<HiddenTyping> hidden;
  if (!given.is_given()) hidden.emplace();
  for (int tries = 1;; ++tries) {
    auto secret = read_or_ask_secret(given, question, hint);
    if (!secret) return secret;
    const auto done = attempt(*secret);
    if (done) return secret;
    const auto& code = done.error().code;
    const bool mistyped = code == "wrong_passphrase" || code == "malformed_recovery_code";
    if (!mistyped || given.is_given() || tries == kTries) return done.error();
    print(kNotIt);
  }
}

Outcome<crypto::Passphrase> read_or_ask_new_secret(Console& console, const SecretSource& given, std::string_view hint) {
  if (given.is_given() || !can_ask_hidden()) return read_or_ask_secret(given, "", hint);
  const HiddenTyping hidden;
  console.remark(kAdvice);
  while (true) {
    auto first = ask_hidden("New passphrase: ");
    if (!first) return first;
    if (first->empty()) {
      console.remark("An empty passphrase would protect nothing.\n");
      continue;
    }
    console.remark(doubt_about(*first));
    auto second = ask_hidden("Once more: ");
    if (!second || second->same_as(*first)) return second;
    console.remark("The two differ; again from the start.\n");
  }
}

}  // namespace alongside::app
