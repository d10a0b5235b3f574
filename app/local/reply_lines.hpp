// The reply of a method that takes long, line by line (application/x-ndjson): any number of
//   {"progress":{"what":"backing up","done":"12","total":"90"}}
// and at last
//   {"status":200,"reply":{...}}
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "app/node/api.hpp"

namespace alongside::app {

inline constexpr std::string_view kReplyLinesType = "application/x-ndjson";

std::string progress_line(const api::Progress& progress);
std::string reply_line(const ApiReply& reply);

// Nothing when the line, given without its line break, is none.
std::optional<api::Progress> read_progress_line(std::string_view line);
std::optional<ApiReply> read_reply_line(std::string_view line);

}  // namespace alongside::app
