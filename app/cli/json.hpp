// Messages as the JSON of the command line contract. It differs from protobuf's own mapping, which the local interface
// speaks, where that is unnatural to scripts: every number is a number, every field is there, an absent message is
// null.
#pragma once

#include <google/protobuf/message.h>

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace alongside::app {

// Field names (as in the .proto) that are left out wherever they occur.
using LeftOut = std::set<std::string, std::less<>>;

// One line without a line break. Characters that a terminal might obey are written as \u escapes.
std::string json_of(const google::protobuf::Message& message, const LeftOut& left_out = {});

template <class Messages>
std::string json_array_of(const Messages& messages, const LeftOut& left_out = {}) {
  std::string out = "[";
  for (const auto& message : messages) {
    if (out.size() > 1) out += ',';
    out += json_of(message, left_out);
  }
  return out + "]";
}

// A string with its quotation marks.
std::string json_string(std::string_view text);

}  // namespace alongside::app
