#include "net/pairing/pair_handshake.hpp"

#include <algorithm>

#include "core/crypto/hash.hpp"
#include "net/pairing/link_keys.hpp"

namespace alongside::net {
namespace {

noise::HandshakeState handshake(noise::Role role, const InviteSecret& secret, const InviteId& id,
                                const crypto::KeyPair& mine) {
  auto keys = noise::HandshakeKeys{mine.duplicate(), std::nullopt, {}};
  keys.psks.push_back(noise::Psk::produced_by(
      [&](std::span<unsigned char, 32> out) { std::ranges::copy(secret.expose(), out.begin()); }));
  return noise::HandshakeState(noise::ProtocolName::parse(kPairProtocol).value(), role,
                               prologue(Purpose::pair, id.bytes()), std::move(keys));
}

// What both sides put together once the last message is through.
Paired conclude(noise::HandshakeState& handshake, noise::Transport transport, const InviteSecret& secret,
                const crypto::KeyPair& mine, const Contribution& acceptor, const Contribution& inviter, bool i_dialled) {
  LinkFacts facts;
  std::ranges::copy(handshake.handshake_hash(), facts.handshake_hash.begin());
  facts.id = link_id(secret, facts.handshake_hash);
  facts.my_public = mine.open;
  facts.partner_public = *handshake.remote_static();
  facts.i_dialled = i_dialled;
  LinkKeys keys{mine.duplicate(), link_psk(secret, acceptor, inviter, facts.handshake_hash)};
  return Paired{std::move(transport), Link{std::move(facts), std::move(keys)}};
}

}  // namespace

PairInitiator::PairInitiator(const TakenInvite& taken)
    : secret_(taken.invite.secret.duplicate()),
      mine_(taken.mine.duplicate()),
      inviter_(taken.invite.inviter),
      handshake_(handshake(noise::Role::initiator, secret_, taken.invite.id(), mine_)) {}

Result<Bytes> PairInitiator::first_message(crypto::RandomSource& random) {
  random.fill(my_contribution_);
  return handshake_.write_message(FirstPayload{}.encode(), random);
}

Result<void> PairInitiator::read_second(BytesView message) {
  auto payload = handshake_.read_message(message);
  if (!payload) return payload.error();
  if (handshake_.remote_static() != inviter_) return NetErrc::not_the_inviter;
  const auto second = SecondPayload::decode(*payload);
  if (second.chosen < kOldestWireVersion || second.chosen > kNewestWireVersion) return version_gap({}, second.versions);
  their_contribution_ = second.contribution;
  return {};
}

Result<Bytes> PairInitiator::third_message(crypto::RandomSource& random) {
  Bytes payload(kPairThirdPayloadBytes);
  std::ranges::copy(my_contribution_, payload.begin());
  return handshake_.write_message(payload, random);
}

Result<Paired> PairInitiator::paired() {
  auto transport = handshake_.split();
  if (!transport) return transport.error();
  return conclude(handshake_, std::move(*transport), secret_, mine_, my_contribution_, their_contribution_,
                  /*i_dialled=*/true);
}

PairResponder::PairResponder(const GivenInvite& given)
    : secret_(given.secret.duplicate()),
      mine_(given.mine.duplicate()),
      handshake_(handshake(noise::Role::responder, secret_, given.id, mine_)) {}

Result<void> PairResponder::read_first(BytesView message) {
  auto payload = handshake_.read_message(message);
  if (!payload) return payload.error();
  first_ = FirstPayload::decode(*payload);
  return {};
}

Result<Bytes> PairResponder::second_message(crypto::RandomSource& random) {
  random.fill(my_contribution_);
  SecondPayload second;
  second.chosen = common_version({}, first_.versions);
  second.contribution = my_contribution_;
  return handshake_.write_message(second.encode(kPairSecondPayloadBytes), random);
}

std::optional<NetErrc> PairResponder::no_version() const noexcept {
  if (common_version({}, first_.versions) != 0) return std::nullopt;
  return version_gap({}, first_.versions);
}

Result<Paired> PairResponder::read_third(BytesView message) {
  if (const auto gap = no_version()) return *gap;
  auto payload = handshake_.read_message(message);
  if (!payload) return payload.error();
  Contribution theirs;
  std::copy_n(payload->begin(), theirs.size(), theirs.begin());
  auto transport = handshake_.split();
  if (!transport) return transport.error();
  return conclude(handshake_, std::move(*transport), secret_, mine_, theirs, my_contribution_, /*i_dialled=*/false);
}

Bytes PairResponder::hash_of(BytesView first_message) {
  Bytes hash(crypto::kMaxHashBytes);
  crypto::hash(crypto::HashFunction::blake2b, first_message, {}, hash);
  hash.resize(32);
  return hash;
}

}  // namespace alongside::net
