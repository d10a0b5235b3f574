#include "app/node/initialize.hpp"

#include "app/node/error.hpp"
#include "app/node/person_side.hpp"
#include "core/items/limits.hpp"
#include "core/vault/moving.hpp"

namespace alongside::app {

namespace {

// The rules for texts apply to a name too, and a name is one line.
Result<void> check_name(std::string_view name) {
  if (name.size() > items::kMaxNameBytes) return CoreErrc::too_large;
  if (name.find_first_of("\n\t") != std::string_view::npos) return CoreErrc::not_text;
  item::Body as_text;
  as_text.set_text(std::string(name));
  return items::check_body(as_text);
}

// A whole vault, its person's name in it; closed again.
Result<std::string> make_vault(const vault::Home& home, std::string_view name, const crypto::Passphrase& passphrase,
                               std::chrono::milliseconds unlock_time) {
  crypto::SystemRandom random;
  const auto cost = crypto::PasswordCost::calibrated(unlock_time);
  auto created = vault::Vault::create(home, passphrase, cost, random);
  if (!created) return created.error();

  items::SystemClock clock;
  auto person = PersonSide::of(std::move(created->vault), clock);
  if (!person) return person.error();
  if (auto named = (*person)->rename(std::string(name)); !named) return named.error();
  return std::move(created->recovery_code);
}

// What an init that was cut short has left is of no use to anybody.
Result<void> remove_folder(const std::filesystem::path& folder) {
  std::error_code failed;
  std::filesystem::remove_all(folder, failed);
  if (failed) return CoreErrc::disk_failed;
  return {};
}

}  // namespace

Result<std::string> initialize_home(const std::filesystem::path& home, std::string_view name,
                                    const crypto::Passphrase& passphrase, std::chrono::milliseconds unlock_time) {
  if (passphrase.empty()) return AppErrc::bad_passphrase;
  if (auto checked = check_name(name); !checked) return checked.error();
  const vault::Home place{home};
  std::error_code ignored;
  if (std::filesystem::exists(place.database(), ignored)) return CoreErrc::vault_exists;

  const vault::Home aside{home / "init.part"};
  if (auto removed = remove_folder(aside.folder); !removed) return removed.error();
  auto recovery_code = make_vault(aside, name, passphrase, unlock_time);
  if (recovery_code) {
    if (auto moved = vault::move_vault(aside, place); !moved) recovery_code = moved.error();
  }
  (void)remove_folder(aside.folder);
  return recovery_code;
}

Result<void> restore_home(const std::filesystem::path& home, const std::filesystem::path& backup,
                          const OnProgress& on_progress) {
  crypto::SystemRandom random;
  const vault::Progress progress = [&](std::uint64_t done, std::uint64_t total) {
    if (!on_progress) return true;
    api::Progress line;
    line.set_what("restoring");
    line.set_done(done);
    line.set_total(total);
    on_progress(line);
    return true;
  };
  auto restored = vault::Vault::restore(backup, vault::Home{home}, random, progress);
  if (!restored) return restored.error();
  return {};
}

}  // namespace alongside::app
