// `alongside run` as a process of its own, so that it can be killed.
#pragma once

#include <sys/types.h>

#include <memory>
#include <string>

#include "app/node/api.hpp"
#include "tests/unit/app/node/person_home.hpp"

namespace alongside::test {

class NodeProcess {
 public:
  // Ready, and unlocked unless `locked`; listens where it listened before.
  explicit NodeProcess(const PersonHome& home, bool locked = false);
  ~NodeProcess();  // kills it
  NodeProcess(const NodeProcess&) = delete;
  NodeProcess& operator=(const NodeProcess&) = delete;

  const std::string& ready_line() const noexcept { return ready_line_; }
  std::unique_ptr<app::Api> api() const;
  void kill();       // with SIGKILL
  int terminate();   // with SIGTERM; its exit status
  pid_t pid() const noexcept { return pid_; }

 private:
  const PersonHome& home_;
  pid_t pid_ = -1;
  std::string ready_line_;
};

}  // namespace alongside::test
