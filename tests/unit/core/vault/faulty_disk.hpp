// A disk under SQLite that fails, loses what was not synced, or kills the process, at a chosen step.
#pragma once

#include <cstdint>

namespace alongside::test {

// Stands between SQLite and the real files of this process from the first call of any of these on. From then on a sync
// is not passed on to the machine: what a cut would lose is this disk's to say.
class FaultyDisk {
 public:
  enum class Fault {
    disk_full,    // the change is refused for want of room
    broken,       // the change is refused: input/output error
    torn_write,   // half of the bytes are written, then: input/output error
    kill,         // half of the bytes are written, then: SIGKILL
    power_cut,    // the change is refused, and lose_unsynced() takes what was not synced before it
    unreadable,   // a read is refused: input/output error
  };

  // Lets `sound_steps` writes, truncations, syncs and removals (`unreadable`: reads) pass; the one after fails. If
  // `lasting`, so do all later ones.
  static void fail_after(int sound_steps, Fault fault, bool lasting);
  // Sound again. True when a fault was met.
  static bool mend();
  // What a power cut leaves of the files written to since fail_after(power_cut): of all that was not synced, some
  // sectors of 512 bytes came to the disk and others did not, in any order, as `seed` says. Call it when the files are
  // closed, before mend().
  static void lose_unsynced(std::uint64_t seed);
};

}  // namespace alongside::test
