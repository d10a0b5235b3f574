// The connections that came in and whose first message has not opened under a key of ours: how many there may be, and
// who has to go first.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "proto/ids.hpp"

namespace alongside::net {

using ConnectionId = Number<struct ConnectionIdRole>;

inline constexpr std::size_t kMaxStrangers = 64;

class Strangers {
 public:
  // `source`: the address it came from, so that one place can't crowd out another. When there are too many, gives the one
  // to close: of those that have already failed the oldest, else the oldest of the place that holds most.
  std::optional<ConnectionId> add(ConnectionId id, std::string source);
  // It is a stranger's, whatever it seemed to be; counts again if it was removed. As for add().
  std::optional<ConnectionId> failed(ConnectionId id, std::string source);
  // Its first message has opened, or it is gone.
  void remove(ConnectionId id);

 private:
  struct Stranger {
    ConnectionId id;
    std::string source;
    bool failed = false;
  };

  std::optional<ConnectionId> make_room();
  std::vector<Stranger>::iterator first_to_go();

  std::vector<Stranger> waiting_;  // oldest first
};

}  // namespace alongside::net
