#include <array>
#include <cstdio>

#include "app/cli/harmless.hpp"
#include "app/cli/item_page.hpp"

namespace alongside::app {
namespace {

std::string_view welcome_word(std::string_view welcome) {
  if (welcome == "reflect") return "reflecting back";
  if (welcome == "ask") return "questions";
  if (welcome == "advise") return "advice";
  return "";
}

}  // namespace

std::string author_words(const api::Item& item) {
  if (item.author() == "me") return "you";
  return item.author_name().empty() ? "your partner" : harmless_line(item.author_name());
}

std::string welcome_words(const google::protobuf::RepeatedPtrField<std::string>& welcome) {
  std::string out;
  for (const auto& one : welcome) {
    const auto word = welcome_word(one);
    if (word.empty()) continue;
    if (!out.empty()) out += ", ";
    out += word;
  }
  return out.empty() ? "just to be read" : "welcome: " + out;
}

std::string size_words(std::uint64_t bytes) {
  constexpr std::array kUnits = {"bytes", "kB", "MB", "GB"};
  constexpr double kStep = 1000;
  auto size = static_cast<double>(bytes);
  std::size_t unit = 0;
  while (size >= kStep && unit + 1 < kUnits.size()) {
    size /= kStep;
    ++unit;
  }
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), unit == 0 ? "%.0f %s" : "%.1f %s", size, kUnits[unit]);
  return text.data();
}

}  // namespace alongside::app
