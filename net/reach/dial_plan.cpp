#include "net/reach/dial_plan.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "net/reach/clocks.hpp"

namespace alongside::net {

void DialPlan::set_addresses(std::vector<std::string> addresses, Now now) {
  const bool same = addresses.size() == addresses_.size() && std::ranges::is_permutation(addresses, addresses_);
  addresses_ = std::move(addresses);
  if (!same) nudge(now);
}

void DialPlan::want(bool wanted, Now now) {
  if (wanted == wanted_) return;
  wanted_ = wanted;
  if (wanted && under_way_ == 0) {
    next_address_ = 0;
    next_at_ = std::max(next_at_, now.steady);
  }
}

void DialPlan::nudge(Now now) {
  pause_ = std::chrono::milliseconds(0);
  if (under_way_ > 0) {
    nudged_ = true;
    next_at_ = now.steady;
    return;
  }
  next_address_ = 0;
  next_at_ = now.steady;
}

std::optional<std::string> DialPlan::next(Now now) {
  if (now.steady < next_deadline()) return std::nullopt;
  ++under_way_;
  next_at_ = now.steady + kHeadStart;
  return addresses_[next_address_++];
}

void DialPlan::ended(Now now) {
  --under_way_;
  if (next_address_ < addresses_.size()) {
    next_at_ = std::min(next_at_, now.steady);
  } else if (under_way_ == 0) {
    next_address_ = 0;
    if (std::exchange(nudged_, false)) {
      next_at_ = now.steady;
    } else {
      pause(now);
    }
  }
}

void DialPlan::lost(bool lasted, Now now) {
  if (lasted) {
    nudge(now);
  } else {
    pause(now);
  }
}

void DialPlan::hold(SteadyTime until) {
  pause_ = std::chrono::milliseconds(0);
  next_at_ = until;
}

// Three quarters to all of the pause, so that two nodes that fail together don't try together for ever.
void DialPlan::pause(Now now) {
  const std::chrono::milliseconds first = kFirstPause;
  pause_ = std::clamp<std::chrono::milliseconds>(2 * pause_, first, kLongestPause);
  std::array<unsigned char, 2> bytes;
  random_.fill(bytes);
  const auto fraction = bytes[0] | bytes[1] << 8;  // of 65536
  next_at_ = now.steady + pause_ - pause_ * fraction / (4 * 65536);
}

SteadyTime DialPlan::next_deadline() const noexcept {
  return wanted_ && next_address_ < addresses_.size() ? next_at_ : kNever;
}

}  // namespace alongside::net
