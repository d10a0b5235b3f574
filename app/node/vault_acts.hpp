// Acts on the vault as a whole. On the vault's thread; those that take a secret also take Argon2id's second.
#pragma once

#include <string>

#include "app/node/person_side.hpp"
#include "proto/api.pb.h"

namespace alongside::app {

// The bodies are raw, as app/node/api.hpp lists them. wrong_passphrase, malformed_recovery_code, bad_passphrase.
Result<void> unlock(PersonSide& person, BytesView passphrase, const vault::Progress& progress);
Result<void> unlock_with_recovery(PersonSide& person, BytesView recovery_code, const vault::Progress& progress);
// Opens what is still sound of a vault that `unlock` finds altered, to examine and to read it; writing is refused.
Result<void> unlock_altered(PersonSide& person, BytesView passphrase, const vault::Progress& progress);
Result<void> change_passphrase(PersonSide& person, BytesView pair);
Result<void> change_passphrase_with_recovery(PersonSide& person, BytesView pair);
// Two steps, so that a code comes into force only when the person has it on paper: one draws a code and changes
// nothing, the other puts it in the old one's place.
Result<std::string> draw_recovery_code(PersonSide& person, BytesView passphrase);
Result<void> change_recovery_code(PersonSide& person, BytesView pair);

Result<api::Empty> backup(PersonSide& person, const api::BackupRequest& request, const vault::Progress& progress);
// Opens every row and every attachment's chunk, changes nothing, and says what is wrong in words.
Result<api::DoctorReply> doctor(PersonSide& person, const vault::Progress& progress);

}  // namespace alongside::app
