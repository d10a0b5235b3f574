// What a person writes passes through many short-lived strings, messages and buffers. Freed memory keeps its bytes
// until something else needs the room, so a look into the memory of a locked node would still find them. Hence every
// block that C++ code or SQLite frees is zeroed first. Secrets proper do not rely on this (core/crypto/secret.hpp).
#include "app/node/wiping_memory.hpp"

#include <malloc.h>
#include <sqlite3.h>

#include <cstdlib>
#include <cstring>
#include <limits>
#include <new>

#include "proto/check.hpp"

namespace {

void wipe_and_free(void* block) noexcept {
  if (!block) return;
  explicit_bzero(block, malloc_usable_size(block));
  std::free(block);
}

void* allocate(std::size_t size) {
  for (;;) {
    if (void* block = std::malloc(size == 0 ? 1 : size)) return block;
    const auto handler = std::get_new_handler();
    if (!handler) throw std::bad_alloc();
    handler();
  }
}

void* allocate(std::size_t size, std::align_val_t alignment) {
  const auto step = static_cast<std::size_t>(alignment);
  if (size > std::numeric_limits<std::size_t>::max() - step) throw std::bad_alloc();
  const std::size_t whole_steps = (size + step - 1) / step * step;
  if (void* block = std::aligned_alloc(step, whole_steps == 0 ? step : whole_steps)) return block;
  throw std::bad_alloc();
}

void* sqlite_allocate(int size) { return std::malloc(static_cast<std::size_t>(size)); }

int sqlite_size(void* block) { return block ? static_cast<int>(malloc_usable_size(block)) : 0; }

// Grows into a block of its own, since realloc() may move and leave the old bytes behind.
void* sqlite_reallocate(void* block, int size) {
  const std::size_t held = malloc_usable_size(block);
  const auto wanted = static_cast<std::size_t>(size);
  if (wanted <= held && wanted >= held / 2) return block;
  void* fresh = std::malloc(wanted);
  if (!fresh) return nullptr;
  std::memcpy(fresh, block, held < wanted ? held : wanted);
  wipe_and_free(block);
  return fresh;
}

int sqlite_round_up(int size) { return (size + 7) & ~7; }

int sqlite_begin(void*) { return SQLITE_OK; }

void sqlite_end(void*) {}

}  // namespace

void* operator new(std::size_t size) { return allocate(size); }
void* operator new[](std::size_t size) { return allocate(size); }
void* operator new(std::size_t size, std::align_val_t alignment) { return allocate(size, alignment); }
void* operator new[](std::size_t size, std::align_val_t alignment) { return allocate(size, alignment); }
void operator delete(void* block) noexcept { wipe_and_free(block); }
void operator delete[](void* block) noexcept { wipe_and_free(block); }
void operator delete(void* block, std::size_t) noexcept { wipe_and_free(block); }
void operator delete[](void* block, std::size_t) noexcept { wipe_and_free(block); }
void operator delete(void* block, std::align_val_t) noexcept { wipe_and_free(block); }
void operator delete[](void* block, std::align_val_t) noexcept { wipe_and_free(block); }
void operator delete(void* block, std::size_t, std::align_val_t) noexcept { wipe_and_free(block); }
void operator delete[](void* block, std::size_t, std::align_val_t) noexcept { wipe_and_free(block); }

namespace alongside::app {

void wipe_freed_memory() {
  static sqlite3_mem_methods methods = {sqlite_allocate,  wipe_and_free, sqlite_reallocate, sqlite_size,
                                        sqlite_round_up, sqlite_begin,  sqlite_end,        nullptr};
  require(sqlite3_config(SQLITE_CONFIG_MALLOC, &methods) == SQLITE_OK);
}

// Deeper than the calls that handle what a person writes go.
[[gnu::noinline]] void wipe_unused_stack() noexcept {
  unsigned char below[256 * 1024];
  explicit_bzero(below, sizeof below);
}

}  // namespace alongside::app
