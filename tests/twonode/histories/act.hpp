// What two people and the world around them do, one act after the other, as values: a history can be printed, replayed
// and cut shorter.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace alongside::test {

struct Act {
  enum class Kind : unsigned char {
    write,
    write_with_file,
    edit,
    share,
    share_tags_only,
    take_back,
    remove,
    drop_theirs,  // my copy of what the partner shared
    thank,
    lock,
    unlock,
    crash,
    back_up,
    restore,
    jump_clock,  // a year, to either side
    cut,
    swallow,  // connections stay open and nothing comes through
    network_down,
    network_up,
    slow_line,
    break_line,  // new connections end after some bytes
    replay,      // an old first flight, to both
    wait,
  };

  Kind kind;
  unsigned who;        // 0 or 1
  std::uint32_t pick;  // which item, how long, how many bytes: what it means hangs on the kind
};

using Acts = std::vector<Act>;

// The same seed gives the same acts.
Acts acts_from(std::uint64_t seed, std::size_t count);

std::string text_of(const Act& act);

}  // namespace alongside::test
