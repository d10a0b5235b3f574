#include "net/noise/pattern.hpp"

#include <algorithm>
#include <array>

#include "proto/check.hpp"

namespace alongside::net::noise {
namespace {

// `known` names whose static key the other knows beforehand: "i", "r" or both. Messages are parted by "|".
struct Row {
  std::string_view name;
  std::string_view known;
  std::string_view messages;
};

constexpr std::array kRows{
    Row{"N", "r", "e es"},
    Row{"K", "ir", "e es ss"},
    Row{"X", "r", "e es s ss"},

    Row{"NN", "", "e|e ee"},
    Row{"NK", "r", "e es|e ee"},
    Row{"NX", "", "e|e ee s es"},
    Row{"KN", "i", "e|e ee se"},
    Row{"KK", "ir", "e es ss|e ee se"},
    Row{"KX", "i", "e|e ee se s es"},
    Row{"XN", "", "e|e ee|s se"},
    Row{"XK", "r", "e es|e ee|s se"},
    Row{"XX", "", "e|e ee s es|s se"},
    Row{"IN", "", "e s|e ee se"},
    Row{"IK", "r", "e es s ss|e ee se"},
    Row{"IX", "", "e s|e ee se s es"},

    Row{"NK1", "r", "e|e ee es"},
    Row{"NX1", "", "e|e ee s|es"},
    Row{"X1N", "", "e|e ee|s|se"},
    Row{"X1K", "r", "e es|e ee|s|se"},
    Row{"XK1", "r", "e|e ee es|s se"},
    Row{"X1K1", "r", "e|e ee es|s|se"},
    Row{"X1X", "", "e|e ee s es|s|se"},
    Row{"XX1", "", "e|e ee s|es s se"},
    Row{"X1X1", "", "e|e ee s|es s|se"},
    Row{"K1N", "i", "e|e ee|se"},
    Row{"K1K", "ir", "e es|e ee|se"},
    Row{"KK1", "ir", "e|e ee se es"},
    Row{"K1K1", "ir", "e|e ee es|se"},
    Row{"K1X", "i", "e|e ee s es|se"},
    Row{"KX1", "i", "e|e ee se s|es"},
    Row{"K1X1", "i", "e|e ee s|se es"},
    Row{"I1N", "", "e s|e ee|se"},
    Row{"I1K", "r", "e es s|e ee|se"},
    Row{"IK1", "r", "e s|e ee se es"},
    Row{"I1K1", "r", "e s|e ee es|se"},
    Row{"I1X", "", "e s|e ee s es|se"},
    Row{"IX1", "", "e s|e ee se s|es"},
    Row{"I1X1", "", "e s|e ee s|se es"},
};

// What stands before the next `separator`, taken off `text`.
std::string_view take_until(std::string_view& text, char separator) {
  const auto end = std::min(text.find(separator), text.size());
  const auto head = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return head;
}

Token token_named(std::string_view name) {
  if (name == "e") return Token::e;
  if (name == "s") return Token::s;
  if (name == "ee") return Token::ee;
  if (name == "es") return Token::es;
  if (name == "se") return Token::se;
  require(name == "ss");
  return Token::ss;
}

HandshakePattern read(const Row& row) {
  HandshakePattern pattern;
  pattern.initiator_static_known = row.known.find('i') != std::string_view::npos;
  pattern.responder_static_known = row.known.find('r') != std::string_view::npos;
  for (auto messages = row.messages; !messages.empty();) {
    auto& tokens = pattern.messages.emplace_back();
    for (auto message = take_until(messages, '|'); !message.empty();)
      tokens.push_back(token_named(take_until(message, ' ')));
  }
  return pattern;
}

// The N of "pskN".
std::optional<std::size_t> psk_place(std::string_view modifier) {
  constexpr std::string_view kPrefix = "psk";
  if (modifier.size() != kPrefix.size() + 1 || !modifier.starts_with(kPrefix)) return std::nullopt;
  const char digit = modifier.back();
  if (digit < '0' || digit > '9') return std::nullopt;
  return static_cast<std::size_t>(digit - '0');
}

// Section 9.4: psk0 at the beginning of the first message, pskN at the end of the Nth.
bool apply_modifiers(std::string_view modifiers, HandshakePattern& pattern) {
  std::optional<std::size_t> last;
  do {
    const auto place = psk_place(take_until(modifiers, '+'));
    if (!place || *place > pattern.messages.size() || (last && *place <= *last)) return false;
    if (*place == 0) {
      pattern.messages.front().insert(pattern.messages.front().begin(), Token::psk);
    } else {
      pattern.messages[*place - 1].push_back(Token::psk);
    }
    last = place;
  } while (!modifiers.empty());
  return true;
}

bool sender_is(Role role, std::size_t message) noexcept { return (message % 2 == 0) == (role == Role::initiator); }

}  // namespace

std::size_t HandshakePattern::psk_count() const noexcept {
  std::size_t count = 0;
  for (const auto& tokens : messages) count += static_cast<std::size_t>(std::ranges::count(tokens, Token::psk));
  return count;
}

bool HandshakePattern::needs_static(Role role) const noexcept {
  if (role == Role::initiator ? initiator_static_known : responder_static_known) return true;
  for (std::size_t i = 0; i < messages.size(); ++i)
    if (sender_is(role, i) && std::ranges::count(messages[i], Token::s) > 0) return true;
  return false;
}

bool HandshakePattern::needs_remote_static(Role role) const noexcept {
  return role == Role::initiator ? responder_static_known : initiator_static_known;
}

std::optional<HandshakePattern> find_pattern(std::string_view name) {
  const auto base_end = std::min(name.find_first_of("abcdefghijklmnopqrstuvwxyz"), name.size());
  const auto row = std::ranges::find(kRows, name.substr(0, base_end), &Row::name);
  if (row == kRows.end()) return std::nullopt;
  auto pattern = read(*row);
  const auto modifiers = name.substr(base_end);
  if (modifiers.ends_with('+')) return std::nullopt;
  if (!modifiers.empty() && !apply_modifiers(modifiers, pattern)) return std::nullopt;
  return pattern;
}

}  // namespace alongside::net::noise
