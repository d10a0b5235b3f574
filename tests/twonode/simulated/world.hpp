// Nodes without sockets or clocks: virtual time, and a network between them that delays, cuts, swallows and remembers.
// Everything that happens follows from the seed.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <queue>
#include <string>
#include <vector>

#include "net/reach/meeting.hpp"
#include "tests/support/net/memory_stores.hpp"

namespace alongside::test {

using std::chrono::milliseconds;

class World;

// What the network does to a connection.
struct Weather {
  milliseconds delay{20};           // one way
  std::uint64_t break_after = UINT64_MAX;  // bytes of both directions together; then both ends see it end
  std::uint64_t swallow_after = UINT64_MAX;  // then bytes vanish and nobody is told
};

// A node of net over stores that a subclass has.
class SimulatedNode : public net::Outside {
 public:
  SimulatedNode(World& world, std::string address, std::uint64_t seed);

  void start();
  // As by kill -9: only what the stores hold stays.
  void kill();
  void restart() { kill(), start(); }
  net::Meeting& meeting() { return *meeting_; }
  bool up() const noexcept { return meeting_ != nullptr; }
  // Runs `act` on the meeting as its driver would.
  void act(const std::function<void(net::Meeting&, net::Now)>& act);
  std::size_t count(net::LinkEvent::Kind kind) const;

  std::string address;
  std::vector<net::LinkEvent> events;
  milliseconds asleep_by{0};  // how far the wall clock has run ahead of the steady one

  void dial(net::ConnectionId id, const std::string& to) override;
  void has_output(net::ConnectionId id) override;
  void close(net::ConnectionId id) override;
  void run(net::MeetingJob job) override;
  void happened(const net::LinkEvent& event) override { events.push_back(event); }

 protected:
  virtual net::Stores stores() = 0;
  const World& world() const noexcept { return world_; }

 private:
  friend class World;

  World& world_;
  SeededRandom random_;
  std::unique_ptr<net::Meeting> meeting_;
  std::uint64_t life_ = 0;  // jobs and timers of an earlier life come to nothing
  std::uint64_t timer_ = 0;
};

// One whose stores live in memory.
class MemoryNode final : public SimulatedNode {
 public:
  MemoryNode(World& world, std::string address, std::uint64_t seed);
  void share(std::string text);

  MemorySyncStore sync;
  MemoryPairingStore pairing;

 private:
  net::Stores stores() override { return {sync, pairing}; }
};

// Someone at the door with bytes of their own.
struct Caller {
  Bytes received;
  bool closed = false;
  milliseconds closed_at{0};
};

class World {
 public:
  explicit World(std::uint64_t seed);

  // Constructs a node from the world, its address, a seed and what else it wants.
  template <class Node, class... More>
  Node& add(std::string address, More&&... more) {
    auto node = std::make_unique<Node>(*this, std::move(address), 100 * nodes_.size() + 7, std::forward<More>(more)...);
    auto& added = *node;
    nodes_.push_back(std::move(node));
    return added;
  }
  net::Now now_for(const SimulatedNode& node) const;
  milliseconds time() const noexcept { return time_; }

  // Runs until nothing that matters is left to come, or `limit` of virtual time has passed.
  void run_for(milliseconds limit);
  // Whether `condition` came to hold within `limit`.
  bool run_until(const std::function<bool()>& condition, milliseconds limit);

  // Of connections that are dialled from now on.
  Weather weather;
  bool network_up = true;
  milliseconds store_takes{1};
  // Bytes that each dialled connection's initiator sent first, oldest connection first.
  std::vector<Bytes> first_flights;
  std::uint64_t bytes_carried = 0;
  std::uint64_t connections_made = 0;

  // Connects to `node` from `source` and sends `bytes`.
  std::shared_ptr<Caller> call(SimulatedNode& node, Bytes bytes, std::string source = "stranger");
  // Sends more on that connection, if it is still open.
  void say(const std::shared_ptr<Caller>& caller, Bytes bytes);

  // Both sides of every connection see it end; those of callers stay.
  void cut_all();
  // Every connection swallows what is sent from now on.
  void swallow_all();

 private:
  friend class SimulatedNode;

  // One end of a connection: a node's, or a caller's.
  struct End {
    SimulatedNode* node = nullptr;
    std::uint64_t life = 0;
    net::ConnectionId id;
    std::shared_ptr<Caller> caller;
    bool open = false;
  };
  struct Line {
    End ends[2];
    Weather weather;
    std::uint64_t carried = 0;
    std::size_t flight = SIZE_MAX;  // its place in first_flights
  };

  void at(milliseconds when, std::function<void()> act);
  void after(milliseconds delay, std::function<void()> act) { at(time_ + delay, std::move(act)); }
  void settle(SimulatedNode& node);
  void connect(SimulatedNode& from, net::ConnectionId id, const std::string& to);
  void pump(SimulatedNode& node, net::ConnectionId id);
  void send(const std::shared_ptr<Line>& line, int from, Bytes bytes);
  void deliver(const std::shared_ptr<Line>& line, int to, const Bytes& bytes);
  void end_seen(const std::shared_ptr<Line>& line, int by, bool orderly);
  std::pair<std::shared_ptr<Line>, int> line_of(const SimulatedNode& node, net::ConnectionId id);
  bool alive(const End& end) const;

  struct Event {
    milliseconds when;
    std::uint64_t order;
    std::function<void()> act;
    bool operator<(const Event& other) const {
      return when != other.when ? when > other.when : order > other.order;
    }
  };

  SeededRandom random_;
  milliseconds time_{0};
  std::uint64_t order_ = 0;
  std::priority_queue<Event> events_;
  std::vector<std::unique_ptr<SimulatedNode>> nodes_;
  std::vector<std::shared_ptr<Line>> lines_;
};

}  // namespace alongside::test
