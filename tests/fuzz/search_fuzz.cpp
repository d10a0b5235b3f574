// Any words looked for in any text: the index answers, whatever its own query language means by them.
// Input: the words up to the first line break, then the text.
#include <algorithm>

#include "core/items/text_segment.hpp"
#include "proto/check.hpp"

using namespace alongside;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const auto input = as_text({data, size});
  const auto end = std::min(input.find('\n'), input.size());
  const auto words = input.substr(0, end);
  items::TextSegment segment;
  segment.put({{0, std::string(input.substr(end))}, {1, "rain on the window"}});
  const auto query = items::match_query(words);
  if (query.empty()) return 0;
  for (const auto& match : segment.find(query)) require(match.place <= 1);
  // What is there is found by its own words.
  segment.put({{2, std::string(words)}});
  auto reopened = items::TextSegment::from(segment.image());
  require(reopened.has_value());
  require(reopened->find(query).size() == segment.find(query).size());
  return 0;
}
