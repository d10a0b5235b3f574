// Ids as a person types them: the beginning, as long as needed to be the only one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace alongside::app {

inline constexpr std::size_t kShortIdDigits = 6;

// Shortens ids so that each of those given stays unique among them.
class ShortIds {
 public:
  explicit ShortIds(std::vector<std::string> ids);
  std::string of(std::string_view id) const { return std::string(id.substr(0, digits_)); }
  std::size_t digits() const noexcept { return digits_; }

 private:
  std::size_t digits_ = kShortIdDigits;
};

}  // namespace alongside::app
