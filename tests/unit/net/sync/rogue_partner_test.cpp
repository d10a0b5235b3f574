// A partner whose program says what it must not.
#include <gtest/gtest.h>

#include "net/sync/limits.hpp"
#include "tests/unit/net/sync/talk.hpp"

namespace alongside::test {
namespace {

using namespace net;

const std::string kId(16, 'x');

// One of each kind that is not for the beginning.
std::vector<wire::Frame> all_but_greeting() {
  std::vector<wire::Frame> frames(13);
  frames[0].mutable_batch()->set_number(1);
  frames[1].mutable_ack()->set_number(1);
  frames[2].mutable_inventory_request();
  frames[3].mutable_inventory_page();
  frames[4].mutable_return_request()->add_items(kId);
  frames[5].mutable_returned();
  frames[6].mutable_feed_reset()->set_epoch(kId);
  frames[7].mutable_chunk_request()->set_attachment(kId);
  frames[7].mutable_chunk_request()->set_count(1);
  frames[8].mutable_chunk()->set_attachment(kId);
  frames[9].mutable_chunk_unavailable()->set_attachment(kId);
  frames[10].mutable_flushed()->set_token(1);
  frames[11].mutable_words_confirmed();
  frames[12].mutable_flush()->set_token(1);
  return frames;
}

TEST(RoguePartner, MayNotSpeakBeforeGreeting) {
  for (const auto& frame : all_but_greeting()) {
    Talk talk;
    talk.say(frame);
    EXPECT_EQ(talk.failure(), NetErrc::frame_out_of_turn) << frame.body_case();
  }
}

TEST(RoguePartner, MaySayNothingOfSubstanceWhileProvisional) {
  for (const auto& frame : all_but_greeting()) {
    if (frame.has_words_confirmed() || frame.has_flush()) continue;
    Talk talk(/*confirmed=*/false);
    talk.greet();
    talk.say(frame);
    EXPECT_EQ(talk.failure(), NetErrc::frame_out_of_turn) << frame.body_case();
    EXPECT_EQ(talk.store.batches_stored(), 0u);
  }
}

TEST(RoguePartner, MayNotAnswerWhatWasNotAsked) {
  for (const auto& frame : all_but_greeting()) {
    const bool answer = frame.has_ack() || frame.has_inventory_page() || frame.has_returned() || frame.has_chunk() ||
                        frame.has_chunk_unavailable() || frame.has_flushed();
    if (!answer) continue;
    Talk talk;
    talk.greet();
    talk.say(frame);
    EXPECT_EQ(talk.failure(), NetErrc::frame_out_of_turn) << frame.body_case();
  }
}

TEST(RoguePartner, MayNotGreetTwice) {
  Talk talk;
  talk.greet();
  talk.greet();
  EXPECT_EQ(talk.failure(), NetErrc::frame_out_of_turn);
}

TEST(RoguePartner, MayNotLeaveOutOrRepeatABatch) {
  for (const std::uint64_t number : {1u, 3u, 0u}) {
    Talk talk;
    talk.greet();
    talk.say(feed_reset());
    talk.say(batch(1));
    talk.say(batch(number));
    EXPECT_TRUE(talk.failure()) << number;
  }
}

TEST(RoguePartner, MayNotOverrunTheStore) {
  Talk talk;
  talk.greet();
  talk.conversation.receive(encode(feed_reset()));
  for (std::uint64_t number = 1; number <= kBatchWindow + 1; ++number) {
    EXPECT_FALSE(talk.failure()) << number;
    talk.conversation.receive(encode(batch(number)));
  }
  EXPECT_EQ(talk.failure(), NetErrc::window_overrun);
}

TEST(RoguePartner, MayNotAskForMoreChunksThanTheWindow) {
  Talk talk;
  talk.greet();
  wire::Frame request;
  request.mutable_chunk_request()->set_attachment(kId);
  request.mutable_chunk_request()->set_count(1);
  for (std::uint64_t asked = 0; asked < kChunkWindow; ++asked) talk.say(request);
  EXPECT_FALSE(talk.failure());
  talk.say(request);
  EXPECT_EQ(talk.failure(), NetErrc::window_overrun);
}

TEST(RoguePartner, WhoResetsAgainAndAgainIsBounded) {
  Talk talk;
  talk.greet();
  for (std::uint64_t reset = 0; reset <= kBatchWindow; ++reset) talk.conversation.receive(encode(feed_reset()));
  EXPECT_EQ(talk.failure(), NetErrc::window_overrun);
}

TEST(RoguePartner, WhoNamesThingsBadlyIsTakenToNameNothing) {
  Talk talk;
  wire::Frame frame;
  auto& greeting = *frame.mutable_greeting();
  greeting.set_feed_epoch(kId);
  greeting.set_name("two\nlines");
  greeting.add_addresses("no address");
  for (int address = 0; address < 100; ++address) greeting.add_addresses("host:1");
  talk.say(frame);
  EXPECT_FALSE(talk.failure());
  EXPECT_EQ(talk.conversation.partner()->introduction.name, "");
  EXPECT_EQ(talk.conversation.partner()->introduction.addresses.size(), 16u);
}

TEST(RoguePartner, WhoSendsNoMessageAtAllEndsTheConversation) {
  Talk talk;
  talk.greet();
  talk.say_bytes(Bytes{0xff, 0xff, 0xff});
  EXPECT_EQ(talk.failure(), NetErrc::malformed_frame);
}

}  // namespace
}  // namespace alongside::test
