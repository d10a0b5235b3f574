#include "net/noise/cipher_state.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <limits>

#include "net/error.hpp"
#include "proto/check.hpp"

namespace alongside::net::noise {
namespace {

constexpr std::uint64_t kReservedNonce = std::numeric_limits<std::uint64_t>::max();

static_assert(kTagBytes == crypto_aead_chacha20poly1305_IETF_ABYTES);
static_assert(CipherKey::kSize == crypto_aead_chacha20poly1305_IETF_KEYBYTES);

// Section 12.3: 32 zero bits, then the counter, little-endian.
std::array<unsigned char, crypto_aead_chacha20poly1305_IETF_NPUBBYTES> encoded(std::uint64_t nonce) {
  std::array<unsigned char, crypto_aead_chacha20poly1305_IETF_NPUBBYTES> bytes{};
  for (std::size_t i = 0; i < 8; ++i) bytes[4 + i] = static_cast<unsigned char>(nonce >> (8 * i));
  return bytes;
}

void seal(const CipherKey& key, std::uint64_t nonce, std::span<unsigned char> out, BytesView ad, BytesView plaintext) {
  crypto_aead_chacha20poly1305_ietf_encrypt(out.data(), nullptr, plaintext.data(), plaintext.size(), ad.data(),
                                            ad.size(), nullptr, encoded(nonce).data(), key.expose().data());
}

bool open(const CipherKey& key, std::uint64_t nonce, std::span<unsigned char> out, BytesView ad, BytesView ciphertext) {
  return crypto_aead_chacha20poly1305_ietf_decrypt(out.data(), nullptr, nullptr, ciphertext.data(), ciphertext.size(),
                                                   ad.data(), ad.size(), encoded(nonce).data(),
                                                   key.expose().data()) == 0;
}

}  // namespace

void CipherState::initialize_key(std::span<const unsigned char, CipherKey::kSize> key) {
  key_.rewrite([key](auto own) { std::ranges::copy(key, own.begin()); });
  alive_ = true;
  nonce_ = 0;
}

Result<void> CipherState::encrypt_into(std::span<unsigned char> out, BytesView ad, BytesView plaintext) {
  require(out.size() == plaintext.size() + kTagBytes);
  if (auto ready = ready_for(out.size()); !ready) return die(ready.error());
  seal(key_, nonce_++, out, ad, plaintext);
  return {};
}

Result<void> CipherState::decrypt_into(std::span<unsigned char> out, BytesView ad, BytesView ciphertext) {
  if (auto ready = ready_for(ciphertext.size()); !ready) return die(ready.error());
  if (ciphertext.size() < kTagBytes) return die(NetErrc::message_too_short);
  require(out.size() == ciphertext.size() - kTagBytes);
  if (!open(key_, nonce_, out, ad, ciphertext)) return die(NetErrc::message_not_authentic);
  ++nonce_;
  return {};
}

Result<Bytes> CipherState::encrypt(BytesView ad, BytesView plaintext) {
  if (auto ready = ready_for(plaintext.size() + kTagBytes); !ready) return die(ready.error()).error();
  Bytes ciphertext(plaintext.size() + kTagBytes);
  if (auto sealed = encrypt_into(ciphertext, ad, plaintext); !sealed) return sealed.error();
  return ciphertext;
}

Result<Bytes> CipherState::decrypt(BytesView ad, BytesView ciphertext) {
  if (auto ready = ready_for(ciphertext.size()); !ready) return die(ready.error()).error();
  Bytes plaintext(ciphertext.size() < kTagBytes ? 0 : ciphertext.size() - kTagBytes);
  if (auto opened = decrypt_into(plaintext, ad, ciphertext); !opened) return opened.error();
  return plaintext;
}

Result<void> CipherState::rekey() {
  if (!alive_) return NetErrc::state_is_dead;
  constexpr std::array<unsigned char, CipherKey::kSize> kZeros{};
  std::array<unsigned char, CipherKey::kSize + kTagBytes> sealed;
  seal(key_, kReservedNonce, sealed, {}, kZeros);
  const auto next = BytesView(sealed).first(CipherKey::kSize);
  key_.rewrite([next](auto own) { std::ranges::copy(next, own.begin()); });
  sodium_memzero(sealed.data(), sealed.size());
  return {};
}

Result<void> CipherState::ready_for(std::size_t message_bytes) const {
  if (!alive_) return NetErrc::state_is_dead;
  if (message_bytes > kMaxMessageBytes) return NetErrc::message_too_long;
  if (nonce_ == kReservedNonce) return NetErrc::nonce_exhausted;
  return {};
}

Result<void> CipherState::die(error_code why) {
  key_.rewrite([](auto own) { sodium_memzero(own.data(), own.size()); });
  alive_ = false;
  return why;
}

}  // namespace alongside::net::noise
