// All of core for one person, opened together: the vault, what is written in it, and who the partner is.
// Belongs to one thread at a time, as the vault does (core/vault/vault.hpp); opening and unlocking take their time.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "app/node/item_view.hpp"
#include "core/items/correspondence.hpp"
#include "core/items/notebook.hpp"
#include "core/partner/partner_book.hpp"
#include "core/vault/attachments.hpp"
#include "core/vault/vault.hpp"

namespace alongside::app {

class PersonSide {
 public:
  // Takes the vault's lock; sealed. `random` and `clock` outlive it. no_vault, vault_in_use, not_a_vault,
  // format_too_new, disk_failed.
  static Result<std::unique_ptr<PersonSide>> open(const std::filesystem::path& home, crypto::RandomSource& random,
                                                  const items::Clock& clock);
  // Of a vault that was just made and is unlocked.
  static Result<std::unique_ptr<PersonSide>> of(std::unique_ptr<vault::Vault> made, const items::Clock& clock);
  ~PersonSide();

  // Opens the vault and loads what lies in it; while unlocked, only checks the secret. After an error it is as locked
  // as before. wrong_passphrase, altered, out_of_memory, disk_failed.
  Result<void> unlock(const crypto::Passphrase& passphrase, const vault::Progress& progress);
  Result<void> unlock(const crypto::RecoverySecret& recovery, const vault::Progress& progress);
  // Opens what is still sound of an altered vault; nothing can be written then. wrong_passphrase, out_of_memory.
  Result<void> unlock_altered(const crypto::Passphrase& passphrase, const vault::Progress& progress);
  // Forgets what is personal. Transit keys stay, so that receiving and passing on go on. Idempotent.
  void lock() noexcept;
  bool unlocked() const noexcept { return vault_->lock_state() == vault::LockState::unlocked; }
  // True from the first unlock on: the link and the feeds can be read and written.
  bool transit_open() const noexcept { return vault_->lock_state() != vault::LockState::sealed; }

  // How this person is called. Kept while locked, since the partner's node is told it at each greeting; empty before
  // the first unlock.
  const std::string& name() const noexcept { return name_; }
  Result<void> rename(std::string name);

  // Items as the person sees them, under today's names.
  ItemView view() const;

  vault::Vault& vault() noexcept { return *vault_; }
  vault::Attachments& attachments() noexcept { return attachments_; }
  items::Notebook& notebook() noexcept { return notebook_; }
  items::Correspondence& correspondence() noexcept { return correspondence_; }
  partner::PartnerBook& partner() noexcept { return partner_; }
  const items::Clock& clock() const noexcept { return clock_; }

 private:
  PersonSide(std::unique_ptr<vault::Vault> vault, const items::Clock& clock);
  template <class Secret>
  Result<void> open_with(const Secret& secret, const vault::Progress& progress);
  Result<void> load(const vault::Progress& progress);
  Result<void> load_name();

  const items::Clock& clock_;
  std::unique_ptr<vault::Vault> vault_;
  vault::Attachments attachments_;
  items::Notebook notebook_;
  items::Correspondence correspondence_;
  partner::PartnerBook partner_;
  std::string name_;
};

}  // namespace alongside::app
