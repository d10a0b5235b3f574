// What can go wrong between a person and their node, beyond what core and net say.
#pragma once

#include <boost/system/error_code.hpp>

namespace alongside::app {

enum class AppErrc {
  // A body that is not what the method takes.
  bad_request = 1,
  // No method of that name.
  no_such_method,
  // A request larger than any method needs.
  request_too_large,
  // A kind of item that this version does not know.
  unknown_kind,
  // A date or time that can't be read.
  bad_date,
  // An address that is not HOST:PORT.
  bad_address,
  // Neither given nor known: an address to put into an invite.
  no_address,
  // `stop` or `lock` when no node runs.
  not_running,
  // `run` where a node runs already.
  already_running,
  // An unlock while another one is being tried.
  unlock_busy,
  // The node went away while it was being talked to.
  node_gone,
  // The node runs but does not answer as one.
  node_silent,
  // The path of the home is too long for a socket.
  home_too_deep,
  // A file named by the person that can't be read.
  cannot_read_file,
  // A file named by the person that can't be written, or is there already.
  cannot_write_file,
  // The item has no attachment of that name.
  no_such_attachment,
  // An act on an item that only its author may do.
  not_yours,
  // The act only fits an item of the partner.
  not_theirs,
  // There are no words to compare yet.
  nothing_to_verify,
  // The invite is one of this very node.
  own_invite,
  // The invite's time is over.
  invite_expired,
  // A passphrase with no characters, or too many.
  bad_passphrase,
  // The partner's node said that the pairing has ended, so nothing can reach them any more.
  partner_left,
  // Nobody is paired and no invite waits, so there is nothing to leave.
  nobody_to_leave,
  // What was chosen to be shared of an item is empty.
  nothing_to_share,
  // Something that should not happen did; the act was given up.
  unexpected,
};

const boost::system::error_category& app_category() noexcept;
boost::system::error_code make_error_code(AppErrc code) noexcept;

}  // namespace alongside::app

template <>
struct boost::system::is_error_code_enum<alongside::app::AppErrc> : std::true_type {};
