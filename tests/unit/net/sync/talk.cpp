#include "tests/unit/net/sync/talk.hpp"

#include <gtest/gtest.h>

namespace alongside::test {

using namespace net;

Talk::Talk(bool confirmed) : conversation(standing(store, confirmed)) {}

Standing Talk::standing(MemorySyncStore& store, bool confirmed) {
  Standing standing;
  standing.outgoing = *store.outgoing();
  standing.incoming = *store.incoming();
  standing.words_confirmed = confirmed;
  standing.introduction.name = "Ana";
  return standing;
}

void Talk::run_jobs() {
  while (true) {
    const auto jobs = conversation.take_jobs();
    if (jobs.empty()) return;
    for (const auto& job : jobs) conversation.resume(job(store));
  }
}

void Talk::say_bytes(BytesView bytes) {
  conversation.receive(bytes);
  run_jobs();
}

void Talk::say(const wire::Frame& frame) { say_bytes(encode(frame)); }

void Talk::greet(bool confirmed) {
  wire::Frame frame;
  auto& greeting = *frame.mutable_greeting();
  greeting.set_feed_epoch(std::string(16, 'p'));
  greeting.set_following_epoch(store.outgoing()->epoch.raw());
  greeting.set_received(store.outgoing()->acknowledged.value());
  greeting.set_name("Ben");
  greeting.set_words_confirmed(confirmed);
  say(frame);
}

std::vector<wire::Frame> Talk::hear() {
  std::vector<wire::Frame> frames;
  while (auto frame = conversation.next_frame()) {
    frames.push_back(read_frame(*frame).value());
    run_jobs();
  }
  return frames;
}

void Talk::share(std::string text) {
  store.share(std::move(text));
  conversation.share_happened();
  run_jobs();
}

wire::Frame feed_reset() {
  wire::Frame frame;
  frame.mutable_feed_reset()->set_epoch(std::string(16, 'p'));
  return frame;
}

wire::Frame batch(std::uint64_t number, std::vector<std::string> texts) {
  wire::Frame frame;
  frame.mutable_batch()->set_number(number);
  for (std::size_t place = 0; place < texts.size(); ++place) {
    wire::Change change;
    std::string id(16, 'c');
    id[0] = static_cast<char>('a' + number % 20);
    id[1] = static_cast<char>('a' + place % 20);
    change.set_item(id);
    change.set_revision(1);
    change.set_seal(std::string(16, 's'));
    change.set_copy(texts[place]);
    frame.mutable_batch()->add_changes(change.SerializeAsString());
  }
  return frame;
}

wire::Frame ack(std::uint64_t number) {
  wire::Frame frame;
  frame.mutable_ack()->set_number(number);
  return frame;
}

}  // namespace alongside::test
