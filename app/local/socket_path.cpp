#include "app/local/socket_path.hpp"

#include <fcntl.h>
#include <sys/un.h>
#include <unistd.h>

#include <utility>

#include "app/node/error.hpp"

namespace alongside::app {

namespace {

constexpr std::string_view kName = "node.sock";
constexpr std::size_t kMaxAddress = sizeof(sockaddr_un::sun_path) - 1;

}  // namespace

std::filesystem::path socket_file(const std::filesystem::path& home) { return home / kName; }

Result<SocketPath> SocketPath::in(const std::filesystem::path& home) {
  auto plain = socket_file(home).string();
  if (plain.size() <= kMaxAddress) return SocketPath(std::move(plain), -1);
  const int folder = open(home.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return AppErrc::home_too_deep;
  const auto through = "/proc/self/fd/" + std::to_string(folder);
  SocketPath path(through + "/" + std::string(kName), folder);
  if (access(through.c_str(), F_OK) != 0) return AppErrc::home_too_deep;
  return path;
}

SocketPath::SocketPath(SocketPath&& other) noexcept
    : address_(std::move(other.address_)), folder_(std::exchange(other.folder_, -1)) {}

SocketPath::~SocketPath() {
  if (folder_ >= 0) close(folder_);
}

}  // namespace alongside::app
