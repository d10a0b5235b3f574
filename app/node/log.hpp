// The node's log, on standard error: what happened, by ids, numbers and error enums only. Nothing a person wrote, no
// name, no address and no key can be handed to it. Warnings show; ALONGSIDE_LOG=info shows all, ALONGSIDE_LOG=off
// nothing.
#pragma once

#include <string_view>

#include "proto/result.hpp"

namespace alongside::app {

enum class LogLevel { warning, info };

// `what` is a fixed phrase of ours, `id` the text of an id from proto/ids.hpp. Any thread. No more than a hundred
// warnings are written in an hour, as a partner can cause them.
void log(LogLevel level, std::string_view what, const error_code& why = {}, std::string_view id = {});

}  // namespace alongside::app
