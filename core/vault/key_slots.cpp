#include "core/crypto/aead.hpp"
#include "core/vault/header.hpp"
#include "core/vault/layout.hpp"

namespace alongside::vault {
namespace {

constexpr std::string_view kSlotLabel = "alongside key slot v1";

// The costs are bound too: nobody can lower them in the file without closing the slot.
auto associated_data(const VaultId& vault, SlotKind kind, const crypto::Salt& salt,
                     const std::optional<crypto::PasswordCost>& cost) {
  return Layout<kSlotLabel.size() + 16 + 1 + 16 + 4 + 8>()
      .text(kSlotLabel)
      .bytes(vault.bytes())
      .u8(static_cast<std::uint8_t>(kind))
      .bytes(salt.bytes())
      .u32(cost ? cost->passes : 0)
      .u64(cost ? cost->memory_bytes : 0)
      .whole();
}

KeySlot wrap(const VaultKey& key, const VaultId& vault, SlotKind kind, const crypto::Salt& salt,
             const std::optional<crypto::PasswordCost>& cost, const crypto::WrappingKey& wrapping,
             crypto::RandomSource& random) {
  const auto place = associated_data(vault, kind, salt, cost);
  return {kind, salt, cost, crypto::seal(wrapping, key.expose(), place, random)};
}

Result<VaultKey> unwrap(const KeySlot& slot, const VaultId& vault, const crypto::WrappingKey& wrapping) {
  auto opened = crypto::open(wrapping, slot.wrapped, associated_data(vault, slot.kind, slot.salt, slot.cost));
  if (!opened || opened->size() != VaultKey::kSize) return CoreErrc::wrong_passphrase;
  return VaultKey(std::span<unsigned char, VaultKey::kSize>(opened->data(), VaultKey::kSize));
}

}  // namespace

Result<KeySlot> passphrase_slot(const VaultKey& key, const VaultId& vault, const crypto::Passphrase& passphrase,
                                const crypto::PasswordCost& cost, crypto::RandomSource& random) {
  const auto salt = crypto::random_id<crypto::Salt>(random);
  const auto wrapping = crypto::stretch(passphrase.expose(), salt, cost);
  if (!wrapping) return wrapping.error();
  return wrap(key, vault, SlotKind::passphrase, salt, cost, *wrapping, random);
}

KeySlot recovery_slot(const VaultKey& key, const VaultId& vault, const crypto::RecoverySecret& recovery,
                      crypto::RandomSource& random) {
  const auto salt = crypto::random_id<crypto::Salt>(random);
  return wrap(key, vault, SlotKind::recovery, salt, std::nullopt, crypto::wrapping_key(recovery, salt), random);
}

Result<VaultKey> open_slot(const Header& header, const crypto::Passphrase& passphrase) {
  const auto& slot = header.passphrase;
  const auto wrapping = crypto::stretch(passphrase.expose(), slot.salt, *slot.cost);
  if (!wrapping) return wrapping.error();
  return unwrap(slot, header.id, *wrapping);
}

Result<VaultKey> open_slot(const Header& header, const crypto::RecoverySecret& recovery) {
  return unwrap(header.recovery, header.id, crypto::wrapping_key(recovery, header.recovery.salt));
}

}  // namespace alongside::vault
