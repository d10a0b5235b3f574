#include <algorithm>

#include "app/node/partner_stores.hpp"
#include "app/node/told_to_net.hpp"

namespace alongside::app {

namespace {

// The same secret under the role that the other room gives it.
template <class To, class From>
To same_secret(const From& from) {
  return To::produced_by(
      [&](std::span<unsigned char, To::kSize> out) { std::ranges::copy(from.expose(), out.begin()); });
}

net::LinkFacts told_to_net(const partner::LinkFacts& facts) {
  return {facts.id,
          facts.my_public,
          facts.partner_public,
          facts.partner_name,
          facts.partner_addresses,
          facts.handshake_hash,
          facts.i_dialled,
          facts.established,
          facts.words_confirmed,
          facts.partner_confirmed,
          facts.partner_left,
          facts.dial_counter,
          facts.dial_counter_seen,
          facts.last_synced_unix_ms};
}

partner::LinkFacts kept(net::LinkFacts facts) {
  return {facts.id,
          facts.my_public,
          facts.partner_public,
          std::move(facts.partner_name),
          std::move(facts.partner_addresses),
          facts.handshake_hash,
          facts.i_dialled,
          facts.established,
          facts.words_confirmed,
          facts.partner_confirmed,
          facts.partner_left,
          facts.dial_counter,
          facts.dial_counter_seen,
          facts.last_synced_unix_ms};
}

}  // namespace

std::optional<net::Link> PairingBook::link() {
  const auto& facts = book().link();
  const auto* keys = book().keys();
  if (!facts || !keys) return std::nullopt;
  return net::Link{told_to_net(*facts), {keys->mine.duplicate(), same_secret<net::LinkPsk>(keys->psk)}};
}

std::optional<net::GivenInvite> PairingBook::given() {
  const auto* invite = book().given();
  if (!invite) return std::nullopt;
  return net::GivenInvite{invite->id, invite->mine.duplicate(), same_secret<net::InviteSecret>(invite->secret),
                          invite->expires_unix_ms, invite->seen_first_messages};
}

std::optional<net::TakenInvite> PairingBook::taken() {
  const auto* invite = book().taken();
  if (!invite || !invite->inviter) return std::nullopt;
  return net::TakenInvite{{same_secret<net::InviteSecret>(invite->secret), *invite->inviter, invite->expires_unix_ms,
                           invite->addresses},
                          invite->mine.duplicate()};
}

Result<void> PairingBook::begin(net::Link link) {
  const auto& there = book().link();
  if (there && there->established) return net::NetErrc::already_paired;
  partner::LinkKeys keys{std::move(link.keys.mine), same_secret<partner::LinkPsk>(link.keys.psk)};
  return told_to_net(book().begin(kept(std::move(link.facts)), std::move(keys)));
}

Result<void> PairingBook::update(net::LinkFacts facts) {
  const auto& there = book().link();
  if (!there || there->id != facts.id) return net::NetErrc::not_paired;
  return told_to_net(book().update(kept(std::move(facts))));
}

Result<void> PairingBook::take(net::TakenInvite invite) {
  partner::PendingInvite pending{invite.invite.id(),
                                 std::move(invite.mine),
                                 invite.invite.inviter,
                                 same_secret<partner::InviteSecret>(invite.invite.secret),
                                 invite.invite.expires_unix_ms,
                                 std::move(invite.invite.addresses),
                                 {}};
  return told_to_net(book().take(std::move(pending)));
}

Result<void> PairingBook::drop_taken() { return told_to_net(book().drop_taken()); }

Result<void> PairingBook::remember_seen(Bytes first_message_hash) {
  if (!book().given()) return net::NetErrc::invite_not_pending;
  return told_to_net(book().remember_seen(std::move(first_message_hash)));
}

Result<void> PairingBook::drop_given() { return told_to_net(book().drop_given()); }

}  // namespace alongside::app
