#include "core/crypto/aead.hpp"

#include <sodium.h>

namespace alongside::crypto::detail {

static_assert(kSealNonceBytes == crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);
static_assert(kSealTagBytes == crypto_aead_xchacha20poly1305_ietf_ABYTES);

Bytes seal(std::span<const unsigned char, 32> key, BytesView plaintext, BytesView place, RandomSource& random) {
  Bytes sealed(plaintext.size() + kSealOverheadBytes);
  const auto nonce = std::span(sealed).first(kSealNonceBytes);
  random.fill(nonce);
  crypto_aead_xchacha20poly1305_ietf_encrypt(sealed.data() + kSealNonceBytes, nullptr, plaintext.data(),
                                             plaintext.size(), place.data(), place.size(), nullptr, nonce.data(),
                                             key.data());
  return sealed;
}

Result<Bytes> open(std::span<const unsigned char, 32> key, BytesView sealed, BytesView place) {
  if (sealed.size() < kSealOverheadBytes) return CryptoErrc::not_authentic;
  const auto nonce = sealed.first(kSealNonceBytes);
  const auto ciphertext = sealed.subspan(kSealNonceBytes);
  Bytes plaintext(ciphertext.size() - kSealTagBytes);
  const int failed = crypto_aead_xchacha20poly1305_ietf_decrypt(plaintext.data(), nullptr, nullptr, ciphertext.data(),
                                                                ciphertext.size(), place.data(), place.size(),
                                                                nonce.data(), key.data());
  if (failed) return CryptoErrc::not_authentic;
  return plaintext;
}

}  // namespace alongside::crypto::detail
