#include "net/noise/handshake_state.hpp"

#include <gtest/gtest.h>

#include "net/error.hpp"
#include "tests/unit/net/noise/handshake_run.hpp"
#include "tests/unit/net/noise/shipped_patterns.hpp"

namespace alongside::net::noise {
namespace {

using test::HandshakeRun;
using test::kPayload;
using test::NoiseSetup;

class Handshake : public test::ShippedPattern {
 protected:
  NoiseSetup setup{name()};
  std::size_t messages = setup.protocol.pattern.messages.size();
};
INSTANTIATE_TEST_SUITE_P(Shipped, Handshake, test::kShippedPatterns, test::pattern_of);

TEST_P(Handshake, EndsWithCiphersThatFitTheSameHashAndTheOthersKey) {
  HandshakeRun run(setup);
  run.steps(messages);
  ASSERT_TRUE(run.initiator.finished() && run.responder.finished());
  EXPECT_EQ(run.initiator.handshake_hash(), run.responder.handshake_hash());
  EXPECT_EQ(run.initiator.remote_static(), setup.responder_static.open);
  EXPECT_EQ(run.responder.remote_static(), setup.initiator_static.open);

  auto initiators = run.initiator.split().value();
  auto responders = run.responder.split().value();
  EXPECT_EQ(responders.receive.decrypt({}, initiators.send.encrypt({}, kPayload).value()).value(), kPayload);
  EXPECT_EQ(initiators.receive.decrypt({}, responders.send.encrypt({}, kPayload).value()).value(), kPayload);
}

TEST_P(Handshake, HidesItsPayloadFromTheFirstMessageOn) {
  HandshakeRun run(setup);
  const Bytes marked(32, 'm');
  while (!run.writer().finished()) {
    const auto message = run.writer().write_message(marked, run.random).value();
    EXPECT_EQ(as_text(message).find("mmmm"), std::string_view::npos);
    ASSERT_EQ(run.reader().read_message(message).value(), marked);
    ++run.done;
  }
}

TEST_P(Handshake, KeepsItsHashAndTheOthersKeyAfterTheSplitAndNothingElse) {
  HandshakeRun run(setup);
  run.steps(messages);
  const Bytes hash = run.responder.handshake_hash();
  ASSERT_TRUE(run.responder.split());
  EXPECT_EQ(run.responder.handshake_hash(), hash);
  EXPECT_EQ(run.responder.remote_static(), setup.initiator_static.open);
  EXPECT_EQ(run.responder.split().error(), NetErrc::state_is_dead);
  EXPECT_EQ(run.responder.read_message({}).error(), NetErrc::state_is_dead);
}

TEST_P(Handshake, NeverRunsTwiceWithTheSameHash) {
  HandshakeRun first(setup), second(setup);
  first.steps(messages);
  second.steps(messages);
  EXPECT_NE(first.initiator.handshake_hash(), second.initiator.handshake_hash());
}

TEST_P(Handshake, RefusesToReadToWriteOrToSplitOutOfTurn) {
  auto initiator = setup.initiator();
  auto responder = setup.responder();
  EXPECT_EQ(initiator.read_message(Bytes(100)).error(), NetErrc::out_of_turn);
  EXPECT_EQ(responder.write_message({}, setup.random).error(), NetErrc::out_of_turn);
  EXPECT_EQ(setup.initiator().split().error(), NetErrc::out_of_turn);
  EXPECT_TRUE(initiator.dead() && responder.dead());

  HandshakeRun run(setup);
  run.steps(messages);
  EXPECT_EQ(run.initiator.write_message({}, setup.random).error(), NetErrc::out_of_turn);
}

TEST_P(Handshake, TakesAMessageOf65535BytesAndNoLongerOne) {
  const std::size_t overhead = setup.initiator().write_message({}, setup.random)->size();
  const Bytes largest(kMaxMessageBytes - overhead, 1);
  HandshakeRun run(setup);
  const auto message = run.initiator.write_message(largest, setup.random).value();
  EXPECT_EQ(message.size(), 65535u);
  EXPECT_EQ(run.responder.read_message(message).value(), largest);

  for (const std::size_t excess : {1u, 16u, 100'000u}) {
    auto writer = setup.initiator();
    EXPECT_EQ(writer.write_message(Bytes(largest.size() + excess), setup.random).error(), NetErrc::message_too_long);
    EXPECT_TRUE(writer.dead());
  }
  auto reader = setup.responder();
  EXPECT_EQ(reader.read_message(Bytes(65536)).error(), NetErrc::message_too_long);
  EXPECT_TRUE(reader.dead());
}

TEST_P(Handshake, LetsAResponderTryEachCandidate) {
  NoiseSetup other(name(), /*seed=*/2), third(name(), /*seed=*/3);
  const auto message = setup.initiator().write_message(kPayload, setup.random).value();
  auto wrong = other.responder();
  auto right = setup.responder();
  auto untouched = third.responder();
  EXPECT_EQ(wrong.read_message(message).error(), NetErrc::message_not_authentic);
  EXPECT_EQ(right.read_message(message).value(), kPayload);
  EXPECT_TRUE(wrong.dead());
  EXPECT_FALSE(right.dead() || untouched.dead());
}

TEST_P(Handshake, IsAsNewAfterAFirstMessageThatWasNotForIt) {
  NoiseSetup other(name(), /*seed=*/2);
  auto responder = setup.responder();
  for (int i = 0; i < 3; ++i) {
    EXPECT_FALSE(responder.try_first(other.initiator().write_message(kPayload, other.random).value()));
    EXPECT_FALSE(responder.try_first(Bytes(5)));
    EXPECT_EQ(responder.remote_static(), setup.responder().remote_static());
  }
  auto initiator = setup.initiator();
  EXPECT_EQ(responder.try_first(initiator.write_message(kPayload, setup.random).value()).value(), kPayload);
  EXPECT_EQ(responder.handshake_hash(), initiator.handshake_hash());
}

TEST(HandshakeWithoutPsk, SendsItsFirstPayloadInTheClear) {
  NoiseSetup setup("Noise_XX_25519_ChaChaPoly_BLAKE2b");
  HandshakeRun run(setup);
  const auto message = run.written();
  EXPECT_EQ(message.size(), 32 + kPayload.size());
  EXPECT_TRUE(std::ranges::equal(std::span(message).subspan(32), kPayload));
}

}  // namespace
}  // namespace alongside::net::noise
