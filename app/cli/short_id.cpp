#include "app/cli/short_id.hpp"

#include <algorithm>

namespace alongside::app {

ShortIds::ShortIds(std::vector<std::string> ids) {
  std::ranges::sort(ids);
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  for (std::size_t i = 1; i < ids.size(); ++i) {
    const auto parted = std::ranges::mismatch(ids[i - 1], ids[i]);
    digits_ = std::max(digits_, static_cast<std::size_t>(parted.in1 - ids[i - 1].begin()) + 1);
  }
}

}  // namespace alongside::app
