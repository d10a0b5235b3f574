#include "app/cli/json.hpp"

#include <google/protobuf/descriptor.h>

#include <array>
#include <charconv>
#include <cmath>

#include "app/cli/utf8.hpp"

namespace alongside::app {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

bool needs_escape(char32_t character) noexcept {
  return character < 0x20 || character == '"' || character == '\\' || (character >= 0x7F && character <= 0x9F) ||
         character == 0x061C || (character >= 0x200E && character <= 0x200F) ||
         (character >= 0x2028 && character <= 0x202E) || (character >= 0x2066 && character <= 0x2069);
}

void append_escape(std::string& out, char32_t character) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  if (character == '"' || character == '\\') {
    out += '\\';
    out += static_cast<char>(character);
    return;
  }
  out += "\\u";
  for (int shift = 12; shift >= 0; shift -= 4) out += kDigits[(character >> shift) & 0xF];
}

template <class Number>
std::string number_text(Number number) {
  std::array<char, 32> digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number);
  return std::string(digits.data(), end.ptr);
}

// JSON has no infinity and no not-a-number.
std::string number_text(double number) {
  if (!std::isfinite(number)) return "null";
  std::array<char, 32> digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number);
  return std::string(digits.data(), end.ptr);
}

class Writer {
 public:
  explicit Writer(const LeftOut& left_out) : left_out_(left_out) {}

  std::string object(const Message& message) const {
    std::string out = "{";
    const auto* type = message.GetDescriptor();
    for (int i = 0; i < type->field_count(); ++i) {
      const auto* field = type->field(i);
      if (left_out_.contains(field->name())) continue;
      if (out.size() > 1) out += ',';
      out += json_string(field->json_name()) + ":" + value(message, field);
    }
    return out + "}";
  }

 private:
  std::string value(const Message& message, const FieldDescriptor* field) const {
    if (field->is_map()) return map(message, field);
    if (field->is_repeated()) return array(message, field);
    if (field->has_presence() && !message.GetReflection()->HasField(message, field)) return "null";
    return single(message, field);
  }

  std::string array(const Message& message, const FieldDescriptor* field) const {
    std::string out = "[";
    const auto* reflection = message.GetReflection();
    for (int i = 0; i < reflection->FieldSize(message, field); ++i) {
      if (i > 0) out += ',';
      out += field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE
                 ? object(reflection->GetRepeatedMessage(message, field, i))
                 : json_string(reflection->GetRepeatedString(message, field, i));
    }
    return out + "]";
  }

  // All maps of api.proto have texts as keys.
  std::string map(const Message& message, const FieldDescriptor* field) const {
    std::string out = "{";
    const auto* reflection = message.GetReflection();
    for (int i = 0; i < reflection->FieldSize(message, field); ++i) {
      if (i > 0) out += ',';
      const Message& entry = reflection->GetRepeatedMessage(message, field, i);
      const auto* type = entry.GetDescriptor();
      out += single(entry, type->map_key()) + ":" + single(entry, type->map_value());
    }
    return out + "}";
  }

  std::string single(const Message& message, const FieldDescriptor* field) const {
    const auto* reflection = message.GetReflection();
    switch (field->cpp_type()) {
      case FieldDescriptor::CPPTYPE_STRING: return json_string(reflection->GetString(message, field));
      case FieldDescriptor::CPPTYPE_BOOL: return reflection->GetBool(message, field) ? "true" : "false";
      case FieldDescriptor::CPPTYPE_INT32: return number_text(reflection->GetInt32(message, field));
      case FieldDescriptor::CPPTYPE_INT64: return number_text(reflection->GetInt64(message, field));
      case FieldDescriptor::CPPTYPE_UINT32: return number_text(reflection->GetUInt32(message, field));
      case FieldDescriptor::CPPTYPE_UINT64: return number_text(reflection->GetUInt64(message, field));
      case FieldDescriptor::CPPTYPE_FLOAT:
        return number_text(static_cast<double>(reflection->GetFloat(message, field)));
      case FieldDescriptor::CPPTYPE_DOUBLE: return number_text(reflection->GetDouble(message, field));
      case FieldDescriptor::CPPTYPE_ENUM: return json_string(reflection->GetEnum(message, field)->name());
      case FieldDescriptor::CPPTYPE_MESSAGE: return object(reflection->GetMessage(message, field));
    }
    return "null";
  }

  const LeftOut& left_out_;
};

}  // namespace

std::string json_string(std::string_view text) {
  std::string out = "\"";
  while (!text.empty()) {
    const std::string_view rest = text;
    const char32_t character = take_character(text);
    if (character == kNotUtf8) {
      append_escape(out, 0xFFFD);
    } else if (needs_escape(character)) {
      append_escape(out, character);
    } else {
      out += rest.substr(0, rest.size() - text.size());
    }
  }
  return out + "\"";
}

std::string json_of(const Message& message, const LeftOut& left_out) { return Writer(left_out).object(message); }

}  // namespace alongside::app
