#include "core/vault/moving.hpp"

#include "core/vault/files.hpp"

namespace alongside::vault {

Result<void> move_vault(const Home& from, const Home& to) {
  // SQLite takes the log away when it closes, unless it could not empty it into the file.
  auto log = from.database();
  log += "-wal";
  if (is_there(log)) return CoreErrc::disk_full;
  if (is_there(to.database())) return CoreErrc::vault_exists;
  if (auto done = make_private_folder(to.folder); !done) return done;
  return rename_to_new(from.database(), to.database());
}

}  // namespace alongside::vault
