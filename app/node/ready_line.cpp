#include "app/node/ready_line.hpp"

#include <google/protobuf/struct.pb.h>

#include "app/node/json.hpp"

namespace alongside::app {

std::string ReadyLine::json() const {
  google::protobuf::Struct line;
  auto& fields = *line.mutable_fields();
  fields["ready"].set_bool_value(true);
  fields["locked"].set_bool_value(locked);
  fields["socket"].set_string_value(socket);
  auto* addresses = fields["listening"].mutable_list_value();
  for (const auto& address : listening) addresses->add_values()->set_string_value(address);
  return json_text(line);
}

}  // namespace alongside::app
