#include "core/crypto/x25519.hpp"

#include <sodium.h>

#include "proto/check.hpp"

namespace alongside::crypto {

KeyPair KeyPair::generate(RandomSource& random) { return from(PrivateKey::random(random)); }

KeyPair KeyPair::from(PrivateKey secret) {
  std::array<unsigned char, PublicKey::kSize> open;
  require(crypto_scalarmult_base(open.data(), secret.expose().data()) == 0);
  return {std::move(secret), PublicKey(open)};
}

Result<SharedPoint> agree(const PrivateKey& mine, const PublicKey& theirs) {
  bool weak = false;
  auto point = SharedPoint::produced_by([&](std::span<unsigned char, SharedPoint::kSize> out) {
    weak = crypto_scalarmult(out.data(), mine.expose().data(), theirs.bytes().data()) != 0;
  });
  if (weak) return CryptoErrc::weak_public_key;
  return point;
}

}  // namespace alongside::crypto
