#include "net/noise/symmetric_state.hpp"

#include <algorithm>

namespace alongside::net::noise {
namespace {

// What HKDF gives, each output at a fixed place.
using HkdfOutputs = crypto::Secret<struct HkdfOutputsRole, 3 * crypto::kMaxHashBytes>;

HkdfOutputs hkdf(crypto::HashFunction function, BytesView chaining_key, BytesView input, std::size_t count) {
  return HkdfOutputs::produced_by([&](std::span<unsigned char> all) {
    const auto size = crypto::hash_size(function);
    std::array<std::span<unsigned char>, 3> outputs;
    for (std::size_t i = 0; i < count; ++i) outputs[i] = all.subspan(i * crypto::kMaxHashBytes, size);
    crypto::hkdf(function, chaining_key, input, std::span(outputs).first(count));
  });
}

BytesView nth(const HkdfOutputs& outputs, std::size_t i) {
  return outputs.expose().subspan(i * crypto::kMaxHashBytes, crypto::kMaxHashBytes);
}

// A hash of 64 bytes gives its first 32 as a key, as section 5.2 says.
CipherKey cipher_key(BytesView output) {
  return CipherKey::produced_by([output](std::span<unsigned char> key) {
    std::ranges::copy(output.first(CipherKey::kSize), key.begin());
  });
}

// Section 5.2: a short name stands for itself, a long one is hashed.
std::array<unsigned char, crypto::kMaxHashBytes> first_hash(crypto::HashFunction function, std::string_view name) {
  std::array<unsigned char, crypto::kMaxHashBytes> out{};
  const auto size = crypto::hash_size(function);
  if (name.size() <= size) {
    std::ranges::copy(name, out.begin());
  } else {
    crypto::hash(function, as_bytes(name), {}, std::span(out).first(size));
  }
  return out;
}

}  // namespace

SymmetricState::SymmetricState(crypto::HashFunction function, std::string_view protocol_name)
    : function_(function),
      hash_(first_hash(function, protocol_name)),
      chaining_key_(ChainingKey::produced_by([this](auto key) { std::ranges::copy(hash_, key.begin()); })) {}

void SymmetricState::mix_key(BytesView input_key_material) {
  const auto outputs = hkdf(function_, chaining_key(), input_key_material, 2);
  set_chaining_key(nth(outputs, 0));
  cipher_.emplace(cipher_key(nth(outputs, 1)));
}

void SymmetricState::mix_hash(BytesView bytes) {
  const auto size = crypto::hash_size(function_);
  std::array<unsigned char, crypto::kMaxHashBytes> next{};
  crypto::hash(function_, handshake_hash(), bytes, std::span(next).first(size));
  hash_ = next;
}

void SymmetricState::mix_key_and_hash(BytesView input_key_material) {
  const auto outputs = hkdf(function_, chaining_key(), input_key_material, 3);
  set_chaining_key(nth(outputs, 0));
  mix_hash(nth(outputs, 1).first(crypto::hash_size(function_)));
  cipher_.emplace(cipher_key(nth(outputs, 2)));
}

Result<void> SymmetricState::encrypt_and_hash(BytesView plaintext, Bytes& out) {
  const auto begin = out.size();
  if (!cipher_) {
    out.insert(out.end(), plaintext.begin(), plaintext.end());
  } else {
    auto ciphertext = cipher_->encrypt(handshake_hash(), plaintext);
    if (!ciphertext) return ciphertext.error();
    out.insert(out.end(), ciphertext->begin(), ciphertext->end());
  }
  mix_hash(BytesView(out).subspan(begin));
  return {};
}

Result<Bytes> SymmetricState::decrypt_and_hash(BytesView ciphertext) {
  Result<Bytes> plaintext = Bytes{};
  if (cipher_) {
    plaintext = cipher_->decrypt(handshake_hash(), ciphertext);
    if (!plaintext) return plaintext;
  } else {
    plaintext->assign(ciphertext.begin(), ciphertext.end());
  }
  mix_hash(ciphertext);
  return plaintext;
}

BytesView SymmetricState::handshake_hash() const noexcept {
  return BytesView(hash_).first(crypto::hash_size(function_));
}

std::pair<CipherState, CipherState> SymmetricState::split() const {
  const auto outputs = hkdf(function_, chaining_key(), {}, 2);
  return {CipherState(cipher_key(nth(outputs, 0))), CipherState(cipher_key(nth(outputs, 1)))};
}

void SymmetricState::set_chaining_key(BytesView bytes) {
  chaining_key_ = ChainingKey::produced_by([bytes](auto key) { std::ranges::copy(bytes, key.begin()); });
}

}  // namespace alongside::net::noise
