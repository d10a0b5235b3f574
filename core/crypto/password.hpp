// From a passphrase or a recovery code to the key that wraps the vault key.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/crypto/error.hpp"
#include "core/crypto/random.hpp"
#include "core/crypto/secret.hpp"
#include "proto/ids.hpp"
#include "proto/result.hpp"

namespace alongside::crypto {

using Salt = Id<struct SaltRole, 16>;
using WrappingKey = Secret<struct WrappingKeyRole, 32>;

// Characters that a person typed, in guarded memory; any length up to kMaxPassphraseBytes.
inline constexpr std::size_t kMaxPassphraseBytes = 1024;
class Passphrase {
 public:
  // Takes the characters over and wipes the source. Longer than kMaxPassphraseBytes is a broken promise of the caller.
  explicit Passphrase(std::string&& typed);
  std::string_view expose() const noexcept;
  bool empty() const noexcept { return size_ == 0; }
  // Constant time for equal lengths.
  bool same_as(const Passphrase& other) const noexcept;

 private:
  Secret<struct PassphraseRole, kMaxPassphraseBytes> bytes_;
  std::size_t size_;
};

// How much work one Argon2id (version 1.3, one lane) guess costs. Stored beside the salt, so a reader checks the bounds
// before it hashes: below the floor guessing would be cheap, above the ceiling an altered file could hold the machine.
struct PasswordCost {
  std::uint32_t passes = kMinPasses;
  std::uint64_t memory_bytes = kMinMemoryBytes;

  static constexpr std::uint32_t kMinPasses = 2;
  static constexpr std::uint32_t kMaxPasses = 64;
  static constexpr std::uint64_t kMinMemoryBytes = 64ull << 20;
  static constexpr std::uint64_t kMaxMemoryBytes = 1ull << 30;

  bool within_bounds() const noexcept;
  friend bool operator==(const PasswordCost&, const PasswordCost&) = default;

  // What takes about `target` on this machine: memory up to 256 MiB first, then passes. Hashes once or
  // twice to measure; never below the floor, never above the ceiling.
  static PasswordCost calibrated(std::chrono::milliseconds target);
};

// Takes about the calibrated time and cost.memory_bytes of memory; call it off the network thread.
// password_cost_out_of_bounds or out_of_memory.
Result<WrappingKey> stretch(std::string_view typed, const Salt& salt, const PasswordCost& cost);

// 128 random bits for a person to write down, as base32 (Crockford's alphabet) in groups of five with a checksum:
// "XXXXX-XXXXX-XXXXX-XXXXX-XXXXX-XXX". The 28 letters carry 140 bits, most significant first: the secret, then the first
// 12 bits of BLAKE2b-512("alongside recovery checksum" || secret). Reading it back forgives case, spaces, dashes and
// look-alike letters.
using RecoverySecret = Secret<struct RecoverySecretRole, 16>;
std::string recovery_code(const RecoverySecret& secret);
Result<RecoverySecret> read_recovery_code(std::string_view typed);

// keyed_hash with the key secret || salt over "alongside recovery key". No stretching is needed: the code has 128 bits
// of its own.
WrappingKey wrapping_key(const RecoverySecret& secret, const Salt& salt);

}  // namespace alongside::crypto
