#include "net/noise/handshake_state.hpp"

#include <algorithm>

#include "net/error.hpp"
#include "proto/check.hpp"

namespace alongside::net::noise {
namespace {

using crypto::PublicKey;

void append(Bytes& message, BytesView bytes) { message.insert(message.end(), bytes.begin(), bytes.end()); }

// The next `count` bytes, taken off `rest`.
Result<BytesView> take(BytesView& rest, std::size_t count) {
  if (rest.size() < count) return NetErrc::message_too_short;
  const auto taken = rest.first(count);
  rest = rest.subspan(count);
  return taken;
}

Bytes copy_of(BytesView bytes) { return Bytes(bytes.begin(), bytes.end()); }

}  // namespace

HandshakeState::HandshakeState(ProtocolName protocol, Role role, BytesView prologue, HandshakeKeys keys)
    : protocol_(std::move(protocol)), role_(role), keys_(std::move(keys)) {
  const auto& pattern = protocol_.pattern;
  require(keys_.own_static.has_value() || !pattern.needs_static(role));
  require(keys_.remote_static.has_value() || !pattern.needs_remote_static(role));
  require(keys_.psks.size() == pattern.psk_count());

  symmetric_.emplace(protocol_.hash, protocol_.text);
  symmetric_->mix_hash(prologue);
  const auto mix_static_of = [this](Role whose) {
    symmetric_->mix_hash(whose == role_ ? keys_.own_static->open.bytes() : keys_.remote_static->bytes());
  };
  if (pattern.initiator_static_known) mix_static_of(Role::initiator);
  if (pattern.responder_static_known) mix_static_of(Role::responder);
  handshake_hash_ = copy_of(symmetric_->handshake_hash());
}

Result<Bytes> HandshakeState::write_message(BytesView payload, crypto::RandomSource& random) {
  if (auto turn = check_turn(/*writing=*/true); !turn) return die(turn.error());
  if (payload.size() > kMaxMessageBytes) return die(NetErrc::message_too_long);
  Bytes message;
  if (auto written = write_tokens(message, random); !written) return die(written.error());
  if (auto sealed = symmetric_->encrypt_and_hash(payload, message); !sealed) return die(sealed.error());
  if (message.size() > kMaxMessageBytes) return die(NetErrc::message_too_long);
  message_done();
  return message;
}

Result<Bytes> HandshakeState::read_message(BytesView message) {
  if (auto turn = check_turn(/*writing=*/false); !turn) return die(turn.error());
  auto payload = take_message(message);
  if (!payload) return die(payload.error());
  return payload;
}

Result<Bytes> HandshakeState::try_first(BytesView message) {
  if (auto turn = check_turn(/*writing=*/false); !turn) return die(turn.error());
  if (next_message_ != 0) return die(NetErrc::out_of_turn);
  const auto known = keys_.remote_static;
  auto payload = take_message(message);
  if (payload) return payload;
  if (keys_.remote_static != known) of_statics_.reset();
  keys_.remote_static = known;
  begin_again();
  return payload;
}

Result<Bytes> HandshakeState::take_message(BytesView message) {
  if (message.size() > kMaxMessageBytes) return NetErrc::message_too_long;
  if (auto read = read_tokens(message); !read) return read.error();
  auto payload = symmetric_->decrypt_and_hash(message);
  if (payload) message_done();
  return payload;
}

// The hash is that of the last message that went through, so before the first one it is the one from the beginning.
void HandshakeState::begin_again() {
  symmetric_->begin_again(protocol_.text, handshake_hash_);
  remote_ephemeral_.reset();
  next_psk_ = 0;
}

bool HandshakeState::my_turn() const noexcept {
  return !finished() && (next_message_ % 2 == 0) == (role_ == Role::initiator);
}

bool HandshakeState::finished() const noexcept { return next_message_ == protocol_.pattern.messages.size(); }

Result<Transport> HandshakeState::split() {
  if (dead()) return NetErrc::state_is_dead;
  if (!finished()) return die(NetErrc::out_of_turn);
  auto [from_initiator, from_responder] = symmetric_->split();
  wipe();
  if (role_ == Role::initiator) return Transport{std::move(from_initiator), std::move(from_responder)};
  return Transport{std::move(from_responder), std::move(from_initiator)};
}

Result<void> HandshakeState::write_tokens(Bytes& message, crypto::RandomSource& random) {
  for (const Token token : protocol_.pattern.messages[next_message_]) {
    if (token == Token::e) {
      write_ephemeral(message, random);
    } else if (token == Token::s) {
      if (auto sent = symmetric_->encrypt_and_hash(keys_.own_static->open.bytes(), message); !sent) return sent;
    } else if (auto mixed = mix_secret(token); !mixed) {
      return mixed;
    }
  }
  return {};
}

Result<void> HandshakeState::read_tokens(BytesView& rest) {
  for (const Token token : protocol_.pattern.messages[next_message_]) {
    if (token == Token::e) {
      if (auto read = read_ephemeral(rest); !read) return read;
    } else if (token == Token::s) {
      if (auto read = read_static(rest); !read) return read;
    } else if (auto mixed = mix_secret(token); !mixed) {
      return mixed;
    }
  }
  return {};
}

void HandshakeState::write_ephemeral(Bytes& message, crypto::RandomSource& random) {
  ephemeral_ = crypto::KeyPair::generate(random);
  append(message, ephemeral_->open.bytes());
  mix_ephemeral(ephemeral_->open);
}

Result<void> HandshakeState::read_ephemeral(BytesView& rest) {
  const auto bytes = take(rest, PublicKey::kSize);
  if (!bytes) return bytes.error();
  remote_ephemeral_ = PublicKey::from(*bytes);
  mix_ephemeral(*remote_ephemeral_);
  return {};
}

Result<void> HandshakeState::read_static(BytesView& rest) {
  const auto sealed = take(rest, PublicKey::kSize + (symmetric_->has_key() ? kTagBytes : 0));
  if (!sealed) return sealed.error();
  const auto opened = symmetric_->decrypt_and_hash(*sealed);
  if (!opened) return opened.error();
  keys_.remote_static = PublicKey::from(BytesView(*opened));
  return {};
}

Result<void> HandshakeState::mix_secret(Token token) {
  if (token == Token::psk) {
    symmetric_->mix_key_and_hash(keys_.psks[next_psk_++].expose());
    return {};
  }
  // The first letter is the initiator's key, the second the responder's.
  const bool initiator = role_ == Role::initiator;
  const bool own_is_static = token == Token::ss || token == (initiator ? Token::se : Token::es);
  const bool remote_is_static = token == Token::ss || token == (initiator ? Token::es : Token::se);
  if (token == Token::ss && of_statics_) {
    symmetric_->mix_key(of_statics_->expose());
    return {};
  }
  auto& point = token == Token::ss ? of_statics_ : shared_;
  if (!point) point = crypto::SharedPoint::produced_by([](auto) {});
  const auto agreed = crypto::agree(own_is_static ? keys_.own_static->secret : ephemeral_->secret,
                                    remote_is_static ? *keys_.remote_static : *remote_ephemeral_, *point);
  if (!agreed) {
    point.reset();
    return agreed;
  }
  symmetric_->mix_key(point->expose());
  return {};
}

void HandshakeState::mix_ephemeral(const PublicKey& ephemeral) {
  symmetric_->mix_hash(ephemeral.bytes());
  // Section 9.2: with a psk the ephemeral key must randomise the encryption key too.
  if (!keys_.psks.empty()) symmetric_->mix_key(ephemeral.bytes());
}

Result<void> HandshakeState::check_turn(bool writing) const {
  if (dead()) return NetErrc::state_is_dead;
  if (finished() || my_turn() != writing) return NetErrc::out_of_turn;
  return {};
}

void HandshakeState::message_done() {
  ++next_message_;
  handshake_hash_ = copy_of(symmetric_->handshake_hash());
}

void HandshakeState::wipe() noexcept {
  symmetric_.reset();
  ephemeral_.reset();
  shared_.reset();
  of_statics_.reset();
  keys_.own_static.reset();
  keys_.psks.clear();
}

error_code HandshakeState::die(error_code why) noexcept {
  if (!dead()) {
    wipe();
    keys_.remote_static.reset();
  }
  return why;
}

}  // namespace alongside::net::noise
