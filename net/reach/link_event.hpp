// What happens on the way to the partner, told to whoever watches.
#pragma once

#include <boost/system/error_code.hpp>

namespace alongside::net {

struct LinkEvent {
  enum class Kind {
    connected,         // an authenticated connection with the partner is up
    disconnected,      // it ended; `why` says how, for the log
    in_step,           // both directions are up to date
    received,          // something of the partner's was stored
    delivered,         // something of mine is on their device
    paired,            // the pairing is established; the words can be compared
    partner_confirmed, // their person has confirmed the words
    partner_changed,   // their name or addresses are new in the pairing store
    partner_left,      // their node said farewell
    version_mismatch,  // the partner's program is too old or too new to speak with ours
    store_failed,      // a store call failed and the connection was given up; `why` says how
  };
  Kind kind;
  boost::system::error_code why{};
};

}  // namespace alongside::net
