#include "tests/vectors/transcript.hpp"

#include <deque>
#include <stdexcept>

#include "net/channel/connect_handshake.hpp"
#include "net/channel/limits.hpp"
#include "net/channel/record_channel.hpp"
#include "net/pairing/introduction.hpp"
#include "net/pairing/pair_handshake.hpp"
#include "net/pairing/safety_words.hpp"
#include "net/sync/frame.hpp"

namespace alongside::test {
namespace {

namespace json = boost::json;
using namespace net;

// The bytes first, first + 1, first + 2 ...
template <std::size_t Size>
std::array<unsigned char, Size> counted(unsigned char first) {
  std::array<unsigned char, Size> bytes;
  for (auto& byte : bytes) byte = first++;
  return bytes;
}

template <class Key>
Key key(unsigned char first) {
  auto bytes = counted<32>(first);
  return Key(std::span<unsigned char, 32>(bytes));
}

crypto::KeyPair key_pair(unsigned char first) { return crypto::KeyPair::from(key<crypto::PrivateKey>(first)); }

// Gives out what was put in, in order.
class ScriptedRandom final : public crypto::RandomSource {
 public:
  explicit ScriptedRandom(std::deque<unsigned char> firsts) : firsts_(std::move(firsts)) {}
  void fill(std::span<unsigned char> out) override {
    if (firsts_.empty()) throw std::logic_error("more randomness than the transcript names");
    auto next = firsts_.front();
    firsts_.pop_front();
    for (auto& byte : out) byte = next++;
  }

