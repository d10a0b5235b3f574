// An invite: everything that one person hands to the other, once, so that their nodes find each other and can be sure
// of it. proto/PROTOCOL.md, "The invite", specifies the text byte by byte.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/crypto/random.hpp"
#include "core/crypto/x25519.hpp"
#include "net/error.hpp"
#include "proto/ids.hpp"
#include "proto/result.hpp"

namespace alongside::net {

using InviteSecret = crypto::Secret<struct InviteSecretRole, 32>;

inline constexpr std::string_view kInvitePrefix = "alongside1-";
inline constexpr std::size_t kMaxInviteAddresses = 16;
inline constexpr std::size_t kMaxAddressBytes = 255;
inline constexpr std::size_t kMaxInviteTextBytes = 8192;
inline constexpr std::int64_t kInviteLifeMs = 24 * 60 * 60 * 1000;

struct Invite {
  InviteSecret secret;
  crypto::PublicKey inviter;  // the static key that the inviter will answer with
  std::int64_t expires_unix_ms = 0;  // whole seconds
  std::vector<std::string> addresses;  // HOST:PORT, 0 to kMaxInviteAddresses of them

  // Names the invite in the handshake's prologue; derived from the secret, so it need not be carried.
  InviteId id() const;
};

// What the inviter keeps, and the same as the other will read it.
struct NewInvite {
  crypto::KeyPair mine;
  Invite invite;
};
// `mine` is fresh, or that of an earlier invite which this one replaces: so its maker knows all of them as their own.
NewInvite make_invite(std::vector<std::string> addresses, std::int64_t now_unix_ms, crypto::RandomSource& random,
                      crypto::KeyPair mine);
NewInvite make_invite(std::vector<std::string> addresses, std::int64_t now_unix_ms, crypto::RandomSource& random);

// The text to hand over. It is as secret as the invite until the invite is used or has expired.
std::string invite_text(const Invite& invite);

// Forgives case, white space within and around, nothing else: malformed_invite for any other change (a single wrong
// character is always noticed), invite_too_new for another version's prefix. Whether it has expired is the caller's question.
Result<Invite> read_invite(std::string_view text);

// HOST:PORT with a name, an IPv4 address or an IPv6 address in brackets, and a port of 1 to 65535.
bool is_address(std::string_view text) noexcept;

}  // namespace alongside::net
