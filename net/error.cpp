#include "net/error.hpp"

#include <string>

namespace alongside::net {
namespace {

class Category final : public boost::system::error_category {
 public:
  const char* name() const noexcept override { return "alongside.net"; }
  std::string message(int code) const override {
    switch (static_cast<NetErrc>(code)) {
      case NetErrc::unknown_protocol_name:
        return "unknown Noise protocol name";
      case NetErrc::message_not_authentic:
        return "message under another key, altered or out of order";
      case NetErrc::message_too_short:
        return "message too short";
      case NetErrc::message_too_long:
        return "message too long";
      case NetErrc::out_of_turn:
        return "handshake step out of turn";
      case NetErrc::nonce_exhausted:
        return "all nonces used";
      case NetErrc::state_is_dead:
        return "handshake or cipher already ended";
      case NetErrc::malformed_record:
        return "malformed record";
      case NetErrc::stranger:
        return "first bytes under no key of ours";
      case NetErrc::replayed:
        return "first message seen before";
      case NetErrc::their_version_too_old:
        return "the partner's program is too old";
      case NetErrc::own_version_too_old:
        return "this program is too old for the partner's";
      case NetErrc::closed_by_partner:
        return "closed by the partner";
      case NetErrc::connection_lost:
        return "connection lost";
      case NetErrc::replaced:
        return "another connection took its place";
      case NetErrc::stopped:
        return "ended by this node";
      case NetErrc::deadline_passed:
        return "nothing came in time";
      case NetErrc::malformed_invite:
        return "not a sound invite";
      case NetErrc::invite_too_new:
        return "invite of an unknown version";
      case NetErrc::invite_expired:
        return "invite expired";
      case NetErrc::invite_not_pending:
        return "invite no longer pending";
      case NetErrc::not_the_inviter:
        return "answered without the inviter's key";
      case NetErrc::not_paired:
        return "not paired";
      case NetErrc::already_paired:
        return "paired already";
      case NetErrc::words_not_confirmed:
        return "safety words not confirmed by both";
      case NetErrc::malformed_frame:
        return "malformed message";
      case NetErrc::frame_out_of_turn:
        return "message out of turn";
      case NetErrc::window_overrun:
        return "more at once than allowed";
      case NetErrc::store_locked:
        return "store is locked";
      case NetErrc::store_full:
        return "no room in the store";
      case NetErrc::partner_left:
        return "the partner ended the pairing";
      case NetErrc::cannot_listen:
        return "cannot listen there";
      case NetErrc::unreachable:
        return "no address of the partner answers";
      case NetErrc::no_answer:
        return "an address of the partner takes connections and answers nothing";
    }
    return "unknown error";
  }
};

}  // namespace

const boost::system::error_category& net_category() noexcept {
  static const Category category;
  return category;
}

boost::system::error_code make_error_code(NetErrc code) noexcept { return {static_cast<int>(code), net_category()}; }

bool is_version_gap(const boost::system::error_code& error) noexcept {
  return error == NetErrc::their_version_too_old || error == NetErrc::own_version_too_old;
}

}  // namespace alongside::net
