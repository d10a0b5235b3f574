#include "app/node/moment_text.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>

namespace alongside::app {

namespace {

using std::chrono::days;
using std::chrono::milliseconds;
using std::chrono::sys_days;

constexpr std::int64_t kMsPerMinute = 60'000;
// Years 1 to 9999, as far as RFC 3339 reaches; times from elsewhere may claim anything.
constexpr std::int64_t kEarliest = -62'135'596'800'000;
constexpr std::int64_t kLatest = 253'402'300'799'999;

std::string civil_text(std::int64_t local_ms) {
  const std::chrono::sys_time<milliseconds> moment{milliseconds(std::clamp(local_ms, kEarliest, kLatest))};
  const auto day = std::chrono::floor<days>(moment);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(std::chrono::floor<std::chrono::seconds>(moment - day));
  char text[64];
  std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d", int(date.year()), unsigned(date.month()),
                unsigned(date.day()), int(time.hours().count()), int(time.minutes().count()),
                int(time.seconds().count()));
  return text;
}

// Reads exactly `width` digits off the front.
std::optional<int> take_number(std::string_view& text, std::size_t width) {
  int number = 0;
  if (text.size() < width || text.front() == '-') return std::nullopt;
  auto [end, error] = std::from_chars(text.data(), text.data() + width, number);
  if (error != std::errc{} || end != text.data() + width) return std::nullopt;
  text.remove_prefix(width);
  return number;
}

bool take(std::string_view& text, std::string_view either) {
  if (text.empty() || either.find(text.front()) == std::string_view::npos) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<std::chrono::year_month_day> take_date(std::string_view& text) {
  auto year = take_number(text, 4);
  if (!year || !take(text, "-")) return std::nullopt;
  auto month = take_number(text, 2);
  if (!month || !take(text, "-")) return std::nullopt;
  auto day = take_number(text, 2);
  if (!day) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(*year), std::chrono::month(unsigned(*month)),
                                         std::chrono::day(unsigned(*day))};
  if (!date.ok()) return std::nullopt;
  return date;
}

std::optional<std::int64_t> take_time_of_day(std::string_view& text) {
  auto hours = take_number(text, 2);
  if (!hours || *hours > 23 || !take(text, ":")) return std::nullopt;
  auto minutes = take_number(text, 2);
  if (!minutes || *minutes > 59 || !take(text, ":")) return std::nullopt;
  auto seconds = take_number(text, 2);
  if (!seconds || *seconds > 60) return std::nullopt;
  std::int64_t thousandths = 0;
  if (take(text, ".")) {
    std::int64_t unit = 100;
    bool any = false;
    for (; !text.empty() && text.front() >= '0' && text.front() <= '9'; unit /= 10, any = true) {
      thousandths += unit * (text.front() - '0');
      text.remove_prefix(1);
    }
    if (!any) return std::nullopt;
  }
  return ((*hours * 60 + *minutes) * 60 + *seconds) * 1000 + thousandths;
}

std::optional<std::int64_t> take_offset(std::string_view& text) {
  if (take(text, "Zz")) return 0;
  const bool west = !text.empty() && text.front() == '-';
  if (!take(text, "+-")) return std::nullopt;
  auto hours = take_number(text, 2);
  if (!hours || *hours > 23 || !take(text, ":")) return std::nullopt;
  auto minutes = take_number(text, 2);
  if (!minutes || *minutes > 59) return std::nullopt;
  return (west ? -1 : 1) * (*hours * 60 + *minutes) * kMsPerMinute;
}

std::optional<std::int64_t> local_midnight(const std::chrono::year_month_day& date, int days_later) {
  std::tm midnight{};
  midnight.tm_year = int(date.year()) - 1900;
  midnight.tm_mon = int(unsigned(date.month())) - 1;
  midnight.tm_mday = int(unsigned(date.day())) + days_later;
  midnight.tm_isdst = -1;
  const std::time_t seconds = std::mktime(&midnight);
  return std::int64_t{seconds} * 1000;
}

std::optional<std::int64_t> read(std::string_view text, int days_later) {
  auto date = take_date(text);
  if (!date) return std::nullopt;
  if (text.empty()) return local_midnight(*date, days_later);
  if (!take(text, "Tt ")) return std::nullopt;
  auto time = take_time_of_day(text);
  if (!time) return std::nullopt;
  auto offset = take_offset(text);
  if (!offset || !text.empty()) return std::nullopt;
  return sys_days(*date).time_since_epoch() / milliseconds(1) + *time - *offset;
}

}  // namespace

std::string moment_text(const items::Moment& moment) {
  const int minutes = std::clamp(moment.utc_offset_minutes, -1439, 1439);
  const std::int64_t shown = std::clamp(moment.unix_ms, kEarliest, kLatest) + minutes * kMsPerMinute;
  char offset[16];
  std::snprintf(offset, sizeof offset, "%c%02d:%02d", minutes < 0 ? '-' : '+', std::abs(minutes) / 60,
                std::abs(minutes) % 60);
  return civil_text(shown) + offset;
}

std::string moment_text_utc(std::int64_t unix_ms) { return unix_ms == 0 ? std::string() : civil_text(unix_ms) + "Z"; }

std::string moment_words(std::int64_t unix_ms) {
  if (unix_ms == 0) return {};
  const std::time_t seconds = std::clamp(unix_ms, kEarliest, kLatest) / 1000;
  std::tm local{};
  localtime_r(&seconds, &local);
  char text[32];
  const auto size = std::strftime(text, sizeof text, "%Y-%m-%d %H:%M", &local);
  return std::string(text, size);
}

std::optional<std::int64_t> read_moment(std::string_view text) { return read(text, 0); }

std::optional<std::int64_t> read_end(std::string_view text) { return read(text, 1); }

}  // namespace alongside::app
