// Subkeys from one key by label: BLAKE2b-256 keyed with the parent over the label.
#pragma once

#include <string_view>

#include "core/crypto/hash.hpp"
#include "core/crypto/secret.hpp"

namespace alongside::crypto {

// The subkey of `parent` for the purpose `label`: keyed_hash(parent, label). Labels are named constants beside
// the document that lists them (core/VAULT.md, proto/PROTOCOL.md); each begins "alongside ", and none is a prefix of
// another.
template <class SubRole, class ParentRole>
Secret<SubRole, 32> derive(const Secret<ParentRole, 32>& parent, std::string_view label) {
  auto bytes = keyed_hash(parent.expose(), {as_bytes(label)});
  return Secret<SubRole, 32>(std::span<unsigned char, 32>(bytes));
}

}  // namespace alongside::crypto
