// Handshake patterns as data (Noise specification, revision 34, sections 7 and 9): the one-way, the interactive and the
// deferred ones by name, and any pskN modifiers on top of them.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace alongside::net::noise {

enum class Role { initiator, responder };

enum class Token { e, s, ee, es, se, ss, psk };

// Who sends what in which order. Messages alternate, beginning with the initiator's.
struct HandshakePattern {
  bool initiator_static_known = false;  // pre-message "-> s"
  bool responder_static_known = false;  // pre-message "<- s"
  std::vector<std::vector<Token>> messages;

  // The initiator alone ever sends: N, K, X.
  bool one_way() const noexcept { return messages.size() == 1; }
  std::size_t psk_count() const noexcept;
  // Whether `role` must come with a static key pair, or with the other side's static public key.
  bool needs_static(Role role) const noexcept;
  bool needs_remote_static(Role role) const noexcept;
};

// "XX", "NK1", "XXpsk0", "XXpsk0+psk3"; modifiers stand in rising order, as section 8.1 asks. Nothing for a name that
// is not of section 7 or its appendix 18.1, and for other modifiers (fallback, hfs).
std::optional<HandshakePattern> find_pattern(std::string_view name);

}  // namespace alongside::net::noise
