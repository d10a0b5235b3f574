#include "net/reach/strangers.hpp"

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace alongside::net {

std::optional<ConnectionId> Strangers::add(ConnectionId id, std::string source) {
  waiting_.push_back({id, std::move(source)});
  return make_room();
}

std::optional<ConnectionId> Strangers::make_room() {
  if (waiting_.size() <= kMaxStrangers) return std::nullopt;
  const auto going = first_to_go();
  const auto gone = going->id;
  waiting_.erase(going);
  return gone;
}

std::vector<Strangers::Stranger>::iterator Strangers::first_to_go() {
  const auto failed = std::ranges::find_if(waiting_, &Stranger::failed);
  if (failed != waiting_.end()) return failed;
  std::unordered_map<std::string, std::size_t> count;
  for (const auto& stranger : waiting_) ++count[stranger.source];
  return std::ranges::max_element(waiting_, {}, [&](const Stranger& stranger) { return count[stranger.source]; });
}

std::optional<ConnectionId> Strangers::failed(ConnectionId id, std::string source) {
  const auto found = std::ranges::find(waiting_, id, &Stranger::id);
  if (found == waiting_.end()) {
    waiting_.push_back({id, std::move(source), /*failed=*/true});
  } else {
    found->failed = true;
  }
  return make_room();
}

void Strangers::remove(ConnectionId id) {
  std::erase_if(waiting_, [id](const Stranger& stranger) { return stranger.id == id; });
}

}  // namespace alongside::net
