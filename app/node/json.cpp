#include "app/node/json.hpp"

#include <google/protobuf/util/json_util.h>

#include "app/node/error.hpp"
#include "proto/check.hpp"

namespace alongside::app {

std::string json_text(const google::protobuf::Message& message) {
  google::protobuf::util::JsonPrintOptions options;
  options.always_print_primitive_fields = true;
  std::string text;
  require(google::protobuf::util::MessageToJsonString(message, &text, options).ok());
  return text;
}

Result<void> read_json(BytesView body, google::protobuf::Message& message) {
  message.Clear();
  if (body.empty()) return {};
  const auto text = as_text(body);
  const auto read = google::protobuf::util::JsonStringToMessage({text.data(), text.size()}, &message);
  if (!read.ok()) return AppErrc::bad_request;
  return {};
}

}  // namespace alongside::app
