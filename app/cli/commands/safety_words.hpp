// The six words that both partners compare.
#pragma once

#include <google/protobuf/repeated_ptr_field.h>

#include <string>

#include "app/cli/console.hpp"

namespace alongside::app {

// Large and plain, one a line, numbered, with what to do with them.
std::string safety_words_page(const Console& console, const google::protobuf::RepeatedPtrField<std::string>& words);

}  // namespace alongside::app
