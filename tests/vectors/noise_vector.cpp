#include "tests/vectors/noise_vector.hpp"

#include <boost/json.hpp>

#include "tests/support/hex.hpp"

namespace alongside::test {
namespace {

namespace json = boost::json;

const json::value* find(const json::object& object, std::string_view key) {
  const auto* value = object.if_contains(key);
  return value && !value->is_null() ? value : nullptr;
}

std::string_view text_of(const json::value& value) { return std::string_view(value.as_string()); }

std::optional<Bytes> bytes_at(const json::object& object, std::string_view key) {
  const auto* value = find(object, key);
  if (!value) return std::nullopt;
  return from_hex(text_of(*value));
}

bool flag_at(const json::object& object, std::string_view key) {
  const auto* value = find(object, key);
  return value && value->is_bool() && value->as_bool();
}

std::vector<Bytes> psks_of(const json::object& object, const std::string& side) {
  std::vector<Bytes> psks;
  if (const auto* list = find(object, side + "_psks")) {
    for (const auto& psk : list->as_array()) psks.push_back(from_hex(text_of(psk)));
  } else if (auto one = bytes_at(object, side + "_psk")) {
    psks.push_back(std::move(*one));
  }
  return psks;
}

NoiseVectorSide side_of(const json::object& object, const std::string& side) {
  return {.prologue = bytes_at(object, side + "_prologue").value_or(Bytes{}),
          .own_static = bytes_at(object, side + "_static"),
          .ephemeral = bytes_at(object, side + "_ephemeral"),
          .remote_static = bytes_at(object, side + "_remote_static"),
          .psks = psks_of(object, side)};
}

const json::value* name_of(const json::object& object) {
  const auto* name = find(object, "protocol_name");
  return name ? name : find(object, "name");
}

bool is_vector(const json::value& value) {
  const auto* object = value.if_object();
  return object && name_of(*object) && name_of(*object)->is_string() && find(*object, "messages");
}

NoiseVector vector_of(const json::object& object) {
  NoiseVector vector;
  vector.protocol_name = text_of(*name_of(object));
  vector.expects_failure = flag_at(object, "fail");
  vector.falls_back = flag_at(object, "fallback");
  vector.initiator = side_of(object, "init");
  vector.responder = side_of(object, "resp");
  vector.handshake_hash = bytes_at(object, "handshake_hash");
  for (const auto& message : find(object, "messages")->as_array()) {
    const auto& parts = message.as_object();
    vector.messages.push_back(
        {bytes_at(parts, "payload").value_or(Bytes{}), bytes_at(parts, "ciphertext").value_or(Bytes{})});
  }
  return vector;
}

const json::array* vectors_in(const json::value& root) {
  if (const auto* object = root.if_object()) {
    const auto* vectors = find(*object, "vectors");
    return vectors ? vectors->if_array() : nullptr;
  }
  return root.if_array();
}

}  // namespace

std::optional<std::vector<NoiseVector>> read_noise_vectors(const std::string& text) {
  boost::system::error_code not_json;
  const auto root = json::parse(text, not_json);
  if (not_json) return std::nullopt;
  const auto* listed = vectors_in(root);
  if (!listed) return std::nullopt;
  std::vector<NoiseVector> vectors;
  for (const auto& value : *listed)
    if (is_vector(value)) vectors.push_back(vector_of(value.as_object()));
  if (vectors.empty()) return std::nullopt;
  return vectors;
}

}  // namespace alongside::test
