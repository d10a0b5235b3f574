// Memory that is zeroed when it is freed. Linking this file's .cpp replaces operator new and delete of the program.
#pragma once

namespace alongside::app {

// Makes SQLite's memory behave so too. Once, before SQLite is first used.
void wipe_freed_memory();

// Zeroes what calls that have returned left below on this thread's stack.
void wipe_unused_stack() noexcept;

}  // namespace alongside::app