 private:
  std::deque<unsigned char> firsts_;
};

json::string hex(BytesView bytes) { return json::string(to_hex(bytes)); }

// Which private keys and contributions the two sides use: "the bytes N, N+1, ..." as hexadecimal.
json::object side(const crypto::KeyPair& fixed, unsigned char ephemeral) {
  const auto once = key_pair(ephemeral);
  return {{"static_private", hex(fixed.secret.expose())},
          {"static_public", hex(fixed.open.bytes())},
          {"ephemeral_private", hex(once.secret.expose())},
          {"ephemeral_public", hex(once.open.bytes())}};
}

// One frame, alone in its record or records, and read by the other side.
json::object record_of(std::string_view from, const Bytes& frame, RecordChannel& sender, RecordChannel& receiver) {
  Bytes bytes;
  sender.send(frame);
  if (!sender.seal_into(bytes, SIZE_MAX) || !receiver.receive(bytes) || receiver.next_frame() != frame)
    throw std::logic_error("a record that does not arrive");
  return {{"from", from}, {"frame", hex(frame)}, {"records", hex(bytes)}};
}

json::object close_of(std::string_view from, RecordChannel& sender, RecordChannel& receiver) {
  Bytes bytes;
  sender.close();
  if (!sender.seal_into(bytes, 1) || !receiver.receive(bytes) || !receiver.closed_by_partner())
    throw std::logic_error("a close that does not arrive");
  return {{"from", from}, {"close", true}, {"records", hex(bytes)}};
}

wire::Frame greeting(unsigned char epoch, unsigned char following, std::string_view name) {
  wire::Frame frame;
  auto& said = *frame.mutable_greeting();
  said.set_feed_epoch(Epoch(counted<16>(epoch)).raw());
  if (following != 0) said.set_following_epoch(Epoch(counted<16>(following)).raw());
  said.set_name(std::string(name));
  said.add_addresses("192.0.2.1:4711");
  said.set_words_confirmed(true);
  return frame;
}

wire::Frame reset(unsigned char epoch) {
  wire::Frame frame;
  frame.mutable_feed_reset()->set_epoch(Epoch(counted<16>(epoch)).raw());
  return frame;
}

wire::Frame batch_of_two() {
  wire::Copy copy;
  copy.set_kind("note");
  copy.mutable_written()->set_unix_ms(1'800'000'000'000);
  copy.mutable_written()->set_utc_offset_minutes(120);
  copy.mutable_changed()->CopyFrom(copy.written());
  copy.mutable_body()->set_text("Rain on the window. I thought of you.");
  copy.mutable_body()->add_tags("joy");
  copy.add_welcome(item::ANSWER_REFLECT);
  wire::Change shared;
  shared.set_item(ItemId(counted<16>(0x10)).raw());
  shared.set_revision(1);
  shared.set_seal(Id<struct SealRole>(counted<16>(0xb0)).raw());
  shared.set_copy(copy.SerializeAsString());
  wire::Change taken_back;
  taken_back.set_item(ItemId(counted<16>(0x20)).raw());
  taken_back.set_revision(2);
  taken_back.set_seal(Id<struct SealRole>(counted<16>(0xc0)).raw());
  taken_back.mutable_retraction();
  wire::Frame frame;
  frame.mutable_batch()->set_number(1);
  frame.mutable_batch()->add_changes(shared.SerializeAsString());
  frame.mutable_batch()->add_changes(taken_back.SerializeAsString());
  return frame;
}

wire::Frame ack_of_one() {
  wire::Frame frame;
  frame.mutable_ack()->set_number(1);
  return frame;
}

json::array words(std::span<const unsigned char, 64> handshake_hash) {
  json::array said;
  for (const auto word : safety_words(handshake_hash)) said.emplace_back(word);
  return said;
}

}  // namespace

json::object pairing_transcript() {
  const auto inviter = key_pair(0x01);
  const auto acceptor = key_pair(0x21);
  const Invite invite{key<InviteSecret>(0x41), inviter.open, 1'800'000'000'000, {"192.0.2.1:4711", "[2001:db8::1]:4711"}};
  const auto text = invite_text(invite);
  TakenInvite taken{read_invite(text).value(), acceptor.duplicate()};
  GivenInvite given{invite.id(), inviter.duplicate(), invite.secret.duplicate(), invite.expires_unix_ms, {}};
  ScriptedRandom acceptors({0x61, 0x71});  // contribution, ephemeral key
  ScriptedRandom inviters({0x81, 0x91});

  PairInitiator dialler(taken);
  PairResponder listener(given);
  const auto first = dialler.first_message(acceptors).value();
  listener.read_first(first).value();
  const auto second = listener.second_message(inviters).value();
  dialler.read_second(second).value();
  const auto third = dialler.third_message(acceptors).value();
  auto there = listener.read_third(third).value();
  auto here = dialler.paired().value();
  const auto& facts = here.link.facts;

  json::object from_acceptor = side(acceptor, 0x71);
  from_acceptor["contribution"] = hex(counted<32>(0x61));
  json::object from_inviter = side(inviter, 0x91);
  from_inviter["contribution"] = hex(counted<32>(0x81));
  RecordChannel acceptor_channel(std::move(here.transport));
  RecordChannel inviter_channel(std::move(there.transport));
  json::array records;
  records.push_back(record_of("acceptor", encode_hello({"Ben", {"192.0.2.2:4711"}}), acceptor_channel, inviter_channel));
  records.push_back(record_of("inviter", encode_hello({"Ana", {"192.0.2.1:4711"}}), inviter_channel, acceptor_channel));
  records.push_back(close_of("acceptor", acceptor_channel, inviter_channel));
  records.push_back(close_of("inviter", inviter_channel, acceptor_channel));
  return {
      {"invite",
       {{"secret", hex(invite.secret.expose())},
        {"inviter", hex(invite.inviter.bytes())},
        {"expires_unix_seconds", invite.expires_unix_ms / 1000},
        {"addresses", json::value_from(invite.addresses)},
        {"text", text},
        {"id", hex(invite.id().bytes())}}},
      {"acceptor", from_acceptor},
      {"inviter", from_inviter},
      {"messages", {hex(first), hex(second), hex(third)}},
      {"handshake_hash", hex(facts.handshake_hash)},
      {"link_psk", hex(here.link.keys.psk.expose())},
      {"link_id", hex(facts.id.bytes())},
      {"words", words(facts.handshake_hash)},
      {"after_the_handshake", records},
  };
}

json::object connecting_transcript() {
  const auto initiator = key_pair(0x21);
  const auto responder = key_pair(0x01);
  const LinkId link(counted<16>(0xd0));
  constexpr std::uint64_t kCounter = 1'800'000'000'123;
  ConnectInitiator dialler({link, initiator.duplicate(), responder.open, key<noise::Psk>(0x41)}, kCounter);
  ConnectResponder listener({link, responder.duplicate(), initiator.open, key<noise::Psk>(0x41)});
  ScriptedRandom initiators({0x71});
  ScriptedRandom responders({0x91});
  const auto first = dialler.first_message(initiators).value();
  listener.read_first(first).value();
  const auto second = listener.second_message(responders).value();
  auto there = listener.connected().value();
  auto here = dialler.read_second(second).value();

  RecordChannel dialling(std::move(here.transport));
  RecordChannel answering(std::move(there.transport));
  json::array records;
  const auto from_initiator = [&](const wire::Frame& frame) {
    records.push_back(record_of("initiator", encode(frame), dialling, answering));
  };
  const auto from_responder = [&](const wire::Frame& frame) {
    records.push_back(record_of("responder", encode(frame), answering, dialling));
  };
  from_initiator(greeting(0xe0, 0, "Ben"));
  from_responder(greeting(0xf0, 0, "Ana"));
  from_initiator(reset(0xe0));
  from_initiator(batch_of_two());
  from_responder(ack_of_one());
  records.push_back(close_of("initiator", dialling, answering));
  return {
      {"link_id", hex(link.bytes())},
      {"link_psk", hex(counted<32>(0x41))},
      {"counter", kCounter},
      {"initiator", side(initiator, 0x71)},
      {"responder", side(responder, 0x91)},
      {"messages", {hex(first), hex(second)}},
      {"after_the_handshake", records},
  };
}

}  // namespace alongside::test
