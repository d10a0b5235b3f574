// Two ends of a channel over a damaged link. Undamaged, what was sent arrives; damaged, nothing after the damage does, and
// what arrived before it is what was sent. Input: u16le place of the damage | u8 what is xored there | how the stream is cut.
#include <algorithm>
#include <array>

#include "net/channel/limits.hpp"
#include "net/channel/record_channel.hpp"
#include "proto/check.hpp"

using namespace alongside;

namespace {

net::noise::CipherState cipher(unsigned char byte) {
  std::array<unsigned char, 32> key;
  key.fill(byte);
  return net::noise::CipherState(net::noise::CipherKey(std::span<unsigned char, 32>(key)));
}

std::vector<Bytes> frames_to_send(BytesView shape) {
  std::vector<Bytes> frames;
  for (std::size_t place = 0; place < std::min<std::size_t>(shape.size(), 16); ++place)
    frames.emplace_back(1 + 40 * std::size_t{shape[place]}, shape[place]);
  return frames;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  crypto::initialize();
  if (size < 4) return 0;
  const std::size_t place = data[0] | std::size_t{data[1]} << 8;
  const unsigned char damage = data[2];
  const BytesView shape(data + 3, size - 3);

  net::RecordChannel here(net::noise::Transport{cipher(1), cipher(2)});
  net::RecordChannel there(net::noise::Transport{cipher(2), cipher(1)});
  const auto sent = frames_to_send(shape);
  for (const auto& frame : sent) here.send(frame);
  Bytes stream;
  require(here.seal_into(stream, SIZE_MAX).has_value());
  const bool damaged = damage != 0 && place < stream.size();
  if (damaged) stream[place] = static_cast<unsigned char>(stream[place] ^ damage);

  bool failed = false;
  BytesView rest = stream;
  for (std::size_t piece = 0; !rest.empty() && !failed; ++piece) {
    const auto length = std::min<std::size_t>(rest.size(), 1 + 37 * std::size_t{shape[piece % shape.size()]});
    failed = !there.receive(rest.first(length));
    rest = rest.subspan(length);
  }
  require(failed == damaged);
  std::size_t arrived = 0;
  while (const auto frame = there.next_frame()) require(arrived < sent.size() && *frame == sent[arrived++]);
  require(damaged || arrived == sent.size());
  return 0;
}
