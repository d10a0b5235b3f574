#include "app/node/log.hpp"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <mutex>
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

// A partner's node can make us warn as fast as it can send.
constexpr int kWarningsInAnHour = 100;

// Of the warnings of the last hour; called from any thread.
class Count {
 public:
  // The number of this one, from 1.
  int next() {
    const std::scoped_lock lock(mutex_);
    const auto now = std::chrono::steady_clock::now();
    if (now - begun_ >= std::chrono::hours(1)) {
      begun_ = now;
      warnings_ = 0;
    }
    if (warnings_ <= kWarningsInAnHour) ++warnings_;
    return warnings_;
  }

 private:
  std::mutex mutex_;
  std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
  int warnings_ = 0;
};

std::string now_text() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return moment_text_utc(std::chrono::duration_cast<std::chrono::milliseconds>(now).count());
}

}  // namespace

void log(LogLevel level, std::string_view what, const error_code& why, std::string_view id) {
  if (!shows(level)) return;
  static Count count;
  const int warnings = level == LogLevel::warning ? count.next() : 0;
  if (warnings > kWarningsInAnHour) return;
  std::string line = now_text() + (level == LogLevel::warning ? " warning " : " info ");
  line += what;
  if (why) line.append(": ").append(why.category().name()).append(": ").append(why.message());
  if (!id.empty()) line.append(" ").append(id);
  if (warnings == kWarningsInAnHour) line += " (no more warnings within this hour)";
  line += '\n';
  std::fputs(line.c_str(), stderr);
}

}  // namespace alongside::app
