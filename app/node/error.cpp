#include "app/node/error.hpp"

#include <string>

namespace alongside::app {

namespace {

const char* step_of(AppErrc code) {
  switch (code) {
    case AppErrc::bad_request: return "bad request";
    case AppErrc::no_such_method: return "no such method";
    case AppErrc::request_too_large: return "request too large";
    case AppErrc::unknown_kind: return "unknown kind";
    case AppErrc::bad_date: return "bad date";
    case AppErrc::bad_address: return "bad address";
    case AppErrc::no_address: return "no address";
    case AppErrc::not_running: return "not running";
    case AppErrc::already_running: return "already running";
    case AppErrc::unlock_busy: return "unlock busy";
    case AppErrc::node_gone: return "node gone";
    case AppErrc::node_silent: return "node silent";
    case AppErrc::home_too_deep: return "home too deep";
    case AppErrc::cannot_read_file: return "cannot read file";
    case AppErrc::cannot_write_file: return "cannot write file";
    case AppErrc::no_such_attachment: return "no such attachment";
    case AppErrc::not_yours: return "not yours";
    case AppErrc::not_theirs: return "not theirs";
    case AppErrc::nothing_to_verify: return "nothing to verify";
    case AppErrc::own_invite: return "own invite";
    case AppErrc::invite_expired: return "invite expired";
    case AppErrc::bad_passphrase: return "bad passphrase";
    case AppErrc::partner_left: return "partner left";
    case AppErrc::nobody_to_leave: return "nobody to leave";
    case AppErrc::nothing_to_share: return "nothing to share";
    case AppErrc::unexpected: return "unexpected";
  }
  return "unknown";
}

class Category final : public boost::system::error_category {
 public:
  const char* name() const noexcept override { return "alongside.app"; }
  std::string message(int value) const override { return step_of(static_cast<AppErrc>(value)); }
};

}  // namespace

const boost::system::error_category& app_category() noexcept {
  static const Category category;
  return category;
}

boost::system::error_code make_error_code(AppErrc code) noexcept { return {static_cast<int>(code), app_category()}; }

}  // namespace alongside::app
