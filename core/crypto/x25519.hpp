// X25519 (RFC 7748): key pairs of one role, and the shared secret of two.
#pragma once

#include <array>

#include "core/crypto/error.hpp"
#include "core/crypto/random.hpp"
#include "core/crypto/secret.hpp"
#include "proto/ids.hpp"
#include "proto/result.hpp"

namespace alongside::crypto {

using PublicKey = Id<struct PublicKeyRole, 32>;
using PrivateKey = Secret<struct PrivateKeyRole, 32>;
using SharedPoint = Secret<struct SharedPointRole, 32>;

struct KeyPair {
  PrivateKey secret;
  PublicKey open;

  static KeyPair generate(RandomSource& random);
  static KeyPair from(PrivateKey secret);
  KeyPair duplicate() const { return {secret.duplicate(), open}; }
};

// DH(mine, theirs). An all-zero result is CryptoErrc::weak_public_key.
Result<SharedPoint> agree(const PrivateKey& mine, const PublicKey& theirs);
// The same in the place of `point`, which saves new guarded memory; on failure `point` holds nothing of use.
Result<void> agree(const PrivateKey& mine, const PublicKey& theirs, SharedPoint& point);

}  // namespace alongside::crypto
