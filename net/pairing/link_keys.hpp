// What both sides of a pairing derive from it (proto/PROTOCOL.md, "What a pairing leaves behind").
#pragma once

#include "net/channel/connect_handshake.hpp"
#include "net/pairing/pairing_store.hpp"

namespace alongside::net {

// keyed_hash(invite secret, "alongside link psk v1" | the acceptor's contribution | the inviter's | handshake hash).
LinkPsk link_psk(const InviteSecret& secret, const Contribution& acceptor, const Contribution& inviter,
                 std::span<const unsigned char, 64> handshake_hash);

// The first 16 bytes of keyed_hash(invite secret, "alongside link id v1" | handshake hash).
LinkId link_id(const InviteSecret& secret, std::span<const unsigned char, 64> handshake_hash);

// The keys of one handshake of an existing link.
ConnectKeys connect_keys(const Link& link);

}  // namespace alongside::net
