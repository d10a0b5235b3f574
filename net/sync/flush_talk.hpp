// Finding out that both directions are up to date. Each side asks with a rising token once all it shared is
// acknowledged; the other answers when it has everything and all of its own is acknowledged too.
#pragma once

#include "net/sync/effects.hpp"
#include "net/sync/frame.hpp"

namespace alongside::net {

class FlushTalk {
 public:
  // Asks the partner once more. Tokens rise.
  void ask(std::uint64_t token);
  void take(const wire::Flush& flush) { theirs_due_ = flush.token(); }
  // frame_out_of_turn for a token that was not asked with.
  void take(const wire::Flushed& flushed, SyncEffects& effects);

  // `feed_settled`: all of mine is acknowledged. `all_settled`: and all of theirs is here.
  bool next(wire::Frame& frame, bool feed_settled, bool all_settled);

  // The token whose answer has come while everything was settled here as well.
  std::uint64_t through() const noexcept { return through_; }
  // Says whether through() has risen.
  bool conclude(bool all_settled);

 private:
  std::uint64_t wanted_ = 0;
  std::uint64_t asked_ = 0;
  std::uint64_t answered_ = 0;
  std::uint64_t through_ = 0;
  std::uint64_t theirs_due_ = 0;  // 0: none
};

}  // namespace alongside::net
