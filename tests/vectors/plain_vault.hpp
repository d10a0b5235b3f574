// A second reader of vault files, written from core/VAULT.md alone over bare libsodium and SQLite: slow, plain,
// and sharing no code with core.
#pragma once

#include <cstdint>
#include <map>
#include <string>

namespace alongside::test {

using PlainBytes = std::basic_string<unsigned char>;

struct PlainVault {
  PlainBytes vault_id;
  PlainBytes vault_key;
  PlainBytes personal_row_key, personal_digest_key, transit_row_key, transit_digest_key;
  PlainBytes inbox_key;
  PlainBytes personal_digest, transit_digest;  // of the rows that are there
  PlainBytes personal_state, transit_state;    // opened
  std::map<std::string, std::map<std::uint64_t, std::string>> tables;
};

// Throws std::runtime_error, naming the step, when anything is not as the document says.
PlainVault read_plainly(const std::string& file, const std::string& passphrase);

}  // namespace alongside::test
