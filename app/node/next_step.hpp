// What to do now, in words: the last line of `alongside status`. Claims nothing that this node does not know.
#pragma once

#include <cstdint>
#include <string>

namespace alongside::app {

struct Standing {
  bool locked = false;
  bool running = false;             // a node that goes on by itself, not a single command
  bool disk_full = false;           // no room for what is next written or received
  bool goes_on = false;             // while locked: was unlocked since it started, so that it still receives
  bool paired = false;
  std::string partner_name;         // may be empty
  bool confirmed_by_me = false;
  bool confirmed_by_them = false;
  bool partner_left = false;
  bool connected = false;
  std::string version_gap;          // which program is too old, in words; empty: as far as is known neither
  std::uint64_t waiting = 0;        // changes waiting for their device: shared, edited, taken back
  std::string invite_given_until;   // empty: none is out
  bool invite_taken = false;        // I wait to be let in
};

std::string next_step(const Standing& standing);

}  // namespace alongside::app
