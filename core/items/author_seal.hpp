// What proves to a restored author what they once sent. Only the author can make or check it, so a partner can neither
// forge it nor show it to anybody. proto/PROTOCOL.md, "Author seals", is the specification.
#pragma once

#include <array>

#include "core/crypto/secret.hpp"
#include "core/items/entry.hpp"
#include "proto/bytes.hpp"
#include "proto/ids.hpp"

namespace alongside::items {

using AuthorSealKey = crypto::Secret<struct AuthorSealKeyRole, 32>;
inline constexpr std::string_view kAuthorSealLabel = "alongside author seal";  // subkey of the vault key

using AuthorSeal = Id<struct AuthorSealRole, 16>;

enum class ChangeKind : unsigned char { copy = 1, retraction = 2 };

// The first 16 bytes of keyed_hash(key, correspondence | item id | revision u64le | kind u8 | copy), `copy` being the
// serialized wire.Copy or nothing. The correspondence keeps what was said in a former pairing from being proof in this.
AuthorSeal author_seal(const AuthorSealKey& key, const CorrespondenceId& correspondence, const ItemId& item,
                       Revision revision, ChangeKind kind, BytesView copy);

// In constant time; false for bytes of another length.
bool fits(const AuthorSeal& seal, BytesView claimed);

}  // namespace alongside::items
