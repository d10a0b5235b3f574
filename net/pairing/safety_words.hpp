// The six words that two people compare after pairing, to be sure that nobody sits between their nodes.
#pragma once

#include <array>
#include <span>
#include <string_view>

namespace alongside::net {

inline constexpr std::size_t kSafetyWords = 6;
inline constexpr std::size_t kSafetyWordList = 1024;

// The first 60 bits of BLAKE2b-512("alongside words v1" | handshake hash), most significant first, ten a word: the place
// in net/pairing/words.txt, counted from 0. The words are constants.
std::array<std::string_view, kSafetyWords> safety_words(std::span<const unsigned char, 64> handshake_hash);

}  // namespace alongside::net
