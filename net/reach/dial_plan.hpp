// When to dial which address: all of them side by side with a head start for the better ones, then growing pauses.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/crypto/random.hpp"
#include "net/reach/now.hpp"

namespace alongside::net {

class DialPlan {
 public:
  explicit DialPlan(crypto::RandomSource& random) : random_(random) {}

  // Best first. Other addresses than before are dialled at once.
  void set_addresses(std::vector<std::string> addresses, Now now);
  // Whether a connection is wanted at all.
  void want(bool wanted, Now now);
  // The network may have come back: a new round now, and short pauses again.
  void nudge(Now now);

  // The address to dial now; each that is given out is under way until ended().
  std::optional<std::string> next(Now now);
  void ended(Now now);

  // A connection came about, and later was lost. One that did not last counts as a failed round.
  void lost(bool lasted, Now now);

  // It was no fault of the partner's: goes on then, with short pauses.
  void hold(SteadyTime until);

  // Nothing is under way nor due.
  bool idle(Now now) const noexcept { return under_way_ == 0 && next_deadline() > now.steady; }
  SteadyTime next_deadline() const noexcept;

 private:
  void pause(Now now);

  crypto::RandomSource& random_;
  std::vector<std::string> addresses_;
  bool wanted_ = false;
  std::size_t next_address_ = 0;  // of this round
  std::size_t under_way_ = 0;
  bool nudged_ = false;  // during this round
  SteadyTime next_at_{};
  std::chrono::milliseconds pause_{0};
};

}  // namespace alongside::net
