// Progress from the vault's thread to the network thread, a few times a second at most.
#pragma once

#include <boost/asio/any_io_executor.hpp>

#include <string_view>

#include "app/node/api.hpp"
#include "core/vault/vault.hpp"

namespace alongside::app {

// What to hand to an act: calls `on_progress` on `network`. Empty when nobody listens.
vault::Progress relayed(boost::asio::any_io_executor network, std::string_view what, OnProgress on_progress);

}  // namespace alongside::app
