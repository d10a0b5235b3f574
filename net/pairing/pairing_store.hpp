// What net must remember of the pairing. app fills it in from core/partner/partner_book.hpp. All calls come from the
// store's thread only, one at a time; every change is durable when it returns.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/crypto/x25519.hpp"
#include "net/pairing/invite.hpp"
#include "proto/ids.hpp"
#include "proto/result.hpp"

namespace alongside::net {

using LinkPsk = crypto::Secret<struct LinkPskRole, 32>;

// Everything about a pairing that is no secret key.
struct LinkFacts {
  LinkId id;
  crypto::PublicKey my_public;
  crypto::PublicKey partner_public;
  std::string partner_name;
  std::vector<std::string> partner_addresses;  // HOST:PORT, best first
  std::array<unsigned char, 64> handshake_hash{};  // of the pairing; the six words come from it
  bool i_dialled = false;          // this side was the initiator of the pairing
  bool established = false;        // false: my last pairing message is out and nothing came back yet
  bool words_confirmed = false;    // by this node's person
  bool partner_confirmed = false;  // as their node says
  bool partner_left = false;       // their node said farewell
  std::uint64_t dial_counter = 0;       // the last that I used
  std::uint64_t dial_counter_seen = 0;  // the highest that I accepted from the partner
  std::int64_t last_synced_unix_ms = 0;
};

struct LinkKeys {
  crypto::KeyPair mine;
  LinkPsk psk;
};

struct Link {
  LinkFacts facts;
  LinkKeys keys;
};

// An invite that this node gave out and that nobody has used yet.
struct GivenInvite {
  InviteId id;
  crypto::KeyPair mine;
  InviteSecret secret;
  std::int64_t expires_unix_ms = 0;
  std::vector<Bytes> seen_first_messages;  // hashes of those answered, oldest first
};

// An invite of the partner's that this node tries to use.
struct TakenInvite {
  Invite invite;
  crypto::KeyPair mine;  // made for it
};

class PairingStore {
 public:
  virtual ~PairingStore() = default;

  // What there is, with keys of the reader's own.
  virtual std::optional<Link> link() = 0;
  virtual std::optional<GivenInvite> given() = 0;
  virtual std::optional<TakenInvite> taken() = 0;

  // Begins a link, replacing one that is not established; when `link.facts.established`, both pending invites end in the
  // same transaction. NetErrc::already_paired when an established one is there.
  virtual Result<void> begin(Link link) = 0;
  // New facts of the link that has this id. An established one ends both pending invites with it. NetErrc::not_paired
  // when there is no such link.
  virtual Result<void> update(LinkFacts facts) = 0;
  // Replaces an earlier one.
  virtual Result<void> take(TakenInvite invite) = 0;
  virtual Result<void> drop_taken() = 0;
  // Of the invite given, which must be there still (NetErrc::invite_not_pending else).
  virtual Result<void> remember_seen(Bytes first_message_hash) = 0;
  virtual Result<void> drop_given() = 0;
};

}  // namespace alongside::net
