// Moments of the local interface (RFC 3339) as a person reads them.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

namespace alongside::app {

// On this machine's clock: "today 21:14", "yesterday 07:02", "Sun 22 Nov, 21:14", with the year when it is another one.
// What can't be read comes back as "".
std::string local_time(std::string_view rfc3339, std::chrono::system_clock::time_point now);

// The two halves of it: "today", "yesterday", "Sun 22 Nov", "Sun 22 Nov 2025"; and "21:14".
std::string local_day(std::string_view rfc3339, std::chrono::system_clock::time_point now);
std::string local_hour(std::string_view rfc3339);

// The writer's own clock when it stands differently from this machine's: "03:14 there"; else "".
std::string their_time(std::string_view rfc3339);

}  // namespace alongside::app
