#include "net/noise/symmetric_state.hpp"

#include <algorithm>

namespace alongside::net::noise {
namespace {

// A hash of 64 bytes gives its first 32 as a key, as section 5.2 says.
std::span<const unsigned char, CipherKey::kSize> key_of(BytesView output) { return output.first<CipherKey::kSize>(); }

CipherKey cipher_key(BytesView output) {
  return CipherKey::produced_by([output](auto key) { std::ranges::copy(key_of(output), key.begin()); });
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
      outputs_(HkdfOutputs::produced_by([this](auto outputs) { std::ranges::copy(hash_, outputs.begin()); })) {}

void SymmetricState::begin_again(std::string_view protocol_name, BytesView handshake_hash) {
  outputs_.rewrite([&](std::span<unsigned char> outputs) {
    std::ranges::fill(outputs, 0);
    std::ranges::copy(first_hash(function_, protocol_name), outputs.begin());
  });
  std::ranges::copy(handshake_hash, hash_.begin());
  has_key_ = false;
}

void SymmetricState::mix_key(BytesView input_key_material) {
  advance(input_key_material, 2);
  start_cipher(output(1));
}

void SymmetricState::mix_hash(BytesView bytes) {
  std::array<unsigned char, crypto::kMaxHashBytes> next{};
  crypto::hash(function_, handshake_hash(), bytes, std::span(next).first(hash_bytes()));
  hash_ = next;
}

void SymmetricState::mix_key_and_hash(BytesView input_key_material) {
  advance(input_key_material, 3);
  mix_hash(output(1));
  start_cipher(output(2));
}

Result<void> SymmetricState::encrypt_and_hash(BytesView plaintext, Bytes& out) {
  const auto begin = out.size();
  if (!has_key_) {
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
  if (has_key_) {
    plaintext = cipher_->decrypt(handshake_hash(), ciphertext);
    if (!plaintext) return plaintext;
  } else {
    plaintext->assign(ciphertext.begin(), ciphertext.end());
  }
  mix_hash(ciphertext);
  return plaintext;
}

BytesView SymmetricState::handshake_hash() const noexcept {
  return BytesView(hash_).first(hash_bytes());
}

std::pair<CipherState, CipherState> SymmetricState::split() {
  advance({}, 2);
  return {CipherState(cipher_key(output(0))), CipherState(cipher_key(output(1)))};
}

BytesView SymmetricState::output(std::size_t place) const noexcept {
  return outputs_.expose().subspan(place * crypto::kMaxHashBytes, hash_bytes());
}

void SymmetricState::advance(BytesView input_key_material, std::size_t outputs) {
  outputs_.rewrite([&](std::span<unsigned char> all) {
    std::array<std::span<unsigned char>, kPlaces> places;
    for (std::size_t i = 0; i < outputs; ++i) places[i] = all.subspan(i * crypto::kMaxHashBytes, hash_bytes());
    crypto::hkdf(function_, output(0), input_key_material, std::span(places).first(outputs));
  });
}

void SymmetricState::start_cipher(BytesView temp_key) {
  if (cipher_) {
    cipher_->initialize_key(key_of(temp_key));
  } else {
    cipher_.emplace(cipher_key(temp_key));
  }
  has_key_ = true;
}

}  // namespace alongside::net::noise
