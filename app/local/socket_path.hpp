// Where a node's socket lies: `node.sock` in its home. A socket's address holds 107 characters; a longer path is
// reached through the descriptor of its folder, so that any home works.
#pragma once

#include <filesystem>
#include <string>

#include "proto/result.hpp"

namespace alongside::app {

std::filesystem::path socket_file(const std::filesystem::path& home);

class SocketPath {
 public:
  // home_too_deep when neither way leads there (no /proc, or no such folder).
  static Result<SocketPath> in(const std::filesystem::path& home);
  SocketPath(SocketPath&& other) noexcept;
  SocketPath& operator=(SocketPath&&) = delete;
  ~SocketPath();

  // To bind or connect to, while this object lives.
  const std::string& address() const noexcept { return address_; }

 private:
  SocketPath(std::string address, int folder) : address_(std::move(address)), folder_(folder) {}

  std::string address_;
  int folder_ = -1;
};

}  // namespace alongside::app
