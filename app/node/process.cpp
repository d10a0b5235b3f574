#include "app/node/process.hpp"

#include <google/protobuf/stubs/logging.h>
#include <malloc.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <csignal>

#include "app/node/wiping_memory.hpp"
#include "core/crypto/secret.hpp"

namespace alongside::app {

namespace {

void raise_to_hard_limit(int resource) {
  rlimit limit{};
  if (getrlimit(static_cast<__rlimit_resource>(resource), &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit(static_cast<__rlimit_resource>(resource), &limit);
}

void leave_no_cores() {
#ifndef __SANITIZE_ADDRESS__  // its leak check traces the process
  // Also keeps other processes of the same person from reading this one's memory through /proc.
  prctl(PR_SET_DUMPABLE, 0);
#endif
  const rlimit none{0, 0};
  setrlimit(RLIMIT_CORE, &none);
}

void keep_heaps_small() {
  // A heap per thread would keep tens of MiB that one act once needed.
  mallopt(M_ARENA_MAX, 1);
  mallopt(M_MMAP_THRESHOLD, 256 * 1024);
  mallopt(M_TRIM_THRESHOLD, 512 * 1024);
}

}  // namespace

void prepare_process() {
  leave_no_cores();
  umask(S_IRWXG | S_IRWXO);
  std::signal(SIGPIPE, SIG_IGN);
  raise_to_hard_limit(RLIMIT_MEMLOCK);
  keep_heaps_small();
  wipe_freed_memory();
  // It would print the names of fields whose text is not UTF-8; what came is refused by our own checks.
  google::protobuf::SetLogHandler(nullptr);
  crypto::initialize();
}

void give_memory_back() { malloc_trim(0); }

}  // namespace alongside::app
