#include "net/sync/conversation.hpp"

#include <utility>

namespace alongside::net {

Conversation::Conversation(Standing standing)
    : mine_(std::move(standing)),
      outgoing_(effects_),
      incoming_(effects_, mine_.incoming),
      reconciliation_(effects_),
      inventory_(effects_),
      fetch_(effects_),
      service_(effects_) {}

void Conversation::receive(BytesView bytes) {
  auto frame = read_frame(bytes);
  if (!frame) return effects_.fail(frame.error());
  take(std::move(*frame));
  follow_up();
}

void Conversation::resume(const Then& then) {
  then();
  follow_up();
}

void Conversation::take(wire::Frame&& frame) {
  const auto body = frame.body_case();
  if (stage_ == Stage::greeting) {
    if (body != wire::Frame::kGreeting) return effects_.fail(NetErrc::frame_out_of_turn);
    return take_greeting(frame.greeting());
  }
  switch (body) {
    case wire::Frame::BODY_NOT_SET:
      return;
    case wire::Frame::kWordsConfirmed:
    case wire::Frame::kFlush:
    case wire::Frame::kFarewell:
      return take_while_provisional(frame);
    default:
      if (stage_ != Stage::open) return effects_.fail(NetErrc::frame_out_of_turn);
      return take_while_open(std::move(frame));
  }
}

void Conversation::take_greeting(const wire::Greeting& greeting) {
  theirs_ = {Epoch::from(greeting.following_epoch()).value_or(Epoch()), BatchNumber(greeting.received())};
  partner_ = {sound({greeting.name(), {greeting.addresses().begin(), greeting.addresses().end()}}),
              greeting.dial_counter_seen()};
  stage_ = Stage::provisional;
  effects_.events.push_back(SyncEvent::greeted);
  if (greeting.words_confirmed()) {
    partner_confirmed_ = true;
    effects_.events.push_back(SyncEvent::partner_confirmed);
  }
  open_when_both_confirmed();
}

void Conversation::take_while_provisional(const wire::Frame& frame) {
  if (frame.has_flush()) return flush_.take(frame.flush());
  if (frame.has_farewell()) return partner_left();
  if (partner_confirmed_) return;
  partner_confirmed_ = true;
  effects_.events.push_back(SyncEvent::partner_confirmed);
  open_when_both_confirmed();
}

void Conversation::partner_left() {
  effects_.events.push_back(SyncEvent::partner_left);
  effects_.fail(NetErrc::partner_left);
}

void Conversation::open_when_both_confirmed() {
  if (stage_ == Stage::provisional && mine_.words_confirmed && partner_confirmed_) open();
}

void Conversation::open() {
  stage_ = Stage::open;
  if (lost_place()) {
    reconciliation_.begin();
  } else if (theirs_.epoch.is_none()) {
    outgoing_.begin_anew(mine_.outgoing.epoch);
  } else {
    outgoing_.begin(theirs_.received, mine_.outgoing.acknowledged);
  }
  fetch_.look_again();
}

// One of the two stores is older than what the other remembers of it.
bool Conversation::lost_place() const {
  const auto& mine = mine_.outgoing;
  if (theirs_.epoch.is_none()) return mine.acknowledged > BatchNumber();
  return theirs_.epoch != mine.epoch || theirs_.received > mine.last_formed || theirs_.received < mine.acknowledged;
}

void Conversation::take_while_open(wire::Frame&& frame) {
  switch (frame.body_case()) {
    case wire::Frame::kBatch:
      return incoming_.take(std::move(*frame.mutable_batch()));
    case wire::Frame::kFeedReset:
      return incoming_.take(frame.feed_reset());
    case wire::Frame::kAck:
      return outgoing_.take(frame.ack());
    case wire::Frame::kInventoryRequest:
      return inventory_.take(frame.inventory_request());
    case wire::Frame::kReturnRequest:
      return inventory_.take(frame.return_request());
    case wire::Frame::kInventoryPage:
      return reconciliation_.take(frame.inventory_page());
    case wire::Frame::kReturned:
      return reconciliation_.take(std::move(*frame.mutable_returned()));
    case wire::Frame::kChunkRequest:
      return service_.take(frame.chunk_request());
    case wire::Frame::kChunk:
      return fetch_.take(std::move(*frame.mutable_chunk()));
    case wire::Frame::kChunkUnavailable:
      return fetch_.take(frame.chunk_unavailable());
    case wire::Frame::kFlushed:
      return flush_.take(frame.flushed(), effects_);
    default:  // a second Greeting
      return effects_.fail(NetErrc::frame_out_of_turn);
  }
}

void Conversation::share_happened() {
  if (stage_ != Stage::open) return;
  outgoing_.look_again();
  service_.look_again();
  follow_up();
}

void Conversation::unlocked() {
  if (stage_ != Stage::open) return;
  reconciliation_.unlocked();
  inventory_.unlocked();
  outgoing_.look_again();
  fetch_.look_again();
  follow_up();
}

void Conversation::try_store_again() {
  for (const auto& act : std::exchange(effects_.when_room, {})) act();
  follow_up();
}

void Conversation::confirm_words() {
  if (std::exchange(mine_.words_confirmed, true)) return;
  confirmation_due_ = !greeting_due_;
  open_when_both_confirmed();
}

void Conversation::flush(std::uint64_t token) { flush_.ask(token); }

void Conversation::farewell() {
  if (leaving_ == Leaving::no) leaving_ = Leaving::due;
}

std::optional<Bytes> Conversation::next_frame() {
  if (failure() || leaving_ == Leaving::said) return std::nullopt;
  wire::Frame frame;
  if (pull_greeting(frame)) return encode(frame);
  if (std::exchange(confirmation_due_, false)) {
    frame.mutable_words_confirmed();
    return encode(frame);
  }
  if (leaving_ == Leaving::due) {
    leaving_ = Leaving::said;
    frame.mutable_farewell();
    return encode(frame);
  }
  if (stage_ == Stage::open && pull_open(frame)) return encode(frame);
  return std::nullopt;
}

bool Conversation::pull_greeting(wire::Frame& frame) {
  if (!std::exchange(greeting_due_, false)) return false;
  auto& greeting = *frame.mutable_greeting();
  greeting.set_feed_epoch(mine_.outgoing.epoch.raw());
  greeting.set_last_formed(mine_.outgoing.last_formed.value());
  if (!mine_.incoming.epoch.is_none()) greeting.set_following_epoch(mine_.incoming.epoch.raw());
  greeting.set_received(mine_.incoming.received.value());
  const auto said = sound(mine_.introduction);
  greeting.set_name(said.name);
  for (const auto& address : said.addresses) greeting.add_addresses(address);
  greeting.set_words_confirmed(mine_.words_confirmed);
  greeting.set_dial_counter_seen(mine_.dial_counter_seen);
  return true;
}

// In the order of urgency.
bool Conversation::pull_open(wire::Frame& frame) {
  return incoming_.next(frame) || reconciliation_.next(frame) || fetch_.next(frame) || outgoing_.next(frame) ||
         flush_.next(frame, feed_settled(), all_settled()) || inventory_.next(frame) || service_.next(frame);
}

// What follows from what the parts have come to.
void Conversation::follow_up() {
  if (const auto life = reconciliation_.take_new_life()) outgoing_.begin_anew(*life);
  if (incoming_.take_news()) fetch_.look_again();
  if (stage_ != Stage::open) return;
  if (flush_.conclude(all_settled())) effects_.events.push_back(SyncEvent::flushed);
  const bool in_step = flush_.through() > 0 && all_settled();
  if (in_step && !in_step_) effects_.events.push_back(SyncEvent::in_step);
  in_step_ = in_step;
}

bool Conversation::feed_settled() const noexcept { return outgoing_.settled() && !reconciliation_.busy(); }

bool Conversation::all_settled() const noexcept {
  return feed_settled() && incoming_.settled() && fetch_.settled();
}

}  // namespace alongside::net
