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

}  // namespace alongside::net
