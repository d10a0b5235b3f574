#include "core/crypto/password.hpp"

#include <sodium.h>

#include <algorithm>

#include "proto/check.hpp"

namespace alongside::crypto {
namespace {

constexpr std::uint64_t kMebibyte = 1ull << 20;
constexpr std::uint64_t kPreferredMemoryBytes = 256 * kMebibyte;

void wipe(std::string& text) {
  text.resize(text.capacity());
  sodium_memzero(text.data(), text.size());
  text.clear();
}

bool argon2id(std::span<unsigned char> out, std::string_view typed, const Salt& salt, const PasswordCost& cost) {
  static_assert(Salt::kSize == crypto_pwhash_SALTBYTES);
  return crypto_pwhash(out.data(), out.size(), typed.data(), typed.size(), salt.bytes().data(), cost.passes,
                       cost.memory_bytes, crypto_pwhash_ALG_ARGON2ID13) == 0;
}

double seconds_of(const PasswordCost& cost) {
  std::array<unsigned char, 32> unused;
  const auto begin = std::chrono::steady_clock::now();
  argon2id(unused, "calibration", Salt{}, cost);
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

}  // namespace

Passphrase::Passphrase(std::string&& typed)
    : bytes_(decltype(bytes_)::produced_by([&typed](std::span<unsigned char, kMaxPassphraseBytes> out) {
        require(typed.size() <= out.size());
        std::ranges::fill(out, 0);
        std::ranges::copy(as_bytes(typed), out.begin());
      })),
      size_(typed.size()) {
  wipe(typed);
}

std::string_view Passphrase::expose() const noexcept { return as_text(bytes_.expose()).substr(0, size_); }

bool Passphrase::same_as(const Passphrase& other) const noexcept {
  return size_ == other.size_ &&
         sodium_memcmp(bytes_.expose().data(), other.bytes_.expose().data(), kMaxPassphraseBytes) == 0;
}

bool PasswordCost::within_bounds() const noexcept {
  return passes >= kMinPasses && passes <= kMaxPasses && memory_bytes >= kMinMemoryBytes &&
         memory_bytes <= kMaxMemoryBytes;
}

PasswordCost PasswordCost::calibrated(std::chrono::milliseconds target) {
  PasswordCost cost;
  const double measured = std::max(seconds_of(cost), 1e-3);
  const double wanted = std::chrono::duration<double>(target).count() / measured;
  const double for_memory = std::clamp(wanted, 1.0, double(kPreferredMemoryBytes) / double(kMinMemoryBytes));
  const double for_passes = std::clamp(wanted / for_memory, 1.0, double(kMaxPasses) / double(kMinPasses));
  cost.memory_bytes = static_cast<std::uint64_t>(double(kMinMemoryBytes / kMebibyte) * for_memory) * kMebibyte;
  cost.passes = static_cast<std::uint32_t>(double(kMinPasses) * for_passes);
  return cost;
}

Result<WrappingKey> stretch(std::string_view typed, const Salt& salt, const PasswordCost& cost) {
  if (!cost.within_bounds()) return CryptoErrc::password_cost_out_of_bounds;
  bool stretched = false;
  auto key = WrappingKey::produced_by([&](auto out) { stretched = argon2id(out, typed, salt, cost); });
  if (!stretched) return CryptoErrc::out_of_memory;
  return key;
}

}  // namespace alongside::crypto
