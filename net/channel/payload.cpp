#include "net/channel/payload.hpp"

#include <algorithm>

namespace alongside::net {

std::uint8_t common_version(VersionRange mine, VersionRange theirs) noexcept {
  const auto newest = std::min(mine.newest, theirs.newest);
  const auto oldest = std::max(mine.oldest, theirs.oldest);
  return newest >= oldest ? newest : std::uint8_t{0};
}

NetErrc version_gap(VersionRange mine, VersionRange theirs) noexcept {
  return theirs.newest < mine.oldest ? NetErrc::their_version_too_old : NetErrc::own_version_too_old;
}

Bytes FirstPayload::encode() const {
  Bytes payload(kFirstPayloadBytes);
  payload[0] = versions.oldest;
  payload[1] = versions.newest;
  for (std::size_t byte = 0; byte < 8; ++byte) payload[2 + byte] = static_cast<unsigned char>(counter >> (8 * byte));
  return payload;
}

FirstPayload FirstPayload::decode(BytesView payload) noexcept {
  FirstPayload first{{payload[0], payload[1]}, 0};
  for (std::size_t byte = 0; byte < 8; ++byte) first.counter |= std::uint64_t{payload[2 + byte]} << (8 * byte);
  return first;
}

Bytes SecondPayload::encode(std::size_t payload_bytes) const {
  Bytes payload(payload_bytes);
  payload[0] = chosen;
  payload[1] = versions.oldest;
  payload[2] = versions.newest;
  std::ranges::copy(contribution, payload.begin() + 3);
  return payload;
}

SecondPayload SecondPayload::decode(BytesView payload) noexcept {
  SecondPayload second{payload[0], {payload[1], payload[2]}, {}};
  std::ranges::copy(payload.subspan(3, second.contribution.size()), second.contribution.begin());
  return second;
}

}  // namespace alongside::net
