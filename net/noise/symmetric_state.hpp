// SymmetricState of the Noise specification (revision 34, section 5.2): chaining key, handshake hash and, once there is
// a key, the cipher under it.
#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "core/crypto/hash.hpp"
#include "net/noise/cipher_state.hpp"

namespace alongside::net::noise {

class SymmetricState {
 public:
  // InitializeSymmetric.
  SymmetricState(crypto::HashFunction function, std::string_view protocol_name);
  // The same in the same guarded memory, with the hash that it had after what both sides knew beforehand.
  void begin_again(std::string_view protocol_name, BytesView handshake_hash);

  void mix_key(BytesView input_key_material);
  void mix_hash(BytesView bytes);
  void mix_key_and_hash(BytesView input_key_material);

  // Whether what is sent next is encrypted, and so kTagBytes longer than what it carries.
  bool has_key() const noexcept { return has_key_; }

  // Appends the ciphertext, before the first key the plaintext itself, to `out`. As CipherState::encrypt_into.
  Result<void> encrypt_and_hash(BytesView plaintext, Bytes& out);
  // As CipherState::decrypt_into; before the first key gives back what it was given.
  Result<Bytes> decrypt_and_hash(BytesView ciphertext);

  // GetHandshakeHash: public, and a name for this very conversation once the handshake is over. Good until the next
  // change of this state.
  BytesView handshake_hash() const noexcept;

  // Split: the initiator's sending cipher, then the responder's. The last act; the chaining key is gone.
  std::pair<CipherState, CipherState> split();

 private:
  // Three places for HKDF's outputs: the chaining key, which the next HKDF overwrites, and what else the last one gave.
  static constexpr std::size_t kPlaces = 3;
  using HkdfOutputs = crypto::Secret<struct HkdfOutputsRole, kPlaces * crypto::kMaxHashBytes>;

  std::size_t hash_bytes() const noexcept { return crypto::hash_size(function_); }
  BytesView output(std::size_t place) const noexcept;
  void advance(BytesView input_key_material, std::size_t outputs);
  void start_cipher(BytesView temp_key);

  crypto::HashFunction function_;
  std::array<unsigned char, crypto::kMaxHashBytes> hash_{};
  HkdfOutputs outputs_;
  std::optional<CipherState> cipher_;  // once there was a key
  bool has_key_ = false;
};

}  // namespace alongside::net::noise
