// Who this node is paired with: keys, addresses, what was confirmed, and the invite that waits for an answer.
// Lies in the transit domain, so a locked node still knows it. Keys never pass through a protobuf message.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/crypto/x25519.hpp"
#include "core/items/item.hpp"
#include "core/vault/vault.hpp"
#include "proto/ids.hpp"

namespace alongside::partner {

using LinkPsk = crypto::Secret<struct LinkPskRole, 32>;
using InviteSecret = crypto::Secret<struct InviteSecretRole, 32>;

// Everything about the pairing that is no secret key.
struct LinkFacts {
  LinkId id;
  crypto::PublicKey my_public;
  crypto::PublicKey partner_public;
  std::string partner_name;
  std::vector<std::string> partner_addresses;  // HOST:PORT, best first
  std::array<unsigned char, 64> handshake_hash{};  // of the pairing; the six words come from it
  bool i_dialled = false;           // this side was the initiator of the pairing
  bool established = false;         // false: I sent my last pairing message and have not heard back
  bool words_confirmed = false;     // by this node's person
  bool partner_confirmed = false;   // as their node says
  bool partner_left = false;        // their node said farewell
  std::uint64_t dial_counter = 0;       // the last that I used
  std::uint64_t dial_counter_seen = 0;  // the highest that I accepted from the partner
  std::int64_t last_synced_unix_ms = 0; // when both directions were last in step; 0 = never
};

struct LinkKeys {
  crypto::KeyPair mine;
  LinkPsk psk;
};

// An invite given out (mine) or taken (the partner's), until it is used, replaced or expired.
struct PendingInvite {
  InviteId id;
  crypto::KeyPair mine;               // given out: the static key that the invite names; taken: my fresh one
  std::optional<crypto::PublicKey> inviter;  // taken: their static key
  InviteSecret secret;
  std::int64_t expires_unix_ms = 0;
  std::vector<std::string> addresses;
  std::vector<Bytes> seen_first_messages;  // hashes of first handshake messages answered, against replay
};

// Pointers and references returned are good until the next change. All reads come from memory; every change is durable when it returns. Errors: locked (before the first unlock),
// disk_full, disk_failed.
class PartnerBook {
 public:
  explicit PartnerBook(vault::Vault& vault);
  ~PartnerBook();

  // After an unlock.
  Result<void> load();

  const std::optional<LinkFacts>& link() const noexcept;
  const LinkKeys* keys() const noexcept;
  // A link, in place of one that was never established; already_paired when another one was. Drops both pending invites when
  // `facts.established`. facts.my_public is taken from the keys.
  Result<void> begin(LinkFacts facts, LinkKeys keys);
  // The same link, else not_paired. Drops the invites when it becomes established.
  Result<void> update(LinkFacts facts);
  const PendingInvite* given() const noexcept;
  const PendingInvite* taken() const noexcept;
  Result<void> give(PendingInvite invite);  // replaces an earlier one, which is dead from then on
  Result<void> take(PendingInvite invite);
  Result<void> remember_seen(Bytes first_message_hash);  // of the invite given; not_paired when there is none
  Result<void> drop_given();
  Result<void> drop_taken();
  // Destroys keys, addresses, feed positions, outbox and inbox of the link; works while locked. Right after it
  // Correspondence::ended() is due. Where the vault is unlocked, erase() within Notebook::part() does it all at once.
  Result<void> end();
  // The same as part of another act: writes into its transaction; forget() once that has committed.
  Result<void> erase(vault::Transaction& transaction) const;
  void forget();

 private:
  class State;
  std::unique_ptr<State> state_;
};

}  // namespace alongside::partner
