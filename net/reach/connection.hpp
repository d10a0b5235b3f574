// One connection of the meeting, from its first byte to its end.
//
//   accepted: answering -> deciding -> (the partner's first record) session
//                                   -> pair_third -> hello -> closing
//             and from each of the first three: silent, where what comes is drained until its time is over
//   dialled:  connecting -> connect_second -> session
//                        -> queued -> pair_second -> hello -> closing
#pragma once

#include <optional>
#include <string>

#include "net/channel/connect_handshake.hpp"
#include "net/pairing/pair_handshake.hpp"
#include "net/reach/now.hpp"
#include "net/reach/session.hpp"
#include "net/reach/strangers.hpp"

namespace alongside::net {

enum class Stage {
  answering,       // the first message is coming
  deciding,        // the store is asked whether it may be answered
  pair_third,      // an invite of ours was answered; the third message is coming
  silent,          // a stranger
  connecting,      // dialled, not connected yet
  queued,          // connected, while another pairing attempt has its turn
  connect_second,  // the answer to our first message is coming
  pair_second,     // the inviter's answer is coming
  hello,           // pairing: the other's PairingHello is coming, or ours waits for the store
  session,
  closing,         // closes when what is left has been written
};

// The channel of a pairing, between its handshake and its end.
struct PairingTalk {
  RecordChannel channel;
  LinkFacts facts;
};

struct Connection {
  ConnectionId id;
  std::string address;  // dialled: the address; accepted: where it came from
  Stage stage = Stage::answering;
  SteadyTime ends = kNever;  // when it is given up, whatever happens

  Bytes incoming;  // of the handshake message that is coming
  Bytes outgoing;  // handshake messages not written yet

  std::optional<ConnectInitiator> connect_initiator;
  std::optional<ConnectResponder> connect_responder;
  std::optional<PairInitiator> pair_initiator;
  std::optional<PairResponder> pair_responder;
  std::optional<InviteId> invite;   // pairing: which
  Bytes first_message_hash;         // pairing, answered
  std::optional<PairingTalk> pairing;
  std::optional<LinkKeys> paired_keys;      // inviter: until the acceptor's hello has come
  bool hello_heard = false;
  std::optional<Session> session;
  bool store_failure_told = false;
  error_code why_closing;
  bool in_plan = false;  // dialled, and the plan waits for what becomes of it
};

}  // namespace alongside::net
