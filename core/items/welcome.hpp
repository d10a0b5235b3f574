// Which answers reach this node's person: kept here, by the receiving node, whatever the partner's node does.
#pragma once

#include <string>

#include "core/items/shelf.hpp"
#include "proto/wire.pb.h"

namespace alongside::items {

// Why an item that came in is not shown, in plain words for the person; empty when it is. A response must answer one item of
// mine that is shared now, in a way that I welcomed; anything else is shown.
std::string reason_to_set_aside(const Shelf& shelf, const wire::Copy& copy);

}  // namespace alongside::items
