#include "app/node/person_side.hpp"

#include "core/items/limits.hpp"
#include "proto/store.pb.h"

namespace alongside::app {

Result<std::unique_ptr<PersonSide>> PersonSide::open(const std::filesystem::path& home, crypto::RandomSource& random,
                                                     const items::Clock& clock) {
  auto vault = vault::Vault::open(vault::Home{home}, random);
  if (!vault) return vault.error();
  return std::unique_ptr<PersonSide>(new PersonSide(std::move(*vault), clock));
}

Result<std::unique_ptr<PersonSide>> PersonSide::of(std::unique_ptr<vault::Vault> made, const items::Clock& clock) {
  auto person = std::unique_ptr<PersonSide>(new PersonSide(std::move(made), clock));
  if (auto loaded = person->load({}); !loaded) return loaded.error();
  return person;
}

PersonSide::PersonSide(std::unique_ptr<vault::Vault> vault, const items::Clock& clock)
    : clock_(clock),
      vault_(std::move(vault)),
      attachments_(vault_->home().attachments()),
      notebook_(*vault_, attachments_, clock_),
      correspondence_(*vault_, attachments_, notebook_),
      partner_(*vault_) {}

PersonSide::~PersonSide() { lock(); }

Result<void> PersonSide::unlock(const crypto::Passphrase& passphrase, const vault::Progress& progress) {
  return open_with(passphrase, progress);
}

Result<void> PersonSide::unlock(const crypto::RecoverySecret& recovery, const vault::Progress& progress) {
  return open_with(recovery, progress);
}

Result<void> PersonSide::unlock_altered(const crypto::Passphrase& passphrase, const vault::Progress& progress) {
  if (auto opened = vault_->unlock_altered(passphrase); !opened) return opened.error();
  // As much as can be had; `doctor` names the rest.
  (void)partner_.load();
  (void)load_name();
  (void)notebook_.load_sound(progress);
  return {};
}

template <class Secret>
Result<void> PersonSide::open_with(const Secret& secret, const vault::Progress& progress) {
  const bool was_unlocked = unlocked();
  if (auto opened = vault_->unlock(secret); !opened) return opened.error();
  if (was_unlocked) return {};
  auto loaded = load(progress);
  if (!loaded) lock();
  return loaded;
}

Result<void> PersonSide::load(const vault::Progress& progress) {
  if (auto loaded = partner_.load(); !loaded) return loaded.error();
  if (auto loaded = load_name(); !loaded) return loaded.error();
  return notebook_.load(progress);
}

Result<void> PersonSide::load_name() {
  const auto rows = vault_->rows(vault::Table::setting);
  if (rows.empty()) return {};
  auto row = vault_->read(vault::Table::setting, rows.front().row);
  if (!row) return row.error();
  store::Settings settings;
  if (!settings.ParseFromArray(row->data(), static_cast<int>(row->size()))) return CoreErrc::altered;
  name_ = settings.name();
  return {};
}

void PersonSide::lock() noexcept {
  notebook_.forget();
  vault_->lock();
}

Result<void> PersonSide::rename(std::string name) {
  if (name.size() > items::kMaxNameBytes) return CoreErrc::too_large;
  store::Settings settings;
  settings.set_name(name);
  const std::string plaintext = settings.SerializeAsString();
  const auto rows = vault_->rows(vault::Table::setting);
  auto act = vault_->begin();
  if (rows.empty()) {
    if (auto row = act.insert(vault::Table::setting, as_bytes(plaintext)); !row) return row.error();
  } else {
    if (auto put = act.put(vault::Table::setting, rows.front().row, as_bytes(plaintext)); !put) return put.error();
  }
  if (auto done = act.commit(); !done) return done.error();
  name_ = std::move(name);
  return {};
}

ItemView PersonSide::view() const {
  const auto& link = partner_.link();
  return ItemView(Names{name_, link ? link->partner_name : std::string()}, attachments_);
}

}  // namespace alongside::app
