#include "app/node/listening.hpp"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <memory>

#include "net/pairing/invite.hpp"

namespace alongside::app {

namespace {

constexpr std::uint32_t kLowestPort = 20001;
constexpr std::uint32_t kPorts = 65536 - kLowestPort;
constexpr std::size_t kMaxKeptAddresses = 64;
constexpr std::string_view kAnyIpv4 = "0.0.0.0:";
constexpr std::string_view kAnyIpv6 = "[::]:";

std::filesystem::path file_of(const std::filesystem::path& home) { return home / "listen"; }

std::string random_port(crypto::RandomSource& random) {
  std::array<unsigned char, 4> bytes;
  random.fill(bytes);
  std::uint32_t drawn = 0;
  for (const auto byte : bytes) drawn = drawn << 8 | byte;
  return std::to_string(kLowestPort + drawn % kPorts);
}

Addresses read_kept(const std::filesystem::path& home) {
  Addresses kept;
  std::ifstream file(file_of(home));
  for (std::string line; kept.size() < kMaxKeptAddresses && std::getline(file, line);)
    if (net::is_address(line)) kept.push_back(line);
  return kept;
}

// The numeric form; nothing for addresses that no other machine can use.
std::string text_of(const sockaddr* address) {
  char text[INET6_ADDRSTRLEN] = "";
  if (address->sa_family == AF_INET) {
    inet_ntop(AF_INET, &reinterpret_cast<const sockaddr_in*>(address)->sin_addr, text, sizeof text);
  } else if (address->sa_family == AF_INET6) {
    const auto& host = reinterpret_cast<const sockaddr_in6*>(address)->sin6_addr;
    if (!IN6_IS_ADDR_LINKLOCAL(&host)) inet_ntop(AF_INET6, &host, text, sizeof text);
  }
  return text;
}

std::vector<std::string> machine_addresses() {
  ifaddrs* all = nullptr;
  if (getifaddrs(&all) != 0) return {};
  const std::unique_ptr<ifaddrs, decltype(&freeifaddrs)> owner(all, &freeifaddrs);
  std::vector<std::string> addresses;
  for (const auto* one = all; one; one = one->ifa_next) {
    if (!one->ifa_addr || !(one->ifa_flags & IFF_UP) || (one->ifa_flags & IFF_LOOPBACK)) continue;
    if (auto text = text_of(one->ifa_addr); !text.empty()) addresses.push_back(std::move(text));
  }
  return addresses;
}

}  // namespace

Addresses listening_addresses(const std::filesystem::path& home, crypto::RandomSource& random) {
  auto kept = read_kept(home);
  if (!kept.empty()) return kept;
  const auto port = random_port(random);
  Addresses drawn{std::string(kAnyIpv4) + port, std::string(kAnyIpv6) + port};
  keep_listening_addresses(home, drawn);
  return drawn;
}

void keep_listening_addresses(const std::filesystem::path& home, const Addresses& addresses) {
  auto part = file_of(home);
  part += ".part";
  {
    std::ofstream file(part, std::ios::trunc);
    for (const auto& address : addresses) file << address << '\n';
    if (!file.flush()) return;
  }
  std::error_code ignored;
  std::filesystem::rename(part, file_of(home), ignored);
}

Addresses with_machine_addresses(const Addresses& listening, const std::vector<std::string>& machine) {
  Addresses reachable;
  const auto add = [&](std::string address) {
    if (reachable.size() < net::kMaxInviteAddresses && std::ranges::find(reachable, address) == reachable.end())
      reachable.push_back(std::move(address));
  };
  for (const auto& address : listening) {
    const bool any_ipv4 = address.starts_with(kAnyIpv4);
    const bool any_ipv6 = address.starts_with(kAnyIpv6);
    if (!any_ipv4 && !any_ipv6) {
      add(address);
      continue;
    }
    const auto port = address.substr(address.rfind(':'));
    for (const auto& host : machine) {
      const bool is_ipv6 = host.find(':') != std::string::npos;
      if (is_ipv6 && any_ipv6) add("[" + host + "]" + port);
      if (!is_ipv6 && any_ipv4) add(host + port);
    }
  }
  return reachable;
}

Addresses reachable_addresses(const Addresses& listening) {
  return with_machine_addresses(listening, machine_addresses());
}

}  // namespace alongside::app
