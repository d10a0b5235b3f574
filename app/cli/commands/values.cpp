#include "app/cli/commands/values.hpp"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <optional>
#include <system_error>

#include "app/cli/harmless.hpp"

namespace alongside::app {
namespace {

template <class Number>
std::optional<Number> whole_number(const std::string& given) {
  Number number{};
  const auto end = given.data() + given.size();
  const auto read_to = std::from_chars(given.data(), end, number);
  if (read_to.ec != std::errc() || read_to.ptr != end) return std::nullopt;
  return number;
}

}  // namespace

std::vector<std::string> listed(const std::vector<std::string>& given) {
  std::vector<std::string> out;
  for (const auto& list : given) {
    std::size_t begin = 0;
    while (begin <= list.size()) {
      const auto end = std::min(list.find(',', begin), list.size());
      if (end > begin) out.push_back(list.substr(begin, end - begin));
      begin = end + 1;
    }
  }
  return out;
}

Outcome<api::Field> field_of(const std::string& given) {
  const auto equals = given.find('=');
  if (equals == 0 || equals == std::string::npos)
    return wrong_usage("--field takes NAME=VALUE, as in --field \"mood=calm\".");
  api::Field field;
  field.set_name(given.substr(0, equals));
  field.set_value(given.substr(equals + 1));
  return field;
}

Outcome<double> seconds_of(const std::string& option, const std::string& given) {
  constexpr double kDay = 24 * 60 * 60;
  const auto seconds = whole_number<double>(given);
  if (!seconds || !(*seconds >= 0 && *seconds <= kDay))
    return wrong_usage(option + " takes seconds, as in " + option + " 30.");
  return *seconds;
}

Outcome<std::chrono::milliseconds> milliseconds_of(const std::string& option, const std::string& given) {
  constexpr std::uint32_t kMinute = 60'000;
  const auto count = whole_number<std::uint32_t>(given);
  if (!count || *count > kMinute) return wrong_usage(option + " takes milliseconds, as in " + option + " 1000.");
  return std::chrono::milliseconds(*count);
}

Outcome<std::uint32_t> count_of(const std::string& option, const std::string& given) {
  const auto count = whole_number<std::uint32_t>(given);
  if (!count || *count == 0) return wrong_usage(option + " takes a number from 1 on.");
  return *count;
}

Outcome<void> be_one_of(const std::string& option, const std::string& given, const std::vector<std::string>& known) {
  if (std::ranges::find(known, given) != known.end()) return {};
  std::string all;
  for (const auto& word : known) all += (all.empty() ? "" : ", ") + word;
  return wrong_usage(option + " takes " + all + "; not \"" + harmless_line(given) + "\".");
}

std::string absolute_path(const std::string& given) {
  std::error_code failed;
  const auto path = std::filesystem::absolute(given, failed);
  return failed ? given : path.string();
}

}  // namespace alongside::app
