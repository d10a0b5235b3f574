// The keys of a vault, all derived from one (core/VAULT.md, "Keys"). Private to core/vault.
#pragma once

#include <string_view>

#include "core/crypto/aead.hpp"
#include "core/crypto/kdf.hpp"
#include "core/crypto/x25519.hpp"
#include "core/vault/table.hpp"
#include "core/vault/vault.hpp"

namespace alongside::vault {

using RowKey = crypto::SealingKey<struct RowKeyRole>;
using DigestKey = crypto::Secret<struct DigestKeyRole, 32>;

inline constexpr std::string_view kPersonalRowsLabel = "alongside vault personal rows";
inline constexpr std::string_view kPersonalDigestLabel = "alongside vault personal digest";
inline constexpr std::string_view kTransitRowsLabel = "alongside vault transit rows";
inline constexpr std::string_view kTransitDigestLabel = "alongside vault transit digest";
inline constexpr std::string_view kInboxLabel = "alongside vault inbox";

inline RowKey row_key(const VaultKey& key, Domain domain) {
  return crypto::derive<struct RowKeyRole>(key, domain == Domain::personal ? kPersonalRowsLabel : kTransitRowsLabel);
}

inline DigestKey digest_key(const VaultKey& key, Domain domain) {
  return crypto::derive<struct DigestKeyRole>(
      key, domain == Domain::personal ? kPersonalDigestLabel : kTransitDigestLabel);
}

inline crypto::KeyPair inbox_pair(const VaultKey& key) {
  return crypto::KeyPair::from(crypto::derive<struct crypto::PrivateKeyRole>(key, kInboxLabel));
}

}  // namespace alongside::vault
