#include "app/cli/local_time.hpp"

#include <array>
#include <cstdio>
#include <ctime>
#include <optional>

#include "app/node/moment_text.hpp"

namespace alongside::app {
namespace {

constexpr std::array kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::array kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

std::optional<std::tm> local_clock(std::time_t seconds) {
  std::tm clock{};
  if (!localtime_r(&seconds, &clock)) return std::nullopt;
  return clock;
}

bool same_day(const std::tm& a, const std::tm& b) noexcept { return a.tm_year == b.tm_year && a.tm_yday == b.tm_yday; }

std::string hour_and_minute(const std::tm& clock) {
  std::array<char, 8> text{};
  std::snprintf(text.data(), text.size(), "%02d:%02d", clock.tm_hour % 24, clock.tm_min % 60);
  return text.data();
}

// The calendar day before, also over a change of the clocks: noon, a day earlier.
std::optional<std::tm> day_before(std::tm clock) {
  clock.tm_mday -= 1;
  clock.tm_hour = 12;
  clock.tm_isdst = -1;
  return local_clock(std::mktime(&clock));
}

std::optional<std::tm> read_clock(std::string_view rfc3339) {
  const auto unix_ms = read_moment(rfc3339);
  if (!unix_ms) return std::nullopt;
  return local_clock(static_cast<std::time_t>(*unix_ms / 1000));
}

std::string calendar_day(const std::tm& day, bool with_year) {
  std::string date = std::string(kDays.at(static_cast<std::size_t>(day.tm_wday))) + " " + std::to_string(day.tm_mday) +
                     " " + kMonths.at(static_cast<std::size_t>(day.tm_mon));
  if (with_year) date += " " + std::to_string(day.tm_year + 1900);
  return date;
}

}  // namespace

std::string local_day(std::string_view rfc3339, std::chrono::system_clock::time_point now) {
  const auto then = read_clock(rfc3339);
  const auto today = local_clock(std::chrono::system_clock::to_time_t(now));
  if (!then || !today) return "";
  if (same_day(*then, *today)) return "today";
  if (const auto yesterday = day_before(*today); yesterday && same_day(*then, *yesterday)) return "yesterday";
  return calendar_day(*then, then->tm_year != today->tm_year);
}

std::string local_hour(std::string_view rfc3339) {
  const auto then = read_clock(rfc3339);
  return then ? hour_and_minute(*then) : "";
}

std::string local_time(std::string_view rfc3339, std::chrono::system_clock::time_point now) {
  const std::string day = local_day(rfc3339, now);
  if (day.empty()) return "";
  const bool near = day == "today" || day == "yesterday";
  return day + (near ? " " : ", ") + local_hour(rfc3339);
}

std::string their_time(std::string_view rfc3339) {
  constexpr std::size_t kHourAt = 11;
  constexpr std::size_t kHourLength = 5;
  const std::string here = local_hour(rfc3339);
  if (here.empty() || rfc3339.size() < kHourAt + kHourLength) return "";
  const std::string there(rfc3339.substr(kHourAt, kHourLength));
  return here != there ? there + " there" : "";
}

}  // namespace alongside::app
