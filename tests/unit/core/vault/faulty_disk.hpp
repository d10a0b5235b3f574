// A disk under SQLite that fails, or kills the process, at a chosen change to it.
#pragma once

namespace alongside::test {

// Stands between SQLite and the real files of this process from the first call of any of these on.
class FaultyDisk {
 public:
  enum class Fault {
    disk_full,    // the change is refused for want of room
    broken,       // the change is refused: input/output error
    torn_write,   // half of the bytes are written, then: input/output error
    kill,         // half of the bytes are written, then: SIGKILL
  };

  // Lets `sound_changes` writes, truncations, syncs and removals pass; the one after fails. If `lasting`, so do
  // all later ones.
  static void fail_after(int sound_changes, Fault fault, bool lasting);
  // Sound again. True when a fault was met.
  static bool mend();
};

}  // namespace alongside::test
