#include "tests/unit/net/channel/channel_pair.hpp"

#include <gtest/gtest.h>

#include "tests/support/seeded_random.hpp"

namespace alongside::test {

using namespace net;

std::pair<RecordChannel, RecordChannel> channel_pair(std::uint64_t seed) {
  SeededRandom random(seed);
  const auto key = [&] {
    std::array<unsigned char, 32> bytes;
    random.fill(bytes);
    return bytes;
  };
  const auto cipher = [](std::array<unsigned char, 32> bytes) {
    return noise::CipherState(noise::CipherKey(std::span<unsigned char, 32>(bytes)));
  };
  const auto there = key();
  const auto back = key();
  return {RecordChannel(noise::Transport{cipher(there), cipher(back)}),
          RecordChannel(noise::Transport{cipher(back), cipher(there)})};
}

Bytes sealed(RecordChannel& channel) {
  Bytes out;
  EXPECT_TRUE(channel.seal_into(out, SIZE_MAX));
  return out;
}

}  // namespace alongside::test
