#include "core/items/text_fold.hpp"

#include <algorithm>

namespace alongside::items {
namespace {

struct Fold {
  std::string_view letter;
  std::string_view plain;
};

constexpr Fold kFolds[] = {
    {"ß", "ss"}, {"ẞ", "ss"}, {"æ", "ae"}, {"Æ", "ae"}, {"œ", "oe"}, {"Œ", "oe"}, {"þ", "th"}, {"Þ", "th"},
    {"ø", "o"},  {"Ø", "o"},  {"ł", "l"},  {"Ł", "l"},  {"đ", "d"},  {"Đ", "d"},  {"ð", "d"},  {"Ð", "d"},
    {"ı", "i"},  {"İ", "i"},  {"ħ", "h"},  {"Ħ", "h"},  {"ŧ", "t"},  {"Ŧ", "t"},
};

// The first bytes of the letters above; in UTF-8 none of them can stand within another character.
constexpr std::string_view kFirstBytes = "\xc3\xc4\xc5\xe1";

}  // namespace

std::string folded(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const auto plain = std::min(text.find_first_of(kFirstBytes), text.size());
    out.append(text.substr(0, plain));
    text.remove_prefix(plain);
    if (text.empty()) break;
    const auto fold = std::ranges::find_if(kFolds, [&](const Fold& known) { return text.starts_with(known.letter); });
    const bool known = fold != std::end(kFolds);
    out.append(known ? fold->plain : text.substr(0, 1));
    text.remove_prefix(known ? fold->letter.size() : 1);
  }
  return out;
}

}  // namespace alongside::items
