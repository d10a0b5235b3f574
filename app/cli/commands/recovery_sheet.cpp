#include "app/cli/commands/recovery_sheet.hpp"

#include <algorithm>
#include <cctype>

#include "app/cli/json.hpp"
#include "app/cli/layout.hpp"

namespace alongside::app {
namespace {

constexpr int kTries = 3;

constexpr std::string_view kWhatFor =
    "It opens the vault when the passphrase is forgotten. Write it on paper and keep it where you keep what matters. It "
    "is shown this once. Whoever has it and this machine can read all.";

std::string plain(std::string_view typed) {
  std::string out;
  for (const char c : typed)
    if (std::isalnum(static_cast<unsigned char>(c))) out += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return out;
}

void ask_back(Console& console, const std::string& code) {
  const std::string last = code.substr(code.find_last_of('-') + 1);
  for (int tries = 0; tries < kTries; ++tries) {
    const auto typed = console.ask_line("To be sure: type its last group: ");
    if (!typed) break;
    if (plain(*typed) == plain(last)) return console.remark("Good.\n");
    console.remark("That is not it. Once more: " + code + "\n");
  }
  console.remark("A new code can be made at any time: alongside passphrase --recovery-code\n");
}

}  // namespace

void show_recovery_code(Session& session, const std::string& code) {
  auto& console = session.console();
  if (session.json()) return session.answer_json("{\"recoveryCode\":" + json_string(code) + "}");
  console.remark("\nYour recovery code\n\n");
  console.answer("    " + console.strong(code) + "\n");
  console.remark("\n" + wrapped(kWhatFor, console.width()) + "\n");
  if (console.can_ask()) ask_back(console, code);
}

}  // namespace alongside::app
