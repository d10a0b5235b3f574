// The sealed tables of a vault, and which of the two key domains each belongs to.
#pragma once

#include <array>
#include <cstdint>

#include "proto/ids.hpp"

namespace alongside::vault {

// Private: opens only while unlocked. Transit: what a locked node still needs to receive and to pass on what was
// already shared; its key stays in memory while locked, and is gone when stopped.
enum class Domain : std::uint8_t { personal = 1, transit = 2 };

// The numbers are part of the file format (core/VAULT.md) and are never reused.
enum class Table : std::uint8_t {
  item = 1,       // store.OwnItem or store.TheirItem, each behind a tag byte
  history = 2,    // store.OwnHistory
  cache = 3,      // directory snapshot and full-text segments; can be rebuilt from the others at any time
  setting = 4,    // this person's name and preferences
  outbox = 5,     // shared changes that the partner has not acknowledged
  inbox = 6,      // batches that arrived while locked, sealed to the inbox key
  link = 7,       // the partner: keys, addresses, feed positions; pending invites
  servable = 8,   // attachments that the partner may fetch
};

constexpr Domain domain_of(Table table) {
  return table <= Table::setting ? Domain::personal : Domain::transit;
}

inline constexpr std::array kTables = {Table::item,   Table::history, Table::cache, Table::setting,
                                       Table::outbox, Table::inbox,   Table::link,  Table::servable};
inline constexpr std::size_t kTableCount = kTables.size();

using Row = Number<struct RowRole>;          // within one table; rises, never reused; 0 = none
using Version = Number<struct VersionRole>;  // of a domain; every write of a row takes a higher one; 0 = none

struct RowVersion {
  Row row;
  Version version;
};

}  // namespace alongside::vault
