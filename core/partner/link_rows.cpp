#include "core/partner/link_rows.hpp"

#include <sodium.h>

#include <algorithm>

#include "proto/store.pb.h"

namespace alongside::partner {
namespace {

constexpr std::size_t kSecretBytes = 32;
constexpr std::size_t kMessageAt = 1 + 2 * kSecretBytes;

SecretRow row_of(LinkTag tag, std::span<const unsigned char, kSecretBytes> first,
                 std::span<const unsigned char, kSecretBytes> second, const google::protobuf::MessageLite& message) {
  Bytes row(kMessageAt + message.ByteSizeLong());
  row[0] = static_cast<unsigned char>(tag);
  std::ranges::copy(first, row.begin() + 1);
  std::ranges::copy(second, row.begin() + 1 + kSecretBytes);
  message.SerializeWithCachedSizesToArray(row.data() + kMessageAt);
  return SecretRow(std::move(row));
}

template <class Message>
bool read_message(const SecretRow& row, Message& message) {
  if (row.view().size() < kMessageAt) return false;
  const auto bytes = row.view().subspan(kMessageAt);
  return message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()));
}

store::Link message_of(const LinkFacts& facts) {
  store::Link message;
  message.set_id(facts.id.raw());
  message.set_partner_public(facts.partner_public.raw());
  message.set_partner_name(facts.partner_name);
  for (const auto& address : facts.partner_addresses) message.add_partner_addresses(address);
  message.set_handshake_hash(facts.handshake_hash.data(), facts.handshake_hash.size());
  message.set_i_dialled(facts.i_dialled);
  message.set_established(facts.established);
  message.set_words_confirmed(facts.words_confirmed);
  message.set_partner_confirmed(facts.partner_confirmed);
  message.set_partner_left(facts.partner_left);
  message.set_dial_counter(facts.dial_counter);
  message.set_dial_counter_seen(facts.dial_counter_seen);
  message.set_last_synced_unix_ms(facts.last_synced_unix_ms);
  return message;
}

// False when an id or hash has a wrong length. my_public is the caller's to set.
bool read_facts(const store::Link& message, LinkFacts& facts) {
  const auto id = LinkId::from(message.id());
  const auto partner_public = crypto::PublicKey::from(message.partner_public());
  const auto hash = as_bytes(message.handshake_hash());
  if (!id || !partner_public || hash.size() != facts.handshake_hash.size()) return false;
  facts.id = *id;
  facts.partner_public = *partner_public;
  facts.partner_name = message.partner_name();
  facts.partner_addresses.assign(message.partner_addresses().begin(), message.partner_addresses().end());
  std::ranges::copy(hash, facts.handshake_hash.begin());
  facts.i_dialled = message.i_dialled();
  facts.established = message.established();
  facts.words_confirmed = message.words_confirmed();
  facts.partner_confirmed = message.partner_confirmed();
  facts.partner_left = message.partner_left();
  facts.dial_counter = message.dial_counter();
  facts.dial_counter_seen = message.dial_counter_seen();
  facts.last_synced_unix_ms = message.last_synced_unix_ms();
  return true;
}

}  // namespace

SecretRow::~SecretRow() { sodium_memzero(bytes_.data(), bytes_.size()); }

std::span<unsigned char, 32> SecretRow::secret(std::size_t which) {
  return std::span(bytes_).subspan(1 + which * kSecretBytes).first<kSecretBytes>();
}

SecretRow link_row(const LinkFacts& facts, const LinkKeys& keys) {
  return row_of(LinkTag::link, keys.mine.secret.expose(), keys.psk.expose(), message_of(facts));
}

SecretRow invite_row(LinkTag tag, const PendingInvite& invite) {
  store::Invite message;
  message.set_id(invite.id.raw());
  if (invite.inviter) message.set_inviter(invite.inviter->raw());
  message.set_expires_unix_ms(invite.expires_unix_ms);
  for (const auto& address : invite.addresses) message.add_addresses(address);
  for (const auto& seen : invite.seen_first_messages) message.add_seen_first_messages(seen.data(), seen.size());
  return row_of(tag, invite.mine.secret.expose(), invite.secret.expose(), message);
}

Result<ReadLink> read_link(SecretRow& row) {
  store::Link message;
  LinkFacts facts;
  if (!read_message(row, message) || !read_facts(message, facts)) return CoreErrc::altered;
  LinkKeys keys{crypto::KeyPair::from(crypto::PrivateKey(row.secret(0))), LinkPsk(row.secret(1))};
  facts.my_public = keys.mine.open;
  return ReadLink{std::move(facts), std::move(keys)};
}

Result<PendingInvite> read_invite(SecretRow& row) {
  store::Invite message;
  if (!read_message(row, message)) return CoreErrc::altered;
  const auto id = InviteId::from(message.id());
  const auto inviter = crypto::PublicKey::from(message.inviter());
  if (!id || (!inviter && !message.inviter().empty())) return CoreErrc::altered;
  PendingInvite invite{*id,
                       crypto::KeyPair::from(crypto::PrivateKey(row.secret(0))),
                       inviter,
                       InviteSecret(row.secret(1)),
                       message.expires_unix_ms(),
                       {message.addresses().begin(), message.addresses().end()},
                       {}};
  for (const auto& seen : message.seen_first_messages()) {
    const auto bytes = as_bytes(seen);
    invite.seen_first_messages.emplace_back(bytes.begin(), bytes.end());
  }
  return invite;
}

}  // namespace alongside::partner
