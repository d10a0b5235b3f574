// What a person does with their entries, as methods of proto/api.proto. On the vault's thread; each is durable when it
// returns success.
#pragma once

#include "app/node/person_side.hpp"
#include "proto/api.pb.h"

namespace alongside::app {

// Attachments are read from the named files into the vault before the entry is written.
Result<api::WriteReply> write(PersonSide& person, const api::WriteRequest& request, const vault::Progress& progress);
Result<api::ListReply> list(PersonSide& person, const api::ListRequest& request);
Result<api::Item> show(PersonSide& person, const api::ShowRequest& request);
// With `preview` it only says what would change and leave.
Result<api::EditReply> edit(PersonSide& person, const api::EditRequest& request, const vault::Progress& progress);
Result<api::Empty> remove(PersonSide& person, const api::ItemRequest& request);
// `indexing_first`: builds what is missing of the index before it answers, instead of leaving it to an idle moment.
Result<api::ListReply> search(PersonSide& person, const api::SearchRequest& request, bool indexing_first,
                              const vault::Progress& progress);
// Writes an attachment to a new file; a broken one leaves no file behind.
Result<api::Empty> save(PersonSide& person, const api::SaveRequest& request, const vault::Progress& progress);

}  // namespace alongside::app
