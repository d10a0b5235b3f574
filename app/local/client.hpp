// The other end of app/local/server.hpp: speaks to a running node.
#pragma once

#include <filesystem>
#include <memory>

#include "app/node/api.hpp"

namespace alongside::app {

// Nothing when no node answers at `home`. home_too_deep.
Result<std::unique_ptr<Api>> connect_to_node(const std::filesystem::path& home);

}  // namespace alongside::app
