// Values of options, checked and split. What does not fit is wrong usage.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/cli/outcome.hpp"
#include "proto/api.pb.h"

namespace alongside::app {

// "a,b,c", several times; empty parts are dropped.
std::vector<std::string> listed(const std::vector<std::string>& given);

// NAME=VALUE, the name not empty.
Outcome<api::Field> field_of(const std::string& given);

// Seconds, a plain number such as 30 or 0.5; at most a day.
Outcome<double> seconds_of(const std::string& option, const std::string& given);
Outcome<std::chrono::milliseconds> milliseconds_of(const std::string& option, const std::string& given);
// A whole number from 1 on.
Outcome<std::uint32_t> count_of(const std::string& option, const std::string& given);

// One of `known`, else wrong usage that names them.
Outcome<void> be_one_of(const std::string& option, const std::string& given, const std::vector<std::string>& known);

// As the node wants paths, whatever folder it runs in.
std::string absolute_path(const std::string& given);

}  // namespace alongside::app
