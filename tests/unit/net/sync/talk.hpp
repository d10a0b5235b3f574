// One conversation with a store in memory, and a test that plays the partner by hand.
#pragma once

#include <vector>

#include "net/sync/conversation.hpp"
#include "tests/support/net/memory_stores.hpp"

namespace alongside::test {

class Talk {
 public:
  // Confirmed: this side's person has confirmed the words.
  explicit Talk(bool confirmed = true);

  // The partner says this. Jobs are run at once.
  void say(const wire::Frame& frame);
  void say_bytes(BytesView bytes);
  // The partner greets, following what this side's feed has given out so far.
  void greet(bool confirmed = true);
  // Everything that this side has to say now.
  std::vector<wire::Frame> hear();
  void share(std::string text);
  void run_jobs();

  error_code failure() const { return conversation.failure(); }

  MemorySyncStore store{1};
  net::Conversation conversation;

 private:
  static net::Standing standing(MemorySyncStore& store, bool confirmed);
};

// The partner's feed.
wire::Frame feed_reset();
wire::Frame batch(std::uint64_t number, std::vector<std::string> texts = {});
wire::Frame ack(std::uint64_t number);

}  // namespace alongside::test
