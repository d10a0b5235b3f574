#include <algorithm>
#include <charconv>

#include "net/pairing/invite.hpp"

namespace alongside::net {
namespace {

bool is_port(std::string_view text) {
  unsigned port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  return error == std::errc() && end == text.data() + text.size() && port >= 1 && port <= 65535 && text[0] != '0';
}

bool is_letter_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

bool is_name(std::string_view text) {
  return !text.empty() &&
         std::ranges::all_of(text, [](char c) { return is_letter_or_digit(c) || c == '.' || c == '-' || c == '_'; });
}

// An interface may have nearly any name; what can't stand in one, and brackets, which would end it, are left out.
constexpr std::size_t kMaxZoneBytes = 15;

bool is_zone(std::string_view text) {
  constexpr std::string_view kNotInNames = "/:%[]";
  return !text.empty() && text.size() <= kMaxZoneBytes && std::ranges::all_of(text, [&](char c) {
    return c > ' ' && c <= '~' && kNotInNames.find(c) == std::string_view::npos;
  });
}

// What may stand between the brackets; whether it really is an address shows when it is dialled.
bool is_bracketed(std::string_view text) {
  if (text.size() <= 2 || text.front() != '[' || text.back() != ']') return false;
  const auto inside = text.substr(1, text.size() - 2);
  const auto zone = inside.find('%');
  const auto numbers = inside.substr(0, zone);
  return !numbers.empty() && (zone == std::string_view::npos || is_zone(inside.substr(zone + 1))) &&
         std::ranges::all_of(numbers, [](char c) { return is_letter_or_digit(c) || c == ':' || c == '.'; });
}

}  // namespace

bool is_address(std::string_view text) noexcept {
  const auto colon = text.rfind(':');
  if (text.size() > kMaxAddressBytes || colon == std::string_view::npos) return false;
  const auto host = text.substr(0, colon);
  return is_port(text.substr(colon + 1)) && (is_name(host) || is_bracketed(host));
}

}  // namespace alongside::net
