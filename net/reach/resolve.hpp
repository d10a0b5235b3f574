// From the name of a host to its addresses.
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace alongside::net {

// IPv4 and IPv6 addresses as text, best first, without brackets; none when there are none. Blocks for as long as a name
// server likes, and is called on threads of its own, several at a time.
using Resolve = std::function<std::vector<std::string>(const std::string& host)>;

// As the system does it for every program.
std::vector<std::string> resolve_by_system(const std::string& host);

}  // namespace alongside::net
