#include "core/crypto/hash.hpp"

#include <sodium.h>

#include <variant>

#include "proto/check.hpp"

namespace alongside::crypto {
namespace {

constexpr std::size_t kMaxBlockBytes = 128;

// BLOCKLEN of the Noise specification.
std::size_t block_size(HashFunction function) noexcept { return function == HashFunction::sha256 ? 64 : 128; }

// One hash over bytes that come in parts; wiped with its owner.
class RunningHash {
 public:
  explicit RunningHash(HashFunction function) noexcept : size_(hash_size(function)) {
    switch (function) {
      case HashFunction::sha256:
        crypto_hash_sha256_init(&state_.emplace<crypto_hash_sha256_state>());
        break;
      case HashFunction::sha512:
        crypto_hash_sha512_init(&state_.emplace<crypto_hash_sha512_state>());
        break;
      case HashFunction::blake2b:
        crypto_generichash_blake2b_init(&state_.emplace<crypto_generichash_blake2b_state>(), nullptr, 0, size_);
        break;
    }
  }
  ~RunningHash() { sodium_memzero(&state_, sizeof state_); }
  RunningHash(const RunningHash&) = delete;
  RunningHash& operator=(const RunningHash&) = delete;

  RunningHash& update(BytesView part) noexcept {
    std::visit([part](auto& state) { update(state, part); }, state_);
    return *this;
  }
  void finish(std::span<unsigned char> out) noexcept {
    require(out.size() == size_);
    std::visit([out](auto& state) { finish(state, out); }, state_);
  }

 private:
  static void update(crypto_hash_sha256_state& state, BytesView part) noexcept {
    crypto_hash_sha256_update(&state, part.data(), part.size());
  }
  static void update(crypto_hash_sha512_state& state, BytesView part) noexcept {
    crypto_hash_sha512_update(&state, part.data(), part.size());
  }
  static void update(crypto_generichash_blake2b_state& state, BytesView part) noexcept {
    crypto_generichash_blake2b_update(&state, part.data(), part.size());
  }
  static void finish(crypto_hash_sha256_state& state, std::span<unsigned char> out) noexcept {
    crypto_hash_sha256_final(&state, out.data());
  }
  static void finish(crypto_hash_sha512_state& state, std::span<unsigned char> out) noexcept {
    crypto_hash_sha512_final(&state, out.data());
  }
  static void finish(crypto_generichash_blake2b_state& state, std::span<unsigned char> out) noexcept {
    crypto_generichash_blake2b_final(&state, out.data(), out.size());
  }

  std::size_t size_;
  std::variant<crypto_hash_sha256_state, crypto_hash_sha512_state, crypto_generichash_blake2b_state> state_;
};

// Working bytes on the stack, wiped at the end of their scope.
template <std::size_t Size>
struct Wiped : std::array<unsigned char, Size> {
  Wiped() : std::array<unsigned char, Size>{} {}
  ~Wiped() { sodium_memzero(this->data(), Size); }
  Wiped(const Wiped&) = delete;
  Wiped& operator=(const Wiped&) = delete;
};

// RFC 2104: the key, hashed if it is longer than a block, filled with zeros to a block.
void fill_key_block(HashFunction function, BytesView key, std::span<unsigned char> block) noexcept {
  if (key.size() > block.size()) {
    hash(function, key, {}, block.first(hash_size(function)));
  } else {
    std::ranges::copy(key, block.begin());
  }
}

void hmac_of_parts(HashFunction function, BytesView key, BytesView first, BytesView second,
                   std::span<unsigned char> out) noexcept {
  Wiped<kMaxBlockBytes> storage;
  const auto block = std::span<unsigned char>(storage).first(block_size(function));
  fill_key_block(function, key, block);

  Wiped<kMaxHashBytes> inner_storage;
  const auto inner = std::span<unsigned char>(inner_storage).first(hash_size(function));
  for (auto& byte : block) byte ^= 0x36;
  RunningHash(function).update(block).update(first).update(second).finish(inner);
  for (auto& byte : block) byte ^= 0x36 ^ 0x5c;
  RunningHash(function).update(block).update(inner).finish(out);
}

}  // namespace

std::size_t hash_size(HashFunction function) noexcept { return function == HashFunction::sha256 ? 32 : 64; }

void hash(HashFunction function, BytesView first, BytesView second, std::span<unsigned char> out) noexcept {
  RunningHash(function).update(first).update(second).finish(out);
}

void hmac(HashFunction function, BytesView key, BytesView message, std::span<unsigned char> out) noexcept {
  hmac_of_parts(function, key, message, {}, out);
}

void hkdf(HashFunction function, BytesView chaining_key, BytesView input,
          std::span<const std::span<unsigned char>> outputs) noexcept {
  require(!outputs.empty() && outputs.size() <= 3);
  Wiped<kMaxHashBytes> storage;
  const auto temp_key = std::span<unsigned char>(storage).first(hash_size(function));
  hmac(function, chaining_key, input, temp_key);

  BytesView previous;
  unsigned char step = 0;
  for (const auto& output : outputs) {
    ++step;
    hmac_of_parts(function, temp_key, previous, BytesView(&step, 1), output);
    previous = output;
  }
}

std::array<unsigned char, 32> keyed_hash(std::span<const unsigned char, 32> key,
                                         std::initializer_list<BytesView> parts) noexcept {
  std::array<unsigned char, 32> out;
  crypto_generichash_blake2b_state state;
  crypto_generichash_blake2b_init(&state, key.data(), key.size(), out.size());
  for (const auto& part : parts) crypto_generichash_blake2b_update(&state, part.data(), part.size());
  crypto_generichash_blake2b_final(&state, out.data(), out.size());
  sodium_memzero(&state, sizeof state);
  return out;
}

}  // namespace alongside::crypto
