#include "tests/unit/core/vault/faulty_disk.hpp"

#include <signal.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cstring>
#include <optional>

namespace alongside::test {
namespace {

struct Plan {
  int sound_changes;
  FaultyDisk::Fault fault;
  bool lasting;
};

std::optional<Plan> plan;
bool fault_met = false;
sqlite3_vfs* real_disk = nullptr;

// The real file lies right behind this one, as SQLite allocates both together.
struct FaultyFile {
  sqlite3_file base;
};

sqlite3_file* real(sqlite3_file* file) {
  return reinterpret_cast<sqlite3_file*>(reinterpret_cast<FaultyFile*>(file) + 1);
}

// The fault that this change meets, if any.
std::optional<FaultyDisk::Fault> next_change() {
  if (!plan) return std::nullopt;
  if (plan->sound_changes > 0) {
    --plan->sound_changes;
    return std::nullopt;
  }
  const auto fault = plan->fault;
  if (!plan->lasting) plan.reset();
  fault_met = true;
  return fault;
}

int refuse(FaultyDisk::Fault fault, int io_error) {
  if (fault == FaultyDisk::Fault::kill) ::kill(::getpid(), SIGKILL);
  return fault == FaultyDisk::Fault::disk_full ? SQLITE_FULL : io_error;
}

int write(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 offset) {
  const auto fault = next_change();
  if (!fault) return real(file)->pMethods->xWrite(real(file), bytes, size, offset);
  const bool tears = *fault == FaultyDisk::Fault::torn_write || *fault == FaultyDisk::Fault::kill;
  if (tears) real(file)->pMethods->xWrite(real(file), bytes, size / 2, offset);
  return refuse(*fault, SQLITE_IOERR_WRITE);
}

int truncate(sqlite3_file* file, sqlite3_int64 size) {
  if (const auto fault = next_change()) return refuse(*fault, SQLITE_IOERR_TRUNCATE);
  return real(file)->pMethods->xTruncate(real(file), size);
}

int sync(sqlite3_file* file, int flags) {
  if (const auto fault = next_change()) return refuse(*fault, SQLITE_IOERR_FSYNC);
  return real(file)->pMethods->xSync(real(file), flags);
}

int remove(sqlite3_vfs*, const char* name, int sync_folder) {
  if (const auto fault = next_change()) return refuse(*fault, SQLITE_IOERR_DELETE);
  return real_disk->xDelete(real_disk, name, sync_folder);
}

int close(sqlite3_file* file) { return real(file)->pMethods->xClose(real(file)); }
int read(sqlite3_file* file, void* out, int size, sqlite3_int64 offset) {
  return real(file)->pMethods->xRead(real(file), out, size, offset);
}
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

void FaultyDisk::fail_after(int sound_changes, Fault fault, bool lasting) {
  stand_between();
  plan = Plan{sound_changes, fault, lasting};
  fault_met = false;
}

bool FaultyDisk::mend() {
  stand_between();
  plan.reset();
  return fault_met;
}

}  // namespace alongside::test
