// Secret bytes of one role: in guarded memory, moved and never copied, wiped at the end.
#pragma once

#include <sodium.h>

#include <array>
#include <cstddef>
#include <algorithm>
#include <memory>
#include <new>
#include <span>

#include "core/crypto/random.hpp"

namespace alongside::crypto {

// Must return before anything else in core/crypto is used; aborts if libsodium can't start. Any thread.
void initialize();

// `Size` secret bytes for the one purpose `Role`. Lives in sodium_malloc memory: locked against swap,
// left out of core dumps, between guard pages, wiped when its owner is gone. A moved-from Secret holds
// nothing and may only be destroyed or assigned to. There is no comparison, no printing and no copy;
// expose() is the only way to the bytes, so that a search for the word finds every use.
template <class Role, std::size_t Size>
class Secret {
 public:
  static constexpr std::size_t kSize = Size;

  // Takes the bytes over and wipes the source.
  explicit Secret(std::span<unsigned char, Size> source) : Secret() {
    std::copy(source.begin(), source.end(), bytes_.get());
    sodium_memzero(source.data(), Size);
  }
  static Secret random(RandomSource& source) {
    Secret secret;
    source.fill(std::span<unsigned char, Size>(secret.bytes_.get(), Size));
    return secret;
  }
  // Lets `write` produce the bytes in place: write(std::span<unsigned char, Size>).
  template <class Write>
  static Secret produced_by(Write&& write) {
    Secret secret;
    write(std::span<unsigned char, Size>(secret.bytes_.get(), Size));
    return secret;
  }
  // Lets `write` change the bytes in place; cheaper than a new Secret, whose guard pages cost some system calls.
  template <class Write>
  void rewrite(Write&& write) {
    write(std::span<unsigned char, Size>(bytes_.get(), Size));
  }
  // A second owner of the same bytes, said out loud.
  Secret duplicate() const {
    Secret copy;
    std::copy(bytes_.get(), bytes_.get() + Size, copy.bytes_.get());
    return copy;
  }

  Secret(Secret&&) noexcept = default;
  Secret& operator=(Secret&&) noexcept = default;

  std::span<const unsigned char, Size> expose() const noexcept {
    return std::span<const unsigned char, Size>(bytes_.get(), Size);
  }

 private:
  struct WipeAndFree {
    void operator()(unsigned char* bytes) const noexcept { sodium_free(bytes); }
  };

  Secret() : bytes_(static_cast<unsigned char*>(sodium_malloc(Size))) {
    if (!bytes_) throw std::bad_alloc();
  }

  std::unique_ptr<unsigned char, WipeAndFree> bytes_;
};

}  // namespace alongside::crypto
