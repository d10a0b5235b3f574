#include "proto/check.hpp"

#include <cstdio>
#include <cstdlib>

namespace alongside {

void broken_promise(const char* file, int line) noexcept {
  std::fprintf(stderr, "alongside: broken promise at %s:%d\n", file, line);
  std::abort();
}

}  // namespace alongside
