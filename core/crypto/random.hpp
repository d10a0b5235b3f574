// Where random bytes come from. Handed in everywhere, so that a test can replay a run from a seed.
#pragma once

#include <array>
#include <span>

namespace alongside::crypto {

class RandomSource {
 public:
  virtual ~RandomSource() = default;
  // Overwrites `out` with random bytes. Can't fail.
  virtual void fill(std::span<unsigned char> out) = 0;
};

// The operating system's generator. Any thread.
class SystemRandom final : public RandomSource {
 public:
  void fill(std::span<unsigned char> out) override;
};

// A fresh random id of any kind in proto/ids.hpp; never the all-zero "none".
template <class IdType>
IdType random_id(RandomSource& random) {
  std::array<unsigned char, IdType::kSize> bytes;
  do {
    random.fill(bytes);
  } while (IdType(bytes).is_none());
  return IdType(bytes);
}

}  // namespace alongside::crypto
