// Any line that a node may answer with: nothing, a progress or a reply, whose own lines read back the same.
#include "app/local/reply_lines.hpp"
#include "proto/bytes.hpp"
#include "proto/check.hpp"

using namespace alongside;

namespace {

std::string_view without_break(std::string_view line) {
  return !line.empty() && line.back() == '\n' ? line.substr(0, line.size() - 1) : line;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const auto line = as_text({data, size});
  if (const auto progress = app::read_progress_line(line)) {
    const auto again = app::progress_line(*progress);
    require(app::read_progress_line(without_break(again)).has_value());
  }
  if (const auto reply = app::read_reply_line(line)) {
    const auto again = app::reply_line(*reply);
    const auto same = app::read_reply_line(without_break(again));
    require(same.has_value() && same->status == reply->status);
  }
  return 0;
}
