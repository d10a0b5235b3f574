#include "net/channel/connect_handshake.hpp"

#include <gtest/gtest.h>

#include "net/error.hpp"
#include "net/channel/record_channel.hpp"
#include "tests/support/seeded_random.hpp"

namespace alongside::test {
namespace {

using namespace net;

// Keys of both sides of one link, from a seed.
struct LinkSides {
  SeededRandom random{5};
  crypto::KeyPair ana = crypto::KeyPair::generate(random);
  crypto::KeyPair ben = crypto::KeyPair::generate(random);
  noise::Psk psk = noise::Psk::random(random);
  LinkId id = crypto::random_id<LinkId>(random);

  ConnectKeys anas() const { return {id, ana.duplicate(), ben.open, psk.duplicate()}; }
  ConnectKeys bens() const { return {id, ben.duplicate(), ana.open, psk.duplicate()}; }
};

TEST(ConnectHandshake, IsTwoMessagesOfOneSizeAndThenAChannel) {
  LinkSides sides;
  ConnectInitiator initiator(sides.anas(), 42);
  ConnectResponder responder(sides.bens());
  const auto first = initiator.first_message(sides.random).value();
  ASSERT_TRUE(responder.read_first(first));
  EXPECT_EQ(responder.counter(), 42u);
  const auto second = responder.second_message(sides.random).value();
  EXPECT_EQ(first.size(), kHandshakeMessageBytes);
  EXPECT_EQ(second.size(), kHandshakeMessageBytes);
  auto here = initiator.read_second(second);
  auto there = responder.connected();
  ASSERT_TRUE(here);
  ASSERT_TRUE(there);
  EXPECT_EQ(here->version, 1);

  RecordChannel sender(std::move(here->transport));
  RecordChannel receiver(std::move(there->transport));
  sender.send({'h', 'i'});
  Bytes bytes;
  ASSERT_TRUE(sender.seal_into(bytes, 1));
  ASSERT_TRUE(receiver.receive(bytes));
  EXPECT_EQ(receiver.next_frame(), (Bytes{'h', 'i'}));
}

TEST(ConnectHandshake, OfAnotherLinkDoesNotOpen) {
  LinkSides sides;
  auto other = sides.anas();
  other.link = crypto::random_id<LinkId>(sides.random);
  ConnectResponder responder(sides.bens());
  EXPECT_EQ(responder.read_first(ConnectInitiator(std::move(other), 1).first_message(sides.random).value()).error(),
            NetErrc::message_not_authentic);
}

TEST(ConnectHandshake, WithoutThePskDoesNotOpen) {
  LinkSides sides;
  auto other = sides.anas();
  other.psk = noise::Psk::random(sides.random);
  ConnectResponder responder(sides.bens());
  EXPECT_FALSE(responder.read_first(ConnectInitiator(std::move(other), 1).first_message(sides.random).value()));
}

}  // namespace
}  // namespace alongside::test
