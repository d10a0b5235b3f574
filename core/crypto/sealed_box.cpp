#include "core/crypto/sealed_box.hpp"

#include <sodium.h>

#include "proto/check.hpp"

namespace alongside::crypto {

static_assert(kSealedBoxOverheadBytes == crypto_box_SEALBYTES);

Bytes seal_to(const PublicKey& receiver, BytesView plaintext) {
  Bytes sealed(plaintext.size() + kSealedBoxOverheadBytes);
  require(crypto_box_seal(sealed.data(), plaintext.data(), plaintext.size(), receiver.bytes().data()) == 0);
  return sealed;
}

Result<Bytes> open_sealed(const KeyPair& receiver, BytesView sealed) {
  if (sealed.size() < kSealedBoxOverheadBytes) return CryptoErrc::not_authentic;
  Bytes plaintext(sealed.size() - kSealedBoxOverheadBytes);
  const int failed = crypto_box_seal_open(plaintext.data(), sealed.data(), sealed.size(),
                                          receiver.open.bytes().data(), receiver.secret.expose().data());
  if (failed) return CryptoErrc::not_authentic;
  return plaintext;
}

}  // namespace alongside::crypto
