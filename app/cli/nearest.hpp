// What somebody who mistyped a word may have meant.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace alongside::app {

// The known word that is at most two slips (a letter too many, missing, wrong, or two swapped) away from `typed`, or
// that begins with it; nothing when there is none.
std::optional<std::string> nearest(std::string_view typed, const std::vector<std::string>& known);

}  // namespace alongside::app
