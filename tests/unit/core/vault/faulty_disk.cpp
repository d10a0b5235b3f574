#include "tests/unit/core/vault/faulty_disk.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <limits>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace alongside::test {
namespace {

struct Plan {
  int sound_steps;
  FaultyDisk::Fault fault;
  bool lasting;
};

std::optional<Plan> plan;
bool fault_met = false;
sqlite3_vfs* real_disk = nullptr;

// A change that a cut may undo.
struct Unsynced {
  sqlite3_int64 offset;
  sqlite3_int64 size_before;  // of the file
  std::vector<char> before;   // what the change overwrote or cut off
  std::vector<char> after;    // what was written; a truncation has none
};
std::map<std::string, std::vector<Unsynced>> unsynced;

// The real file lies right behind this one, as SQLite allocates both together.
struct FaultyFile {
  sqlite3_file base;
  std::vector<Unsynced>* unsynced;  // none for a file without a name
};

sqlite3_file* real(sqlite3_file* file) {
  return reinterpret_cast<sqlite3_file*>(reinterpret_cast<FaultyFile*>(file) + 1);
}

std::optional<FaultyDisk::Fault> next_step(bool reads) {
  if (!plan || (plan->fault == FaultyDisk::Fault::unreadable) != reads) return std::nullopt;
  if (plan->sound_steps > 0) {
    --plan->sound_steps;
    return std::nullopt;
  }
  const auto fault = plan->fault;
  if (!plan->lasting) plan.reset();
  fault_met = true;
  return fault;
}

// The fault that this change meets, if any.
std::optional<FaultyDisk::Fault> next_change() { return next_step(/*reads=*/false); }

int refuse(FaultyDisk::Fault fault, int io_error) {
  if (fault == FaultyDisk::Fault::kill) ::kill(::getpid(), SIGKILL);
  return fault == FaultyDisk::Fault::disk_full ? SQLITE_FULL : io_error;
}

// Before a change of `file` from `offset` on.
Unsynced as_it_is(sqlite3_file* file, sqlite3_int64 offset, sqlite3_int64 length) {
  Unsynced change{offset, 0, {}, {}};
  real(file)->pMethods->xFileSize(real(file), &change.size_before);
  change.before.resize(static_cast<std::size_t>(std::clamp<sqlite3_int64>(change.size_before - offset, 0, length)));
  const int size = static_cast<int>(change.before.size());
  if (size > 0) real(file)->pMethods->xRead(real(file), change.before.data(), size, offset);
  return change;
}

void remember(sqlite3_file* file, Unsynced change) {
  if (auto* changes = reinterpret_cast<FaultyFile*>(file)->unsynced) changes->push_back(std::move(change));
}

bool cut_is_coming() { return plan && plan->fault == FaultyDisk::Fault::power_cut; }

int write(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 offset) {
  const auto fault = next_change();
  if (!fault) {
    if (cut_is_coming()) {
      auto change = as_it_is(file, offset, size);
      const auto* written = static_cast<const char*>(bytes);
      change.after.assign(written, written + size);
      remember(file, std::move(change));
    }
    return real(file)->pMethods->xWrite(real(file), bytes, size, offset);
  }
  const bool tears = *fault == FaultyDisk::Fault::torn_write || *fault == FaultyDisk::Fault::kill;
  if (tears) real(file)->pMethods->xWrite(real(file), bytes, size / 2, offset);
  return refuse(*fault, SQLITE_IOERR_WRITE);
}

int truncate(sqlite3_file* file, sqlite3_int64 size) {
  if (const auto fault = next_change()) return refuse(*fault, SQLITE_IOERR_TRUNCATE);
  if (cut_is_coming()) remember(file, as_it_is(file, size, std::numeric_limits<sqlite3_int64>::max()));
  return real(file)->pMethods->xTruncate(real(file), size);
}

int sync(sqlite3_file* file, int) {
  if (const auto fault = next_change()) return refuse(*fault, SQLITE_IOERR_FSYNC);
  if (auto* changes = reinterpret_cast<FaultyFile*>(file)->unsynced) changes->clear();
  return SQLITE_OK;
}

int remove(sqlite3_vfs*, const char* name, int sync_folder) {
  if (const auto fault = next_change()) return refuse(*fault, SQLITE_IOERR_DELETE);
  unsynced[name].clear();
  return real_disk->xDelete(real_disk, name, sync_folder);
}

int read(sqlite3_file* file, void* out, int size, sqlite3_int64 offset) {
  if (const auto fault = next_step(/*reads=*/true)) return refuse(*fault, SQLITE_IOERR_READ);
  return real(file)->pMethods->xRead(real(file), out, size, offset);
}

void undo(int file, const Unsynced& change) {
  const auto size = static_cast<ssize_t>(change.before.size());
  if (::pwrite(file, change.before.data(), change.before.size(), change.offset) != size) std::abort();
  if (::ftruncate(file, change.size_before) != 0) std::abort();
}

void redo_some_sectors(int file, const Unsynced& change, std::mt19937_64& random) {
  constexpr sqlite3_int64 kSector = 512;
  const auto end = change.offset + static_cast<sqlite3_int64>(change.after.size());
  for (auto at = change.offset; at < end;) {
    const auto next = std::min(end, (at / kSector + 1) * kSector);
    const auto size = static_cast<std::size_t>(next - at);
    const bool came = (random() & 1U) != 0;
    if (came && ::pwrite(file, change.after.data() + (at - change.offset), size, at) != static_cast<ssize_t>(size))
      std::abort();
    at = next;
  }
}

int close(sqlite3_file* file) { return real(file)->pMethods->xClose(real(file)); }
int file_size(sqlite3_file* file, sqlite3_int64* size) { return real(file)->pMethods->xFileSize(real(file), size); }
int lock(sqlite3_file* file, int level) { return real(file)->pMethods->xLock(real(file), level); }
int unlock(sqlite3_file* file, int level) { return real(file)->pMethods->xUnlock(real(file), level); }
int check_lock(sqlite3_file* file, int* held) { return real(file)->pMethods->xCheckReservedLock(real(file), held); }
int control(sqlite3_file* file, int what, void* argument) {
  return real(file)->pMethods->xFileControl(real(file), what, argument);
}
int sector_size(sqlite3_file* file) { return real(file)->pMethods->xSectorSize(real(file)); }
int characteristics(sqlite3_file* file) { return real(file)->pMethods->xDeviceCharacteristics(real(file)); }

// Version 1: without shared memory, which the vault's exclusive lock makes needless.
const sqlite3_io_methods kMethods = {1,    close,  read,       write,   truncate,    sync,
                                     file_size, lock,   unlock,     check_lock, control, sector_size,
                                     characteristics, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr};

int open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* got_flags) {
  file->pMethods = nullptr;
  reinterpret_cast<FaultyFile*>(file)->unsynced = name ? &unsynced[name] : nullptr;
  const int code = real_disk->xOpen(real_disk, name, real(file), flags, got_flags);
  if (code == SQLITE_OK) file->pMethods = &kMethods;
  return code;
}

