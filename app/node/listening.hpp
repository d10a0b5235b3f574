// Where this node listens, kept from one run to the next, and under which addresses that can be reached.
// The file `listen` in the home holds one ADDR:PORT a line, unsealed: what a running node shows to its network anyway,
// and a node that starts locked must know it too.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/crypto/random.hpp"
#include "proto/result.hpp"

namespace alongside::app {

using Addresses = std::vector<std::string>;  // HOST:PORT, IPv6 hosts in brackets

// The addresses kept, or, the first time, all of the machine on one random port above 20000, which is kept from then
// on. A file that can't be read counts as none; one that can't be written is no error.
Addresses listening_addresses(const std::filesystem::path& home, crypto::RandomSource& random);
void keep_listening_addresses(const std::filesystem::path& home, const Addresses& addresses);

// Those under which another machine may reach a node that listens at `listening`: "0.0.0.0" and "[::]" become the
// machine's own addresses, without loopback and link-local ones. At most net::kMaxInviteAddresses, without repeats.
Addresses reachable_addresses(const Addresses& listening);

// What reachable_addresses replaces, to be tested by itself: `machine` are plain numeric addresses.
Addresses with_machine_addresses(const Addresses& listening, const std::vector<std::string>& machine);

}  // namespace alongside::app
