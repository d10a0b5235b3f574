// The methods that need the way to the partner as well as the vault, and those about the node itself.
#pragma once

#include <boost/asio/awaitable.hpp>

#include "app/node/node.hpp"
#include "proto/api.pb.h"

namespace alongside::app {

// Any of the methods below, and `stop`, by its name; gives the JSON of the reply. no_such_method.
boost::asio::awaitable<Result<std::string>> partner_method(Node& node, std::string_view method, BytesView body);

boost::asio::awaitable<Result<api::StatusReply>> status(Node& node, api::Empty request);
boost::asio::awaitable<Result<api::Empty>> lock(Node& node, api::Empty request);

// A fresh invite; an earlier one is dead from then on. already_paired, bad_address, no_address.
boost::asio::awaitable<Result<api::InviteReply>> invite(Node& node, api::InviteRequest request);
// Dials at once and waits half a minute; the invite is kept, and a running node goes on trying until it expires.
// malformed_invite, invite_expired, own_invite, already_paired.
boost::asio::awaitable<Result<api::AcceptReply>> accept(Node& node, api::AcceptRequest request);
boost::asio::awaitable<Result<api::VerifyReply>> verify(Node& node, api::VerifyRequest request);
boost::asio::awaitable<Result<api::SyncReply>> sync(Node& node, api::SyncRequest request);
// Ends the pairing here and alone. May be asked again when it was cut short.
boost::asio::awaitable<Result<api::LeaveReply>> leave(Node& node, api::LeaveRequest request);

}  // namespace alongside::app
