#include <thread>

#include "app/local/client.hpp"
#include "app/node/api.hpp"
#include "app/node/local_api.hpp"

namespace alongside::app {

namespace {

constexpr std::chrono::milliseconds kBetweenTries{25};

Result<std::unique_ptr<Api>> open_here(const std::filesystem::path& home) {
  auto random = std::make_unique<crypto::SystemRandom>();
  auto clock = std::make_unique<items::SystemClock>();
  auto person = PersonSide::open(home, *random, *clock);
  if (!person) return person.error();
  return local_api(std::move(random), std::move(clock), std::move(*person));
}

// The socket first: while a node runs, the vault's lock is its own.
Result<std::unique_ptr<Api>> try_both(const std::filesystem::path& home) {
  std::error_code ignored;
  if (std::filesystem::exists(home, ignored)) {
    auto node = connect_to_node(home);
    if (!node || *node) return node;
  }
  return open_here(home);
}

}  // namespace

Result<std::unique_ptr<Api>> open_api(const std::filesystem::path& home, std::chrono::milliseconds patience) {
  const auto until = std::chrono::steady_clock::now() + patience;
  for (;;) {
    auto api = try_both(home);
    const bool in_use = !api && api.error() == error_code(CoreErrc::vault_in_use);
    if (!in_use || std::chrono::steady_clock::now() >= until) return api;
    // Another command has it for a moment, or a node that is just starting or stopping.
    std::this_thread::sleep_for(kBetweenTries);
  }
}

}  // namespace alongside::app
