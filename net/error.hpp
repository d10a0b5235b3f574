// What can go wrong between two nodes, as values. To a stranger all of them look alike; to our own log they don't.
#pragma once

#include <boost/system/error_code.hpp>

namespace alongside::net {

enum class NetErrc {
  // Noise (net/noise)

  // Not "Noise_PATTERN_25519_ChaChaPoly_HASH" with a pattern, modifiers and a hash of protocol_name.hpp.
  unknown_protocol_name = 1,
  // A message did not open: wrong key, altered, replayed or out of order. Which of them can't be told.
  message_not_authentic,
  // A message ends before the keys and tags that it must hold.
  message_too_short,
  // A message of more than 65535 bytes, ours or theirs.
  message_too_long,
  // A handshake was asked to write when it should read, to read when it should write, to go on after its end,
  // or to split before it.
  out_of_turn,
  // All nonces of a key are used up: 2^64 - 1 is reserved.
  nonce_exhausted,
  // An earlier step of this handshake or cipher failed, or it was split; its keys are gone.
  state_is_dead,

  // Channel (net/channel)

  // A frame longer than kMaxFrameBytes or empty, or a record whose header says what it can't hold.
  malformed_record,
  // The first bytes of a connection opened under no key of ours.
  stranger,
  // A first message that was seen before, or is older than one that was.
  replayed,
  // The two programs speak no wire version in common: all that the partner's speaks is older than what ours does,
  their_version_too_old,
  // or newer.
  own_version_too_old,
  // The partner closed the connection in good order.
  closed_by_partner,
  // The connection ended without a word.
  connection_lost,
  // Another connection with the partner took this one's place.
  replaced,
  // This node ends the connection, because it stops, pairs anew or left.
  stopped,
  // Nothing came for too long.
  deadline_passed,

  // Pairing (net/pairing)

  // Not an invite, or one that was altered on the way.
  malformed_invite,
  // An invite of a version that this program doesn't know.
  invite_too_new,
  invite_expired,
  // The invite was used, replaced or withdrawn.
  invite_not_pending,
  // Who answered holds the invite's secret but not the inviter's key.
  not_the_inviter,
  not_paired,
  already_paired,
  // The person has not confirmed the six words yet, or the partner has not.
  words_not_confirmed,

  // Sync (net/sync)

  // A frame that is no message, or one with an id, a count or a text that breaks proto/PROTOCOL.md.
  malformed_frame,
  // A sound message at a moment when it may not be said.
  frame_out_of_turn,
  // More at once than the windows of proto/PROTOCOL.md allow.
  window_overrun,
  // The store needs the person's key for this, which is not in memory. Only ever from a SyncStore.
  store_locked,
  // The store has no room for this now. Only ever from a store.
  store_full,
  // The partner's node said that sync has ended.
  partner_left,

  // Reach (net/reach)

  // An address to listen at is no address, or is taken or forbidden.
  cannot_listen,
  // None of the partner's addresses could be reached.
  unreachable,
  // Something listens at an address of theirs, and says nothing to what we said.
  no_answer,
};

const boost::system::error_category& net_category() noexcept;
boost::system::error_code make_error_code(NetErrc code) noexcept;

// Whether it is one of the two *_version_too_old.
bool is_version_gap(const boost::system::error_code& error) noexcept;

}  // namespace alongside::net

template <>
struct boost::system::is_error_code_enum<alongside::net::NetErrc> : std::true_type {};
