#include "app/cli/commands/recovery_sheet.hpp"

#include <algorithm>
#include <cctype>

#include "app/cli/json.hpp"
#include "app/cli/layout.hpp"

namespace alongside::app {
namespace {

constexpr int kTries = 3;

constexpr std::string_view kWhatFor =
    "It opens the vault when the passphrase is forgotten. Write it on paper and keep it where you keep what matters. "
    "It is shown this once. Whoever has it and this machine can read all.";

std::string plain(std::string_view typed) {
  std::string out;
  for (const char c : typed) {
    const auto letter = static_cast<unsigned char>(c);
    if (std::isalnum(letter)) out += static_cast<char>(std::toupper(letter));
  }
  return out;
}

}  // namespace

void show_recovery_code(Session& session, const std::string& code) {
  auto& console = session.console();
  if (session.json()) return session.answer_json("{\"recoveryCode\":" + json_string(code) + "}");
  console.remark("\nYour recovery code\n\n");
  console.answer("    " + console.strong(code) + "\n");
  console.remark("\n" + wrapped(kWhatFor, console.width()) + "\n");
}

bool can_ask_back(Session& session) { return !session.json() && session.console().can_ask(); }

bool is_written_down(Console& console, const std::string& code) {
  const std::string last = code.substr(code.find_last_of('-') + 1);
  for (int tries = 1; tries <= kTries; ++tries) {
    const auto typed = console.ask_line("To be sure: type its last group: ");
    if (!typed) return false;
    if (plain(*typed) == plain(last)) return true;
    if (tries < kTries) console.remark("That is not it. Once more: " + code + "\n");
  }
  return false;
}

}  // namespace alongside::app
