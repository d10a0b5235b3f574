#include "app/cli/nearest.hpp"

#include <algorithm>
#include <array>

namespace alongside::app {
namespace {

constexpr std::size_t kMaxSlips = 2;
constexpr std::size_t kLongestWord = 40;

// Row by row; three rows are enough to see a swap.
std::size_t slips(std::string_view a, std::string_view b) {
  std::array<std::vector<std::size_t>, 3> rows;
  for (auto& row : rows) row.resize(b.size() + 1);
  auto& [before, above, here] = rows;
  for (std::size_t j = 0; j <= b.size(); ++j) above[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    here[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t wrong = a[i - 1] == b[j - 1] ? 0 : 1;
      here[j] = std::min({above[j] + 1, here[j - 1] + 1, above[j - 1] + wrong});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) here[j] = std::min(here[j], before[j - 2] + 1);
    }
    std::rotate(rows.begin(), rows.begin() + 1, rows.end());
  }
  return above[b.size()];
}

}  // namespace

std::optional<std::string> nearest(std::string_view typed, const std::vector<std::string>& known) {
  if (typed.empty() || typed.size() > kLongestWord) return std::nullopt;
  std::optional<std::string> best;
  std::size_t fewest = std::min(kMaxSlips, typed.size() / 2) + 1;
  for (const auto& word : known) {
    const std::size_t count = word.starts_with(typed) ? 0 : slips(typed, word);
    if (count < fewest) {
      fewest = count;
      best = word;
    }
  }
  return best;
}

}  // namespace alongside::app
