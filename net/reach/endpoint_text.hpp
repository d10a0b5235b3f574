// Numeric endpoints as text and back.
#pragma once

#include <boost/asio/ip/tcp.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace alongside::net {

// "1.2.3.4:5" or "[::1]:5", port 0 allowed; nothing for names and everything else.
std::optional<boost::asio::ip::tcp::endpoint> read_endpoint(std::string_view text);
std::string endpoint_text(const boost::asio::ip::tcp::endpoint& endpoint);

// What counts as one place that connections come from: an IPv4 address, or an IPv6 network of 64 bits, because whoever has
// one address of it has them all.
std::string place_of(const boost::asio::ip::address& address);

}  // namespace alongside::net
