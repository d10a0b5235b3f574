#include "app/node/log.hpp"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "app/node/moment_text.hpp"

namespace alongside::app {

namespace {

bool shows(LogLevel level) {
  static const std::string_view wanted = [] {
    const char* set = std::getenv("ALONGSIDE_LOG");
    return std::string_view(set ? set : "");
  }();
  return wanted != "off" && (level == LogLevel::warning || wanted == "info");
}

std::string now_text() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return moment_text_utc(std::chrono::duration_cast<std::chrono::milliseconds>(now).count());
}

}  // namespace

void log(LogLevel level, std::string_view what, const error_code& why, std::string_view id) {
  if (!shows(level)) return;
  std::string line = now_text() + (level == LogLevel::warning ? " warning " : " info ");
  line += what;
  if (why) line.append(": ").append(why.category().name()).append(": ").append(why.message());
  if (!id.empty()) line.append(" ").append(id);
  line += '\n';
  std::fputs(line.c_str(), stderr);
}

}  // namespace alongside::app