void stand_between() {
  if (real_disk) return;
  real_disk = sqlite3_vfs_find(nullptr);
  static sqlite3_vfs faulty = *real_disk;
  faulty.zName = "faulty";
  faulty.pNext = nullptr;
  faulty.szOsFile = static_cast<int>(sizeof(FaultyFile)) + real_disk->szOsFile;
  faulty.xOpen = open;
  faulty.xDelete = remove;
  sqlite3_vfs_register(&faulty, /*makeDflt=*/1);
}

}  // namespace

void FaultyDisk::fail_after(int sound_steps, Fault fault, bool lasting) {
  stand_between();
  plan = Plan{sound_steps, fault, lasting};
  fault_met = false;
  for (auto& [name, changes] : unsynced) changes.clear();
}

bool FaultyDisk::mend() {
  stand_between();
  plan.reset();
  return fault_met;
}

void FaultyDisk::lose_unsynced(std::uint64_t seed) {
  std::mt19937_64 random(seed);
  for (auto& [name, changes] : unsynced) {
    const int file = ::open(name.c_str(), O_RDWR);
    if (file < 0) continue;
    for (auto change = changes.rbegin(); change != changes.rend(); ++change) undo(file, *change);
    for (const auto& change : changes) redo_some_sectors(file, change, random);
    changes.clear();
    ::close(file);
  }
}

}  // namespace alongside::test
