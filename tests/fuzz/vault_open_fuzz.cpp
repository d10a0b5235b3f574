// A vault file, or a backup, that somebody changed: whatever the change, what is read is what was written or an error.
//
// Input: one byte chooses (bit 0: the vault file or a backup; bit 1: changed places, or a whole file), then either four
// bytes a change (place u24, exclusive-or u8), or the file itself. The recovery code opens it: no Argon2id in the loop.
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "core/vault/vault.hpp"
#include "proto/check.hpp"
#include "tests/support/seeded_random.hpp"

namespace {

using namespace alongside;
using namespace alongside::vault;

constexpr int kRows = 20;

std::string contents_of(Table table, std::uint64_t row) {
  return "table " + std::to_string(static_cast<int>(table)) + " row " + std::to_string(row) + std::string(200, '.');
}

Bytes read_file(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return Bytes(std::istreambuf_iterator<char>(in), {});
}

void write_file(const std::filesystem::path& file, BytesView bytes) {
  std::ofstream(file, std::ios::binary | std::ios::trunc) << as_text(bytes);
}

// The sound files that every input starts from.
class Ground {
 public:
  Ground() {
    std::string pattern = (std::filesystem::temp_directory_path() / "alongside-fuzz-XXXXXX").string();
    folder_ = ::mkdtemp(pattern.data());
    const Home home{folder_ / "sound"};
    auto created = Vault::create(home, crypto::Passphrase("fuzz"), crypto::PasswordCost(), random_);
    require(created.has_value());
    recovery_code_ = created->recovery_code;
    fill(*created->vault);
    require(created->vault->backup(folder_ / "backup", {}).has_value());
    created->vault.reset();
    vault_ = read_file(home.database());
    backup_ = read_file(folder_ / "backup");
  }
  ~Ground() { std::filesystem::remove_all(folder_); }

  void try_vault(BytesView file) {
    const Home home{folder_ / "tried"};
    std::filesystem::remove_all(home.folder);
    std::filesystem::create_directory(home.folder);
    write_file(home.database(), file);
    auto opened = Vault::open(home, random_);
    if (opened) read_all(**opened);
  }

  void try_backup(BytesView file) {
    const Home home{folder_ / "restored"};
    std::filesystem::remove_all(home.folder);
    write_file(folder_ / "tried-backup", file);
    auto restored = Vault::restore(folder_ / "tried-backup", home, random_, {});
    if (restored) read_all(**restored);
  }

  const Bytes& vault() const { return vault_; }
  const Bytes& backup() const { return backup_; }

 private:
  void fill(Vault& vault) {
    auto transaction = vault.begin();
    for (const Table table : kTables) {
      for (std::uint64_t row = 1; row <= kRows; ++row)
        require(transaction.insert(table, as_bytes(contents_of(table, row))).has_value());
    }
    require(transaction.commit().has_value());
  }

  void read_all(Vault& vault) {
    const auto recovery = crypto::read_recovery_code(recovery_code_).value();
    if (!vault.unlock(recovery) && !vault.unlock_altered(recovery)) return;
    (void)vault.examine({});
    for (const Table table : kTables) {
      (void)vault.scan(table, Row(), [table](Row row, Version, BytesView read) {
        require(as_text(read) == contents_of(table, row.value()));
        return true;
      });
    }
  }

  test::SeededRandom random_{1};
  std::filesystem::path folder_;
  std::string recovery_code_;
  Bytes vault_;
  Bytes backup_;
};

Bytes changed(Bytes file, BytesView changes) {
  for (; changes.size() >= 4; changes = changes.subspan(4)) {
    const std::size_t place = changes[0] | std::size_t{changes[1]} << 8 | std::size_t{changes[2]} << 16;
    file[place % file.size()] ^= changes[3];
  }
  return file;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size) {
  static Ground ground;
  if (size == 0) return 0;
  const BytesView rest(bytes + 1, size - 1);
  const bool whole = bytes[0] & 2;
  if (bytes[0] & 1) {
    ground.try_backup(whole ? Bytes(rest.begin(), rest.end()) : changed(ground.backup(), rest));
  } else {
    ground.try_vault(whole ? Bytes(rest.begin(), rest.end()) : changed(ground.vault(), rest));
  }
  return 0;
}
