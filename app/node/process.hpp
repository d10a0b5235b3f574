// What this process asks of the system before it holds a secret.
#pragma once

namespace alongside::app {

// For every program that opens a vault, first thing in main: no core dumps, no debugger attaching, files for this
// person only, as much lockable memory as allowed, freed memory wiped, few and small heaps. Aborts if libsodium can't
// start.
void prepare_process();

// Hands memory that a bulk act freed back to the system.
void give_memory_back();

}  // namespace alongside::app
