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
  auto point = SharedPoint::produced_by([](auto) {});
  if (auto agreed = agree(mine, theirs, point); !agreed) return agreed.error();
  return point;
}

Result<void> agree(const PrivateKey& mine, const PublicKey& theirs, SharedPoint& point) {
  bool weak = false;
  point.rewrite([&](std::span<unsigned char, SharedPoint::kSize> out) {
    weak = crypto_scalarmult(out.data(), mine.expose().data(), theirs.bytes().data()) != 0;
  });
  if (weak) return CryptoErrc::weak_public_key;
  return {};
}

}  // namespace alongside::crypto
