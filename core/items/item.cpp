#include "core/items/item.hpp"

#include <chrono>
#include <ctime>

namespace alongside::items {

Moment SystemClock::now() const {
  const auto now = std::chrono::system_clock::now();
  const std::time_t seconds = std::chrono::system_clock::to_time_t(now);
  std::tm local{};
  localtime_r(&seconds, &local);
  const auto since_epoch = std::chrono::duration_cast<std::chrono::milliseconds>(now.time_since_epoch());
  return {since_epoch.count(), static_cast<std::int32_t>(local.tm_gmtoff / 60)};
}

Moment moment_of(const item::Moment& message) { return {message.unix_ms(), message.utc_offset_minutes()}; }

item::Moment message_of(const Moment& moment) {
  item::Moment message;
  message.set_unix_ms(moment.unix_ms);
  message.set_utc_offset_minutes(moment.utc_offset_minutes);
  return message;
}

}  // namespace alongside::items
