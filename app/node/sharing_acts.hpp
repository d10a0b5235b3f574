// What a person lets their partner have, and what they answer. On the vault's thread; each is durable when it returns
// success, and leaves for the partner when the way is there.
#pragma once

#include "app/node/person_side.hpp"
#include "proto/api.pb.h"

namespace alongside::app {

// not_paired, partner_left: there is nobody to share with. Replies exactly what leaves; a preview shares nothing.
Result<api::ShareReply> share(PersonSide& person, const api::ShareRequest& request);
Result<api::Empty> unshare(PersonSide& person, const api::ItemRequest& request);
// An item of mine as the partner would get it with this body.
api::Item leaving(const PersonSide& person, items::Item item, item::Body body, std::vector<items::Answer> welcome);
// not_welcome when the author did not welcome such an answer: it is refused here already, and nothing leaves.
Result<api::WriteReply> respond(PersonSide& person, const api::RespondRequest& request);

}  // namespace alongside::app
