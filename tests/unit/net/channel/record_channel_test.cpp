#include "net/channel/record_channel.hpp"

#include <gtest/gtest.h>

#include "net/channel/limits.hpp"
#include "tests/unit/net/channel/channel_pair.hpp"

namespace alongside::test {
namespace {

using namespace net;

Bytes text(std::string_view words) {
  const auto bytes = as_bytes(words);
  return Bytes(bytes.begin(), bytes.end());
}

std::vector<Bytes> frames_of(RecordChannel& channel) {
  std::vector<Bytes> frames;
  while (auto frame = channel.next_frame()) frames.push_back(std::move(*frame));
  return frames;
}

TEST(RecordChannel, CarriesFramesOfEverySizeInRecordsOfOneSize) {
  auto [here, there] = channel_pair();
  std::vector<Bytes> sent;
  for (const std::size_t size : {1ul, 2ul, 4072ul, 4073ul, 4074ul, 4077ul, 8150ul, 100000ul, kMaxFrameBytes})
    sent.emplace_back(size, static_cast<unsigned char>(size));
  for (const auto& frame : sent) here.send(frame);
  const auto bytes = sealed(here);
  EXPECT_EQ(bytes.size() % kRecordBytes, 0u);
  ASSERT_TRUE(there.receive(bytes));
  EXPECT_EQ(frames_of(there), sent);
}

TEST(RecordChannel, SmallFramesShareARecord) {
  auto [here, there] = channel_pair();
  for (int frame = 0; frame < 10; ++frame) here.send(text("hello"));
  EXPECT_EQ(sealed(here).size(), kRecordBytes);
}

TEST(RecordChannel, DoesNotMindWhereTheStreamIsCut) {
  auto [first, first_there] = channel_pair();
  first.send(text("one"));
  first.send(Bytes(5000, 'x'));
  const auto bytes = sealed(first);
  for (std::size_t cut = 0; cut <= bytes.size(); cut += 7) {
    auto [here, there] = channel_pair();
    ASSERT_TRUE(there.receive(BytesView(bytes).first(cut)));
    ASSERT_TRUE(there.receive(BytesView(bytes).subspan(cut)));
    EXPECT_EQ(frames_of(there).size(), 2u) << cut;
  }
}

TEST(RecordChannel, EachByteOfARecordCounts) {
  auto [here, unused] = channel_pair();
  here.send(text("one"));
  const auto bytes = sealed(here);
  const std::size_t last = 8 * bytes.size();
  // Each bit of the header and of the tag, and one of every byte between.
  const auto step = [last](std::size_t bit) { return bit < 64 || bit >= last - 144 ? 1 : 9; };
  for (std::size_t bit = 0; bit < last; bit += step(bit)) {
    auto altered = bytes;
    altered[bit / 8] = static_cast<unsigned char>(altered[bit / 8] ^ (1u << bit % 8));
    auto [other, there] = channel_pair();
    ASSERT_EQ(there.receive(altered).error(), NetErrc::message_not_authentic) << bit;
    ASSERT_FALSE(there.next_frame()) << bit;
  }
}

TEST(RecordChannel, ARecordTwiceOrOutOfOrderOrReflectedEndsIt) {
  auto [here, there] = channel_pair();
  here.send(Bytes(5000, 'x'));
  const auto bytes = sealed(here);
  EXPECT_FALSE(here.receive(bytes));
  auto [a, twice] = channel_pair();
  EXPECT_TRUE(twice.receive(BytesView(bytes).first(kRecordBytes)));
  EXPECT_FALSE(twice.receive(BytesView(bytes).first(kRecordBytes)));
  auto [b, skipped] = channel_pair();
  EXPECT_FALSE(skipped.receive(BytesView(bytes).subspan(kRecordBytes)));
}

TEST(RecordChannel, ChangesKeysByCountAndGoesOn) {
  auto [here, there] = channel_pair();
  const auto frame = Bytes(kRecordRoomBytes - kFrameLengthBytes, 'x');
  for (std::uint64_t record = 0; record < kRecordsPerKey + 10; ++record) {
    here.send(frame);
    Bytes out;
    ASSERT_TRUE(here.seal_into(out, 1));
    ASSERT_TRUE(there.receive(out)) << record;
    ASSERT_TRUE(there.next_frame()) << record;
  }
}

TEST(RecordChannel, AnswersPings) {
  auto [here, there] = channel_pair();
  here.ping();
  ASSERT_TRUE(there.receive(sealed(here)));
  EXPECT_TRUE(there.has_output());
  ASSERT_TRUE(here.receive(sealed(there)));
  EXPECT_EQ(here.pongs_received(), 1u);
}

TEST(RecordChannel, ACloseTellsAnEndFromACut) {
  auto [here, there] = channel_pair();
  here.send(text("last"));
  here.close();
  const auto bytes = sealed(here);
  ASSERT_TRUE(there.receive(BytesView(bytes).first(kRecordBytes)));
  EXPECT_FALSE(there.closed_by_partner());
  ASSERT_TRUE(there.receive(BytesView(bytes).subspan(kRecordBytes)));
  EXPECT_TRUE(there.closed_by_partner());
  EXPECT_EQ(frames_of(there), std::vector<Bytes>{text("last")});
}

// A partner's program may be anybody's: records that open, and say nonsense.
class RogueRecord : public ::testing::Test {
 protected:
  Result<void> receive(unsigned char kind, std::size_t used) {
    Bytes plaintext(kRecordPlaintextBytes);
    plaintext[0] = kind;
    plaintext[1] = static_cast<unsigned char>(used);
    plaintext[2] = static_cast<unsigned char>(used >> 8);
    std::array<unsigned char, 32> key{};
    noise::CipherState cipher{noise::CipherKey(std::span<unsigned char, 32>(key))};
    std::array<unsigned char, 32> same{};
    std::array<unsigned char, 32> other{1};
    RecordChannel channel(noise::Transport{noise::CipherState(noise::CipherKey(std::span<unsigned char, 32>(other))),
                                           noise::CipherState(noise::CipherKey(std::span<unsigned char, 32>(same)))});
    return channel.receive(cipher.encrypt({}, plaintext).value());
  }
};

TEST_F(RogueRecord, OfAnUnknownKindEndsIt) {
  EXPECT_EQ(receive(4, 0).error(), NetErrc::malformed_record);
  EXPECT_EQ(receive(255, 0).error(), NetErrc::malformed_record);
}

TEST_F(RogueRecord, ThatClaimsMoreThanFitsEndsIt) {
  EXPECT_EQ(receive(0, kRecordRoomBytes + 1).error(), NetErrc::malformed_record);
  EXPECT_EQ(receive(0, 65535).error(), NetErrc::malformed_record);
}

TEST_F(RogueRecord, WithBytesInAControlRecordEndsIt) {
  for (unsigned char kind = 1; kind <= 3; ++kind) EXPECT_EQ(receive(kind, 1).error(), NetErrc::malformed_record);
}

TEST_F(RogueRecord, WithAnEmptyFrameEndsIt) { EXPECT_EQ(receive(0, 4).error(), NetErrc::malformed_record); }

}  // namespace
}  // namespace alongside::test
