// Any bytes as a request to the local interface: refused, or a message whose own JSON says the same.
// Input: one byte chooses the message of proto/api.proto, the rest is the body.
#include <memory>

#include "app/node/json.hpp"
#include "proto/check.hpp"

using namespace alongside;
using google::protobuf::MessageFactory;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  if (size == 0) return 0;
  const auto& file = *api::Empty::descriptor()->file();
  const auto* kind = file.message_type(data[0] % file.message_type_count());
  const auto* prototype = MessageFactory::generated_factory()->GetPrototype(kind);
  const std::unique_ptr<google::protobuf::Message> message(prototype->New());
  if (!app::read_json({data + 1, size - 1}, *message)) return 0;
  const std::unique_ptr<google::protobuf::Message> again(prototype->New());
  const auto text = app::json_text(*message);
  require(app::read_json(as_bytes(text), *again).has_value());
  require(app::json_text(*again) == text);
  return 0;
}
