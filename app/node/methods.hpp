// The methods that need the vault only, by name: how a body becomes an act and its outcome a reply.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "app/node/person_side.hpp"

namespace alongside::app {

struct VaultMethod {
  // Reads the body, acts and gives the JSON of the reply. On the vault's thread.
  std::function<Result<std::string>(PersonSide& person, BytesView body, const vault::Progress& progress)> act;
  // What its Progress lines say that it does.
  std::string_view what;
  // The partner may have something to get afterwards.
  bool shares = false;
  // Tries a secret, which takes memory and a second: one at a time.
  bool tries_secret = false;
};

// `indexing_first`: no node will have an idle moment later, so a search completes the index first.
std::map<std::string_view, VaultMethod> vault_methods(bool indexing_first);

}  // namespace alongside::app
