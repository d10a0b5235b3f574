// Containers in guarded memory (sodium_malloc): locked against swap, left out of core dumps, wiped when freed. A
// request may be a passphrase, and it is read into this from its first byte on.
#pragma once

#include <sodium.h>

#include <cstddef>
#include <new>

namespace alongside::app {

template <class T>
struct GuardedAllocator {
  static_assert(alignof(T) == 1, "sodium_malloc aligns to the end of a page");
  using value_type = T;

  GuardedAllocator() = default;
  template <class Other>
  GuardedAllocator(const GuardedAllocator<Other>&) noexcept {}

  T* allocate(std::size_t count) {
    if (void* memory = sodium_allocarray(count, sizeof(T))) return static_cast<T*>(memory);
    throw std::bad_alloc();
  }
  void deallocate(T* memory, std::size_t) noexcept { sodium_free(memory); }

  friend bool operator==(const GuardedAllocator&, const GuardedAllocator&) { return true; }
};

}  // namespace alongside::app
