// A partner who may say anything at any time: the conversation ends or goes on, its answers stay bounded, and nothing
// is held for them without end. Input: frames, each u16le length | bytes; a length of 0 lets the store and the outside catch up.
#include <algorithm>

#include "net/sync/conversation.hpp"
#include "net/sync/limits.hpp"
#include "proto/check.hpp"
#include "tests/support/net/memory_stores.hpp"

using namespace alongside;

namespace {

class Node {
 public:
  Node() : conversation_(standing()) {}

  void hear(BytesView frame) {
    conversation_.receive(frame);
    for (auto& job : conversation_.take_jobs()) waiting_.push_back(std::move(job));
    require(waiting_.size() < 200);
  }

  void catch_up() {
    while (!waiting_.empty()) {
      auto jobs = std::exchange(waiting_, {});
      for (const auto& job : jobs) conversation_.resume(job(store_));
      for (auto& job : conversation_.take_jobs()) waiting_.push_back(std::move(job));
    }
    for (std::size_t frames = 0; conversation_.next_frame(); ++frames) require(frames < 200);
  }

  bool ended() const { return static_cast<bool>(conversation_.failure()); }

 private:
  net::Standing standing() {
    store_.share("mine");
    net::Standing standing;
    standing.outgoing = *store_.outgoing();
    standing.incoming = *store_.incoming();
    standing.words_confirmed = true;
    return standing;
  }

  test::MemorySyncStore store_{1};
  net::Conversation conversation_;
  std::vector<net::StoreJob> waiting_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  crypto::initialize();
  Node node;
  BytesView rest(data, size);
  while (rest.size() >= 2 && !node.ended()) {
    const auto length = std::min<std::size_t>(rest[0] | std::size_t{rest[1]} << 8, rest.size() - 2);
    if (length == 0) {
      node.catch_up();
    } else {
      node.hear(rest.subspan(2, length));
    }
    rest = rest.subspan(2 + length);
  }
  node.catch_up();
  return 0;
}
