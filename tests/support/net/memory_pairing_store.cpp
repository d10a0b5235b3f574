#include <utility>

#include "tests/support/net/memory_stores.hpp"

namespace alongside::test {
namespace {

using namespace net;

Invite copy_of(const Invite& invite) {
  return {invite.secret.duplicate(), invite.inviter, invite.expires_unix_ms, invite.addresses};
}

}  // namespace

std::optional<Link> MemoryPairingStore::link() {
  if (!link_) return std::nullopt;
  return Link{link_->facts, {link_->keys.mine.duplicate(), link_->keys.psk.duplicate()}};
}

std::optional<GivenInvite> MemoryPairingStore::given() {
  if (!given_) return std::nullopt;
  return GivenInvite{given_->id, given_->mine.duplicate(), given_->secret.duplicate(), given_->expires_unix_ms,
                     given_->seen_first_messages};
}

std::optional<TakenInvite> MemoryPairingStore::taken() {
  if (!taken_) return std::nullopt;
  return TakenInvite{copy_of(taken_->invite), taken_->mine.duplicate()};
}

Result<void> MemoryPairingStore::begin(Link link) {
  if (fails) return *fails;
  if (established()) return NetErrc::already_paired;
  link_ = std::move(link);
  if (!established()) return {};
  given_.reset();
  taken_.reset();
  return {};
}

Result<void> MemoryPairingStore::update(LinkFacts facts) {
  if (fails) return *fails;
  if (!link_ || link_->facts.id != facts.id) return NetErrc::not_paired;
  link_->facts = std::move(facts);
  if (!established()) return {};
  given_.reset();
  taken_.reset();
  return {};
}

Result<void> MemoryPairingStore::take(TakenInvite invite) {
  if (fails) return *fails;
  taken_ = std::move(invite);
  return {};
}

Result<void> MemoryPairingStore::drop_taken() {
  if (fails) return *fails;
  taken_.reset();
  return {};
}

Result<void> MemoryPairingStore::remember_seen(Bytes first_message_hash) {
  if (fails) return *fails;
  if (!given_) return NetErrc::invite_not_pending;
  given_->seen_first_messages.push_back(std::move(first_message_hash));
  return {};
}

Result<void> MemoryPairingStore::drop_given() {
  if (fails) return *fails;
  given_.reset();
  return {};
}

void MemoryPairingStore::give(const NewInvite& invite) {
  given_ = GivenInvite{invite.invite.id(), invite.mine.duplicate(), invite.invite.secret.duplicate(),
                       invite.invite.expires_unix_ms, {}};
}

}  // namespace alongside::test
