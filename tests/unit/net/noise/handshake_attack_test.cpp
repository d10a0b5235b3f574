// What somebody on the way, or a stranger, can do to a handshake.
#include <gtest/gtest.h>

#include "core/crypto/error.hpp"
#include "net/error.hpp"
#include "tests/unit/net/noise/handshake_run.hpp"
#include "tests/unit/net/noise/shipped_patterns.hpp"

namespace alongside::net::noise {
namespace {

using crypto::CryptoErrc;
using test::HandshakeRun;
using test::kPayload;
using test::NoiseSetup;

void flip(std::span<unsigned char> bytes, std::size_t bit) {
  bytes[bit / 8] ^= static_cast<unsigned char>(1u << (bit % 8));
}

void expect_dead(HandshakeState& end, crypto::RandomSource& random) {
  EXPECT_TRUE(end.dead());
  EXPECT_EQ(end.read_message(Bytes(100)).error(), NetErrc::state_is_dead);
  EXPECT_EQ(end.write_message({}, random).error(), NetErrc::state_is_dead);
  EXPECT_EQ(end.split().error(), NetErrc::state_is_dead);
  EXPECT_FALSE(end.remote_static());
}

class HandshakeUnderAttack : public test::ShippedPattern {
 protected:
  NoiseSetup setup{name()};
  std::size_t messages = setup.protocol.pattern.messages.size();

