#include "net/pairing/safety_words.hpp"

#include "core/crypto/hash.hpp"
#include "net/pairing/words.hpp"
#include "proto/bytes.hpp"

namespace alongside::net {

std::array<std::string_view, kSafetyWords> safety_words(std::span<const unsigned char, 64> handshake_hash) {
  std::array<unsigned char, crypto::kMaxHashBytes> hash;
  crypto::hash(crypto::HashFunction::blake2b, as_bytes("alongside words v1"), handshake_hash, hash);
  std::array<std::string_view, kSafetyWords> words;
  for (std::size_t word = 0; word < kSafetyWords; ++word) {
    std::size_t place = 0;
    for (std::size_t bit = 10 * word; bit < 10 * word + 10; ++bit)
      place = place << 1 | (hash[bit / 8] >> (7 - bit % 8) & 1u);
    words[word] = kWords[place];
  }
  return words;
}

}  // namespace alongside::net
