#include "net/channel/frame_reader.hpp"

#include <gtest/gtest.h>

#include "net/channel/limits.hpp"

namespace alongside::test {
namespace {

using namespace net;

Bytes length_field(std::uint32_t length) {
  return {static_cast<unsigned char>(length), static_cast<unsigned char>(length >> 8),
          static_cast<unsigned char>(length >> 16), static_cast<unsigned char>(length >> 24)};
}

TEST(FrameReader, JoinsAStreamCutAnywhere) {
  const Bytes stream = {1, 0, 0, 0, 'a', 3, 0, 0, 0, 'b', 'c', 'd'};
  for (std::size_t first = 0; first <= stream.size(); ++first) {
    for (std::size_t second = first; second <= stream.size(); ++second) {
      FrameReader reader;
      ASSERT_TRUE(reader.take(BytesView(stream).first(first)));
      ASSERT_TRUE(reader.take(BytesView(stream).subspan(first, second - first)));
      ASSERT_TRUE(reader.take(BytesView(stream).subspan(second)));
      EXPECT_EQ(reader.next(), (Bytes{'a'}));
      EXPECT_EQ(reader.next(), (Bytes{'b', 'c', 'd'}));
      EXPECT_FALSE(reader.next());
      EXPECT_TRUE(reader.between_frames());
    }
  }
}

TEST(FrameReader, RefusesAnEmptyFrame) {
  FrameReader reader;
  EXPECT_EQ(reader.take(length_field(0)).error(), NetErrc::malformed_record);
}

TEST(FrameReader, TakesTheLargestAndRefusesOneMore) {
  FrameReader reader;
  EXPECT_TRUE(reader.take(length_field(kMaxFrameBytes)));
  for (const auto length : {static_cast<std::uint32_t>(kMaxFrameBytes + 1), UINT32_MAX}) {
    FrameReader other;
    EXPECT_EQ(other.take(length_field(length)).error(), NetErrc::malformed_record);
  }
}

}  // namespace
}  // namespace alongside::test
