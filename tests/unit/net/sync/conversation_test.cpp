#include "net/sync/conversation.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "net/sync/limits.hpp"
#include "tests/unit/net/sync/talk.hpp"

namespace alongside::test {
namespace {

using namespace net;
using Body = wire::Frame::BodyCase;

std::vector<Body> kinds(const std::vector<wire::Frame>& frames) {
  std::vector<Body> kinds;
  for (const auto& frame : frames) kinds.push_back(frame.body_case());
  return kinds;
}

TEST(Conversation, BeginsWithAGreetingAndSaysNothingMoreUntilGreeted) {
  Talk talk;
  talk.store.share("one");
  EXPECT_EQ(kinds(talk.hear()), (std::vector<Body>{wire::Frame::kGreeting}));
  EXPECT_TRUE(talk.hear().empty());
}

TEST(Conversation, SendsWhatIsSharedOnceOpen) {
  Talk talk;
  talk.store.share("one");
  talk.hear();
  talk.greet();
  const auto frames = talk.hear();
  ASSERT_EQ(kinds(frames), (std::vector<Body>{wire::Frame::kBatch}));
  EXPECT_EQ(frames[0].batch().number(), 1u);
  EXPECT_EQ(frames[0].batch().changes_size(), 1);
  talk.share("two");
  EXPECT_EQ(talk.hear().at(0).batch().number(), 2u);
  EXPECT_FALSE(talk.failure());
}

TEST(Conversation, SaysNothingOfWhatIsSharedWhileProvisional) {
  for (const bool mine : {false, true}) {
    Talk talk(mine);
    talk.store.share("one");
    talk.hear();
    talk.greet(!mine);
    talk.conversation.flush(1);
    EXPECT_TRUE(talk.hear().empty());
  }
}

TEST(Conversation, OpensWhenTheSecondConfirmationComes) {
  Talk talk(/*confirmed=*/false);
  talk.store.share("one");
  talk.hear();
  talk.greet();
  talk.conversation.confirm_words();
  talk.run_jobs();
  EXPECT_EQ(kinds(talk.hear()), (std::vector<Body>{wire::Frame::kWordsConfirmed, wire::Frame::kBatch}));
}

TEST(Conversation, StoresABatchAndAcknowledgesIt) {
  Talk talk;
  talk.hear();
  talk.greet();
  talk.say(feed_reset());
  talk.say(batch(1, {"from ben"}));
  talk.say(batch(2, {"and more"}));
  EXPECT_EQ(talk.store.received_texts(), (Texts{"and more", "from ben"}));
  const auto frames = talk.hear();
  ASSERT_EQ(kinds(frames), (std::vector<Body>{wire::Frame::kAck}));
  EXPECT_EQ(frames[0].ack().number(), 2u);
}

TEST(Conversation, AcknowledgesNothingThatIsNotStored) {
  Talk talk;
  talk.hear();
  talk.greet();
  talk.say(feed_reset());
  talk.store.fails = NetErrc::store_locked;
  talk.say(batch(1, {"lost"}));
  EXPECT_TRUE(talk.hear().empty());
  EXPECT_EQ(talk.failure(), NetErrc::store_locked);
}

TEST(Conversation, KeepsNoMoreThanAWindowOfBatchesUnderWay) {
  Talk talk;
  for (std::size_t entry = 0; entry < 8 * kMaxBatchChanges; ++entry) talk.store.share("entry");
  talk.hear();
  talk.greet();
  EXPECT_EQ(talk.hear().size(), kBatchWindow);
  talk.say(ack(2));
  EXPECT_EQ(talk.hear().size(), 2u);
  talk.say(ack(6));
  EXPECT_EQ(talk.hear().size(), kBatchWindow);
  EXPECT_FALSE(talk.failure());
}

TEST(Conversation, BeginsWithFewChangesAndFillsTheBatchesUp) {
  Talk talk;
  for (std::size_t entry = 0; entry < 4 * kMaxBatchChanges; ++entry) talk.store.share("entry");
  talk.hear();
  talk.greet();
  std::vector<std::size_t> sizes;
  for (std::uint64_t number = 1; number <= 6; ++number) {
    for (const auto& frame : talk.hear()) sizes.push_back(static_cast<std::size_t>(frame.batch().changes_size()));
    talk.say(ack(number));
  }
  ASSERT_GE(sizes.size(), 6u);
  sizes.resize(6);
  EXPECT_EQ(sizes, (std::vector<std::size_t>{64, 128, 256, 512, 1024, 1024}));
}

TEST(Conversation, SettlesWhatIsAcknowledgedOnlyWhenNothingWaitsToLeave) {
  Talk talk;
  for (std::size_t entry = 0; entry < 2 * kMaxBatchChanges; ++entry) talk.store.share("entry");
  talk.hear();
  talk.greet();
  EXPECT_EQ(talk.hear().size(), kBatchWindow);
  talk.say(ack(kBatchWindow));
  EXPECT_EQ(talk.store.outgoing()->acknowledged, BatchNumber());
  const auto rest = talk.hear();
  ASSERT_FALSE(rest.empty());
  const auto last = rest.back().batch().number();
  talk.say(ack(last));
  EXPECT_EQ(talk.store.outgoing()->acknowledged, BatchNumber(last));
}

TEST(Conversation, SomethingUrgentGoesBeforeWhatIsLong) {
  Talk talk;
  talk.hear();
  talk.greet();
  talk.store.share("long");
  talk.conversation.share_happened();
  talk.run_jobs();
  talk.say(feed_reset());
  talk.say(batch(1, {"hi"}));
  EXPECT_EQ(talk.hear().front().body_case(), wire::Frame::kAck);
}

TEST(Conversation, AnswersAFlushOnlyWhenBothDirectionsAreDone) {
  Talk talk;
  talk.store.share("one");
  talk.hear();
  talk.greet();
  wire::Frame flush;
  flush.mutable_flush()->set_token(9);
  talk.say(flush);
  EXPECT_EQ(kinds(talk.hear()), (std::vector<Body>{wire::Frame::kBatch}));
  talk.say(ack(1));
  const auto frames = talk.hear();
  ASSERT_EQ(kinds(frames), (std::vector<Body>{wire::Frame::kFlushed}));
  EXPECT_EQ(frames[0].flushed().token(), 9u);
}

TEST(Conversation, AsksWithAFlushWhenItsOwnIsDoneAndReportsTheAnswer) {
  Talk talk;
  talk.store.share("one");
  talk.hear();
  talk.greet();
  talk.conversation.flush(3);
  EXPECT_EQ(kinds(talk.hear()), (std::vector<Body>{wire::Frame::kBatch}));
  talk.say(ack(1));
  EXPECT_EQ(kinds(talk.hear()), (std::vector<Body>{wire::Frame::kFlush}));
  EXPECT_EQ(talk.conversation.flushed_through(), 0u);
  wire::Frame flushed;
  flushed.mutable_flushed()->set_token(3);
  talk.say(flushed);
  EXPECT_EQ(talk.conversation.flushed_through(), 3u);
  EXPECT_TRUE(talk.conversation.in_step());
}

TEST(Conversation, AnUnknownAttachmentIsAnsweredLikeAnyOtherThatCanNotBeHad) {
  Talk talk;
  talk.hear();
  talk.greet();
  wire::Frame request;
  request.mutable_chunk_request()->set_attachment(std::string(16, 'x'));
  request.mutable_chunk_request()->set_count(10);
  talk.say(request);
  EXPECT_EQ(kinds(talk.hear()), (std::vector<Body>{wire::Frame::kChunkUnavailable}));
}

TEST(Conversation, FarewellIsTheLastWord) {
  Talk talk;
  talk.store.share("one");
  talk.hear();
  talk.greet();
  talk.conversation.farewell();
  EXPECT_EQ(kinds(talk.hear()), (std::vector<Body>{wire::Frame::kFarewell}));
  talk.share("two");
  EXPECT_TRUE(talk.hear().empty());
}

TEST(Conversation, WhatIsTakenBackWhileABatchWaitsForTheLineDoesNotLeave) {
  Talk talk;
  talk.hear();
  talk.greet();
  const auto regretted = talk.store.share("regretted");
  talk.store.share("kept");
  talk.conversation.share_happened();
  talk.run_jobs();
  talk.store.unshare(regretted);
  talk.conversation.share_happened();
  talk.run_jobs();
  for (const auto& frame : talk.hear()) {
    for (const auto& change : frame.batch().changes()) EXPECT_EQ(change.find("regretted"), std::string::npos);
  }
  EXPECT_FALSE(talk.failure());
}

// The partner asks for chunks of the one file.
wire::Frame chunk_request(const AttachmentId& file, std::uint64_t first, std::uint32_t count) {
  wire::Frame request;
  request.mutable_chunk_request()->set_attachment(file.raw());
  request.mutable_chunk_request()->set_first(first);
  request.mutable_chunk_request()->set_count(count);
  return request;
}

TEST(Conversation, ChunksOfWhatIsTakenBackWhileTheyWaitForTheLineDoNotLeave) {
  Talk talk;
  const auto item = talk.store.share_file(40);
  const auto file = talk.store.own_file();
  talk.hear();
  talk.greet();
  talk.hear();
  talk.say(chunk_request(file, 0, 16));
  talk.say(chunk_request(file, 16, 16));
  EXPECT_TRUE(talk.conversation.next_frame());
  talk.store.unshare(item);
  talk.store.unshare_file(file);
  talk.conversation.share_happened();
  talk.run_jobs();
  EXPECT_EQ(kinds(talk.hear()), (std::vector<Body>{wire::Frame::kBatch, wire::Frame::kChunkUnavailable,
                                                   wire::Frame::kChunkUnavailable}));
  EXPECT_FALSE(talk.failure());
}

TEST(Conversation, AnswersEveryChunkOnceHoweverOftenSomethingIsShared) {
  Talk talk;
  talk.store.share_file(40);
  const auto file = talk.store.own_file();
  talk.hear();
  talk.greet();
  talk.hear();
  talk.say(chunk_request(file, 0, 20));
  talk.say(chunk_request(file, 30, 12));
  std::vector<std::uint64_t> indices;
  std::size_t refusals = 0;
  while (const auto frame = talk.conversation.next_frame()) {
    const auto said = read_frame(*frame).value();
    if (said.has_chunk()) indices.push_back(said.chunk().index());
    if (said.has_chunk_unavailable()) ++refusals;
    talk.conversation.share_happened();
    talk.run_jobs();
  }
  ASSERT_EQ(indices.size(), 30u);
  EXPECT_EQ(indices.front(), 0u);
  EXPECT_EQ(indices[20], 30u);
  EXPECT_TRUE(std::ranges::is_sorted(indices));
  EXPECT_EQ(refusals, 1u);
  talk.say(chunk_request(file, 0, kChunkWindow));
  EXPECT_FALSE(talk.failure());
}

TEST(Conversation, ABatchThatFindsNoRoomIsStoredLaterAndAcknowledgedThen) {
  Talk talk;
  talk.hear();
  talk.greet();
  talk.say(feed_reset());
  talk.store.fails = NetErrc::store_full;
  talk.say(batch(1, {"first"}));
  talk.say(batch(2, {"second"}));
  EXPECT_TRUE(talk.hear().empty());
  EXPECT_FALSE(talk.failure());
  ASSERT_TRUE(talk.conversation.waits_for_room());
  talk.conversation.try_store_again();
  talk.run_jobs();
  EXPECT_TRUE(talk.conversation.waits_for_room());

  talk.store.fails.reset();
  talk.conversation.try_store_again();
  talk.run_jobs();
  EXPECT_FALSE(talk.conversation.waits_for_room());
  EXPECT_EQ(talk.store.arrived(), (Texts{"first", "second"}));
  EXPECT_EQ(talk.hear().at(0).ack().number(), 2u);
}

TEST(Conversation, PrivateEntriesChangeNothingThatIsSaid) {
  const auto said = [](int private_entries) {
    Talk talk;
    for (int entry = 0; entry < private_entries; ++entry) {
      const auto item = talk.store.share("private " + std::to_string(entry));
      talk.store.unshare(item);
    }
    talk.conversation.share_happened();
    talk.hear();
    talk.greet();
    return kinds(talk.hear());
  };
  EXPECT_EQ(said(0), said(500));
}

}  // namespace
}  // namespace alongside::test