  // Carries a fresh run to message `index`, lets `damage` change it, and expects its reader to die of it.
  template <class Damage>
  void expect_refused(std::size_t index, Damage damage) {
    HandshakeRun run(setup);
    run.steps(index);
    Bytes message = run.written();
    damage(message);
    EXPECT_FALSE(run.reader().read_message(message));
    expect_dead(run.reader(), setup.random);
  }
  std::size_t size_of_message(std::size_t index) {
    HandshakeRun run(setup);
    run.steps(index);
    return run.written().size();
  }
};
INSTANTIATE_TEST_SUITE_P(Shipped, HandshakeUnderAttack, test::kShippedPatterns, test::pattern_of);

TEST_P(HandshakeUnderAttack, RefusesEachFlippedBitOfEachMessage) {
  for (std::size_t index = 0; index < messages; ++index) {
    const std::size_t bits = 8 * size_of_message(index);
    for (std::size_t bit = 0; bit < bits; ++bit) {
      SCOPED_TRACE(testing::Message() << "message " << index << ", bit " << bit);
      expect_refused(index, [bit](Bytes& message) { flip(message, bit); });
    }
  }
}

TEST_P(HandshakeUnderAttack, RefusesEachTruncationAndAnExtension) {
  for (std::size_t index = 0; index < messages; ++index) {
    const std::size_t size = size_of_message(index);
    for (std::size_t kept = 0; kept < size; ++kept)
      expect_refused(index, [kept](Bytes& message) { message.resize(kept); });
    expect_refused(index, [](Bytes& message) { message.push_back(0); });
  }
}

TEST_P(HandshakeUnderAttack, RefusesAPskThatIsWrongByOneBit) {
  const auto message = setup.initiator().write_message(kPayload, setup.random).value();
  for (std::size_t bit = 0; bit < 256; ++bit) {
    flip(setup.psks[0], bit);
    auto responder = setup.responder();
    EXPECT_EQ(responder.read_message(message).error(), NetErrc::message_not_authentic) << bit;
    expect_dead(responder, setup.random);
    flip(setup.psks[0], bit);
  }
}

TEST_P(HandshakeUnderAttack, RefusesAnotherPrologue) {
  const auto message = setup.initiator().write_message(kPayload, setup.random).value();
  const Bytes agreed = setup.prologue;
  Bytes altered = agreed, longer = agreed;
  flip(altered, 127);
  longer.push_back(0);
  for (const auto& prologue : {altered, longer, Bytes(agreed.begin(), agreed.end() - 1), Bytes{}}) {
    setup.prologue = prologue;
    auto responder = setup.responder();
    EXPECT_EQ(responder.read_message(message).error(), NetErrc::message_not_authentic);
  }
}

TEST_P(HandshakeUnderAttack, RefusesSwappedRoles) {
  const auto message = setup.initiator().write_message(kPayload, setup.random).value();
  auto second_initiator = setup.initiator();
  EXPECT_EQ(second_initiator.read_message(message).error(), NetErrc::out_of_turn);
  expect_dead(second_initiator, setup.random);
}

TEST_P(HandshakeUnderAttack, RefusesItsOwnMessageReflected) {
  for (std::size_t index = 0; index < messages; ++index) {
    HandshakeRun run(setup);
    run.steps(index);
    const auto message = run.written();
    EXPECT_FALSE(run.writer().read_message(message)) << index;
    expect_dead(run.writer(), setup.random);
  }
}

TEST_P(HandshakeUnderAttack, RefusesAMessageReplayedInTheSameRun) {
  for (std::size_t index = 0; index < messages; ++index) {
    HandshakeRun run(setup);
    run.steps(index);
    auto& reader = run.reader();
    const auto message = run.step();
    EXPECT_EQ(reader.read_message(message).error(), NetErrc::out_of_turn) << index;
    expect_dead(reader, setup.random);
  }
}

// The first message is the same to every responder; what follows it is bound to fresh keys of both.
TEST_P(HandshakeUnderAttack, GetsNowhereWithTheMessagesOfAnEarlierRun) {
  HandshakeRun earlier(setup);
  std::vector<Bytes> recorded;
  for (std::size_t i = 0; i < messages; ++i) recorded.push_back(earlier.step());
  for (std::size_t index = 1; index < messages; ++index) {
    expect_refused(index, [&](Bytes& message) { message = recorded[index]; });
  }
  auto responder = setup.responder();
  ASSERT_TRUE(responder.read_message(recorded[0]));
  if (messages < 3) return;
  ASSERT_TRUE(responder.write_message({}, setup.random));
  EXPECT_EQ(responder.read_message(recorded[2]).error(), NetErrc::message_not_authentic);
}

TEST_P(HandshakeUnderAttack, RefusesATransportMessageReflected) {
  HandshakeRun run(setup);
  run.steps(messages);
  auto ciphers = run.initiator.split().value();
  const auto message = ciphers.send.encrypt({}, kPayload).value();
  EXPECT_EQ(ciphers.receive.decrypt({}, message).error(), NetErrc::message_not_authentic);
}

// Points of order 1, 2 and 8 (zero, one, and one of the two of order 8).
std::vector<crypto::PublicKey> low_order_points() {
  std::vector<crypto::PublicKey> points(3);
  std::array<unsigned char, 32> one{1};
  points[1] = crypto::PublicKey(one);
  const std::array<unsigned char, 32> eighth{0xe0, 0xeb, 0x7a, 0x7c, 0x3b, 0x41, 0xb8, 0xae, 0x16, 0x56, 0xe3,
                                             0xfa, 0xf1, 0x9f, 0xc4, 0x6a, 0xda, 0x09, 0x8d, 0xeb, 0x9c, 0x32,
                                             0xb1, 0xfd, 0x86, 0x62, 0x05, 0x16, 0x5f, 0x49, 0xb8, 0x00};
  points[2] = crypto::PublicKey(eighth);
  return points;
}

TEST(LowOrderKeys, EndAHandshakeThatKnewThemBeforehand) {
  for (const auto* name : {"Noise_KKpsk0_25519_ChaChaPoly_BLAKE2b", "Noise_Kpsk0_25519_ChaChaPoly_BLAKE2b"}) {
    for (const auto& point : low_order_points()) {
      NoiseSetup setup(name);
      setup.responder_static.open = point;
      auto initiator = setup.initiator();
      EXPECT_EQ(initiator.write_message({}, setup.random).error(), CryptoErrc::weak_public_key) << point.text();
      expect_dead(initiator, setup.random);
    }
  }
}

TEST(LowOrderKeys, EndAHandshakeWhenTheyArriveAsEphemerals) {
  for (const auto* name : {"Noise_KKpsk0_25519_ChaChaPoly_BLAKE2b", "Noise_Kpsk0_25519_ChaChaPoly_BLAKE2b"}) {
    for (const auto& point : low_order_points()) {
      NoiseSetup setup(name);
      auto message = setup.initiator().write_message({}, setup.random).value();
      std::ranges::copy(point.bytes(), message.begin());
      auto responder = setup.responder();
      EXPECT_EQ(responder.read_message(message).error(), CryptoErrc::weak_public_key) << point.text();
      expect_dead(responder, setup.random);
    }
  }
}

TEST(LowOrderKeys, EndAnXXHandshakeBeforeAnythingIsAnswered) {
  for (const auto& point : low_order_points()) {
    NoiseSetup setup("Noise_XX_25519_ChaChaPoly_BLAKE2b");
    auto message = setup.initiator().write_message({}, setup.random).value();
    std::ranges::copy(point.bytes(), message.begin());
    auto responder = setup.responder();
    ASSERT_TRUE(responder.read_message(message));
    EXPECT_EQ(responder.write_message({}, setup.random).error(), CryptoErrc::weak_public_key) << point.text();
    expect_dead(responder, setup.random);
  }
}

TEST(HandshakeStateDeathTest, HasNoKeysInMemoryOnceItFailed) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  const auto read_a_key_of_the_dead = [] {
    NoiseSetup setup("Noise_KKpsk0_25519_ChaChaPoly_BLAKE2b");
    HandshakeKeys keys{setup.responder_static.duplicate(), setup.initiator_static.open, {}};
    keys.psks.emplace_back(std::span(setup.psks[0]));
    const volatile unsigned char* static_key = keys.own_static->secret.expose().data();
    HandshakeState responder(setup.protocol, Role::responder, setup.prologue, std::move(keys));
    if (static_key[0] != setup.responder_static.secret.expose()[0]) return 0;
    if (responder.read_message(Bytes(100))) return 0;
    return static_key[0] + 0;
  };
  EXPECT_DEATH(read_a_key_of_the_dead(), "");
}

}  // namespace
}  // namespace alongside::net::noise
