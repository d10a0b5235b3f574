// What the parts of a conversation want done. Each part keeps a reference to the conversation's one SyncEffects.
#pragma once

#include <functional>
#include <vector>

#include "net/sync/store.hpp"

namespace alongside::net {

// Runs on the store's thread. What it returns runs back on the conversation's, and only while the conversation that gave
// the job is still there.
using Then = std::function<void()>;
using StoreJob = std::function<Then(SyncStore&)>;

enum class SyncEvent {
  greeted,            // the partner's greeting came: Conversation::partner()
  partner_confirmed,  // their person has confirmed the six words
  received,           // a batch of theirs is stored
  delivered,          // a batch of mine is acknowledged
  in_step,            // both directions are up to date
  flushed,            // Conversation::flushed_through() has risen
  partner_left,       // farewell
};

struct SyncEffects {
  std::vector<StoreJob> jobs;
  std::vector<SyncEvent> events;
  std::vector<std::function<void()>> when_room;  // to be done again once the store may have room
  error_code failure;  // the first; it ends the conversation

  void fail(error_code why) {
    if (!failure) failure = why;
  }

  // Whether that is the reason; then `again` is called later.
  template <class Outcome>
  bool waits_for_room(const Outcome& outcome, std::function<void()> again) {
    if (outcome || outcome.error() != NetErrc::store_full) return false;
    when_room.push_back(std::move(again));
    return true;
  }
};

}  // namespace alongside::net
