// The worked transcripts of proto/PROTOCOL.md: one pairing and one connection with fixed keys, carried out by the program's
// own machines, as JSON.
#pragma once

#include <boost/json.hpp>

namespace alongside::test {

boost::json::object pairing_transcript();
boost::json::object connecting_transcript();

}  // namespace alongside::test
