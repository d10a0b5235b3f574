#include "net/sync/frame.hpp"

#include <gtest/gtest.h>

#include "net/channel/limits.hpp"
#include "net/sync/limits.hpp"

namespace alongside::test {
namespace {

using namespace net;

const std::string kId(16, 'i');

bool refused(const wire::Frame& frame) { return !read_frame(encode(frame)); }

TEST(Frame, ReadsBackWhatWasSaid) {
  wire::Frame frame;
  frame.mutable_batch()->set_number(7);
  frame.mutable_batch()->add_changes("one");
  const auto read = read_frame(encode(frame));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->batch().number(), 7u);
  EXPECT_EQ(views_of(read->batch().changes()).size(), 1u);
}

TEST(Frame, OfAKindFromTheFutureIsPassedOver) {
  const Bytes later = {0xa2, 0x06, 0x01, 'x'};  // field 100, one byte
  const auto read = read_frame(later);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->body_case(), wire::Frame::BODY_NOT_SET);
}

TEST(Frame, OfNoMessageIsRefused) {
  EXPECT_FALSE(read_frame({}));
  EXPECT_FALSE(read_frame(Bytes{0x1a}));
  EXPECT_FALSE(read_frame(Bytes{0x1a, 0x05, 0x01}));
  EXPECT_FALSE(read_frame(Bytes(kMaxFrameBytes + 1, 0x0a)));
}

TEST(Frame, WithTwoBodiesIsRefused) {
  const Bytes twice = {0x12, 0x00, 0x12, 0x00};
  EXPECT_FALSE(read_frame(twice));
}

TEST(Frame, WithGroupsIsRefusedWhateverTheirDepth) {
  EXPECT_FALSE(read_frame(Bytes(100'000, 0x0b)));
  EXPECT_FALSE(read_frame(Bytes{0x1a, 0x02, 0x0b, 0x0c}));
}

TEST(Frame, WithMoreFieldsThanAnyMessageNeedsIsRefusedBeforeItIsParsed) {
  Bytes many = {0x1a, 0x80, 0x80, 0x40};  // a batch of 1 MiB ...
  while (many.size() < 4 + (1u << 20)) {  // ... of empty changes
    many.push_back(0x12);
    many.push_back(0x00);
  }
  EXPECT_FALSE(read_frame(many));
}

TEST(Frame, WithABatchOutOfBoundsIsRefused) {
  wire::Frame frame;
  EXPECT_TRUE(refused([] { wire::Frame zero; zero.mutable_batch(); return zero; }()));
  frame.mutable_batch()->set_number(1);
  EXPECT_FALSE(refused(frame));
  frame.mutable_batch()->add_changes("");
  EXPECT_FALSE(refused(frame));
  *frame.mutable_batch()->mutable_changes(0) = std::string(400'000, 'c');
  EXPECT_FALSE(refused(frame));
  frame.mutable_batch()->clear_changes();
  for (std::size_t change = 0; change < kMaxBatchChanges; ++change) frame.mutable_batch()->add_changes("c");
  EXPECT_FALSE(refused(frame));
  frame.mutable_batch()->add_changes("c");
  EXPECT_TRUE(refused(frame));
}

TEST(Frame, WithAnIdOfAnotherLengthOrNoneIsRefused) {
  for (const auto& id : {std::string(), std::string(15, 'i'), std::string(17, 'i'), std::string(16, '\0')}) {
    wire::Frame chunk;
    chunk.mutable_chunk()->set_attachment(id);
    EXPECT_TRUE(refused(chunk));
    wire::Frame reset;
    reset.mutable_feed_reset()->set_epoch(id);
    EXPECT_TRUE(refused(reset));
    wire::Frame unavailable;
    unavailable.mutable_chunk_unavailable()->set_attachment(id);
    EXPECT_TRUE(refused(unavailable));
    wire::Frame greeting;
    greeting.mutable_greeting()->set_feed_epoch(id);
    EXPECT_TRUE(refused(greeting));
    wire::Frame back;
    back.mutable_return_request()->add_items(id);
    EXPECT_TRUE(refused(back));
  }
}

TEST(Frame, AChunkRequestHasACountAndNoOverflow) {
  const auto request = [](std::uint64_t first, std::uint32_t count) {
    wire::Frame frame;
    frame.mutable_chunk_request()->set_attachment(kId);
    frame.mutable_chunk_request()->set_first(first);
    frame.mutable_chunk_request()->set_count(count);
    return frame;
  };
  EXPECT_FALSE(refused(request(0, 1)));
  EXPECT_FALSE(refused(request(5, kChunkWindow)));
  EXPECT_TRUE(refused(request(0, 0)));
  EXPECT_TRUE(refused(request(0, kChunkWindow + 1)));
  EXPECT_TRUE(refused(request(UINT64_MAX, 2)));
}

TEST(Frame, AnInventoryPageIsBoundedInEveryField) {
  wire::Frame frame;
  auto& page = *frame.mutable_inventory_page();
  for (std::size_t held = 0; held < kMaxPageHoldings; ++held) page.add_holdings()->set_item(kId);
  EXPECT_FALSE(refused(frame));
  page.mutable_holdings(0)->set_retraction_seal("short");
  EXPECT_TRUE(refused(frame));
  page.mutable_holdings(0)->clear_retraction_seal();
  page.add_holdings()->set_item(kId);
  EXPECT_TRUE(refused(frame));
}

}  // namespace
}  // namespace alongside::test
