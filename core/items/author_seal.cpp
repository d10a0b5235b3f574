#include "core/items/author_seal.hpp"

#include <sodium.h>

#include "core/crypto/hash.hpp"

namespace alongside::items {

AuthorSeal author_seal(const AuthorSealKey& key, const CorrespondenceId& correspondence, const ItemId& item,
                       Revision revision, ChangeKind kind, BytesView copy) {
  std::array<unsigned char, 9> place;
  for (std::size_t i = 0; i < 8; ++i) place[i] = static_cast<unsigned char>(revision.value() >> (8 * i));
  place[8] = static_cast<unsigned char>(kind);
  const auto hash = crypto::keyed_hash(key.expose(), {correspondence.bytes(), item.bytes(), place, copy});
  return AuthorSeal(std::span(hash).first<AuthorSeal::kSize>());
}

bool fits(const AuthorSeal& seal, BytesView claimed) {
  return claimed.size() == AuthorSeal::kSize && sodium_memcmp(seal.bytes().data(), claimed.data(), AuthorSeal::kSize) == 0;
}

}  // namespace alongside::items
