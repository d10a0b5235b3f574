// Two secrets in one raw body: u32le length | bytes | u32le length | bytes.
#pragma once

#include <optional>
#include <string_view>
#include <utility>

#include "core/crypto/password.hpp"
#include "core/crypto/secret.hpp"
#include "proto/bytes.hpp"

namespace alongside::app {

inline constexpr std::size_t kSecretPairBytes = 2 * (4 + crypto::kMaxPassphraseBytes);

// The written pair in guarded memory; the two must each be at most kMaxPassphraseBytes long.
class SecretPair {
 public:
  SecretPair(std::string_view first, std::string_view second);
  BytesView expose() const noexcept { return BytesView(bytes_.expose()).first(size_); }

 private:
  crypto::Secret<struct SecretPairRole, kSecretPairBytes> bytes_;
  std::size_t size_;
};

// Views into `body`; nothing unless it is exactly two secrets within bounds.
std::optional<std::pair<std::string_view, std::string_view>> read_secret_pair(BytesView body);

}  // namespace alongside::app
