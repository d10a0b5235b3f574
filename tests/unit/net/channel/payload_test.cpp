#include "net/channel/payload.hpp"

#include <gtest/gtest.h>

namespace alongside::test {
namespace {

using namespace net;

TEST(Payload, TheNewestVersionThatBothSpeakIsChosen) {
  EXPECT_EQ(common_version({1, 1}, {1, 1}), 1);
  EXPECT_EQ(common_version({1, 3}, {2, 5}), 3);
  EXPECT_EQ(common_version({2, 5}, {1, 3}), 3);
  EXPECT_EQ(common_version({1, 1}, {2, 3}), 0);
  EXPECT_EQ(common_version({2, 3}, {1, 1}), 0);
  EXPECT_EQ(common_version({1, 1}, {3, 1}), 0);
}

TEST(Payload, WhoIsBehindIsToldWhenNoVersionIsCommon) {
  EXPECT_EQ(version_gap({2, 3}, {1, 1}), NetErrc::their_version_too_old);
  EXPECT_EQ(version_gap({1, 1}, {0, 0}), NetErrc::their_version_too_old);
  EXPECT_EQ(version_gap({1, 1}, {2, 3}), NetErrc::own_version_too_old);
  EXPECT_EQ(version_gap({1, 1}, {3, 1}), NetErrc::own_version_too_old);
}

TEST(Payload, OfTheFirstMessageReadsBack) {
  const FirstPayload first{{1, 2}, 0x0102030405060708};
  const auto bytes = first.encode();
  EXPECT_EQ(bytes.size(), kFirstPayloadBytes);
  EXPECT_EQ(to_hex(BytesView(bytes).first(10)), "01020807060504030201");
  EXPECT_EQ(FirstPayload::decode(bytes).counter, first.counter);
}

TEST(Payload, OfTheSecondMessageReadsBack) {
  SecondPayload second{1, {1, 2}, {}};
  second.contribution.fill(7);
  const auto bytes = second.encode(kPairSecondPayloadBytes);
  EXPECT_EQ(bytes.size(), kPairSecondPayloadBytes);
  EXPECT_EQ(SecondPayload::decode(bytes).contribution, second.contribution);
  EXPECT_EQ(SecondPayload::decode(bytes).versions.newest, 2);
}

}  // namespace
}  // namespace alongside::test
