#include "tests/twonode/simulated/world.hpp"

#include <algorithm>
#include <utility>

namespace alongside::test {
namespace {

using namespace net;

constexpr std::int64_t kFirstUnixMs = 1'800'000'000'000;
constexpr milliseconds kBlackHole{30'000};

}  // namespace

SimulatedNode::SimulatedNode(World& world, std::string where, std::uint64_t seed)
    : address(std::move(where)), world_(world), random_(seed + 1000) {}

void SimulatedNode::start() {
  ++life_;
  meeting_ = std::make_unique<Meeting>(*this, random_, Introduction{"person at " + address, {address}});
  act([](Meeting& meeting, Now now) { meeting.start(now); });
}

void SimulatedNode::kill() {
  ++life_;
  for (const auto& line : std::vector(world_.lines_))
    for (int end = 0; end < 2; ++end)
      if (line->ends[end].node == this && line->ends[end].open) {
        line->ends[end].open = false;
        world_.end_seen(line, 1 - end, /*orderly=*/false);
      }
  meeting_.reset();
}

void SimulatedNode::act(const std::function<void(Meeting&, Now)>& act) {
  act(*meeting_, world_.now_for(*this));
  world_.settle(*this);
}

std::size_t SimulatedNode::count(LinkEvent::Kind kind) const {
  return static_cast<std::size_t>(std::ranges::count(events, kind, &LinkEvent::kind));
}

void SimulatedNode::dial(ConnectionId id, const std::string& to) {
  world_.after(milliseconds(0), [this, id, to, life = life_] {
    if (life == life_) world_.connect(*this, id, to);
  });
}

void SimulatedNode::has_output(ConnectionId id) {
  world_.after(milliseconds(0), [this, id, life = life_] {
    if (life == life_) world_.pump(*this, id);
  });
}

void SimulatedNode::close(ConnectionId id) {
  const auto [line, end] = world_.line_of(*this, id);
  if (!line) return;
  line->ends[end].open = false;
  const auto& there = line;
  world_.after(line->weather.delay, [this, there, other = 1 - end] { world_.end_seen(there, other, true); });
}

void SimulatedNode::run(MeetingJob job) {
  world_.after(world_.store_takes, [this, job = std::move(job), life = life_] {
    if (life != life_) return;
    auto there = stores();
    const auto then = job(there);
    world_.after(milliseconds(0), [this, then, life] {
      if (life == life_) act([&](Meeting& meeting, Now now) { meeting.resume(then, now); });
    });
  });
}

MemoryNode::MemoryNode(World& world, std::string where, std::uint64_t seed)
    : SimulatedNode(world, std::move(where), seed), sync(seed) {}

void MemoryNode::share(std::string text) {
  sync.share(std::move(text));
  if (up()) act([](Meeting& meeting, Now now) { meeting.share_happened(now); });
}

World::World(std::uint64_t seed) : random_(seed) {}

Now World::now_for(const SimulatedNode& node) const {
  return {SteadyTime(time_ + milliseconds(1'000'000)), kFirstUnixMs + (time_ + node.asleep_by).count()};
}

void World::at(milliseconds when, std::function<void()> act) { events_.push({when, order_++, std::move(act)}); }

void World::run_for(milliseconds limit) {
  run_until([] { return false; }, limit);
}

bool World::run_until(const std::function<bool()>& condition, milliseconds limit) {
  const auto end = time_ + limit;
  while (!condition()) {
    if (events_.empty() || events_.top().when > end) {
      time_ = end;
      return condition();
    }
    auto event = events_.top();
    events_.pop();
    time_ = event.when;
    event.act();
  }
  return true;
}

// The node's timer, as a driver would keep it.
void World::settle(SimulatedNode& node) {
  if (!node.up()) return;
  const auto now = now_for(node);
  const auto deadline = node.meeting_->next_deadline(now);
  const auto wait = std::max(std::chrono::ceil<milliseconds>(deadline - now.steady), milliseconds(1));
  const auto timer = ++node.timer_;
  after(wait, [&node, timer] {
    if (node.timer_ == timer && node.up()) node.act([](Meeting& meeting, Now at) { meeting.tick(at); });
  });
}

std::pair<std::shared_ptr<World::Line>, int> World::line_of(const SimulatedNode& node, ConnectionId id) {
  for (const auto& line : lines_)
    for (int end = 0; end < 2; ++end)
      if (line->ends[end].node == &node && line->ends[end].id == id && line->ends[end].life == node.life_ &&
          line->ends[end].open)
        return {line, end};
  return {nullptr, 0};
}

bool World::alive(const End& end) const {
  return end.open && (end.caller || (end.node->up() && end.node->life_ == end.life));
}

void World::connect(SimulatedNode& from, ConnectionId id, const std::string& to) {
  const auto found = std::ranges::find_if(nodes_, [&](const auto& node) { return node->address == to; });
  const bool reachable = network_up && found != nodes_.end() && (*found)->up();
  auto line = std::make_shared<Line>();
  line->weather = weather;
  line->ends[0] = {&from, from.life_, id, nullptr, true};
  lines_.push_back(line);
  if (!reachable) {
    after(network_up ? 2 * weather.delay : kBlackHole, [this, line] { end_seen(line, 0, false); });
    return;
  }
  auto& there = **found;
  after(weather.delay, [this, line, &from, &there] {
    if (!there.up() || !network_up || !line->ends[0].open) return end_seen(line, 0, false);
    ++connections_made;
    line->flight = first_flights.size();
    first_flights.emplace_back();
    ConnectionId accepted;
    there.act([&](Meeting& meeting, Now now) { accepted = meeting.accepted(from.address, now); });
    line->ends[1] = {&there, there.life_, accepted, nullptr, true};
    after(line->weather.delay, [this, line] {
      if (!alive(line->ends[0])) return;
      line->ends[0].node->act([&](Meeting& meeting, Now now) { meeting.connected(line->ends[0].id, now); });
    });
  });
}

std::shared_ptr<Caller> World::call(SimulatedNode& node, Bytes bytes, std::string source) {
  auto line = std::make_shared<Line>();
  auto caller = std::make_shared<Caller>();
  line->weather.delay = weather.delay;
  line->ends[0] = {nullptr, 0, {}, caller, true};
  ConnectionId accepted;
  node.act([&](Meeting& meeting, Now now) { accepted = meeting.accepted(source, now); });
  line->ends[1] = {&node, node.life_, accepted, nullptr, true};
  lines_.push_back(line);
  send(line, 0, std::move(bytes));
  return caller;
}

void World::pump(SimulatedNode& node, ConnectionId id) {
  const auto [line, end] = line_of(node, id);
  if (!line) return;
  while (true) {
    Bytes out;
    auto after_this = Meeting::After::nothing_more;
    node.act([&](Meeting& meeting, Now now) { after_this = meeting.output(id, out, now); });
    if (!out.empty()) {
      send(line, end, std::move(out));
      continue;
    }
    if (after_this == Meeting::After::closed) {
      const auto& there = line;
      after(line->weather.delay, [this, there, other = 1 - end] { end_seen(there, other, true); });
    }
    return;
  }
}

// In pieces of any size, as TCP likes.
void World::send(const std::shared_ptr<Line>& line, int from, Bytes bytes) {
  if (from == 0 && line->flight < first_flights.size() && first_flights[line->flight].size() < 256)
    first_flights[line->flight].insert(first_flights[line->flight].end(), bytes.begin(), bytes.end());
  const int to = 1 - from;
  BytesView rest = bytes;
  while (!rest.empty()) {
    unsigned char dice[2];
    random_.fill(dice);
    const auto size = std::min<std::size_t>(rest.size(), 1 + (dice[0] < 64 ? dice[1] : 5000 + 16 * dice[1]));
    auto piece = Bytes(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(size));
    rest = rest.subspan(size);
    const auto left = line->weather.break_after - std::min(line->weather.break_after, line->carried);
    const bool breaks = piece.size() >= left;
    if (breaks) piece.resize(left);
    line->carried += piece.size();
    bytes_carried += piece.size();
    if (line->carried > line->weather.swallow_after) continue;
    after(line->weather.delay, [this, line, to, piece = std::move(piece)] { deliver(line, to, piece); });
    if (!breaks) continue;
    after(line->weather.delay, [this, line] {
      end_seen(line, 0, false);
      end_seen(line, 1, false);
    });
    return;
  }
}

void World::deliver(const std::shared_ptr<Line>& line, int to, const Bytes& bytes) {
  auto& end = line->ends[to];
  if (!alive(end)) return;
  if (end.caller) {
    end.caller->received.insert(end.caller->received.end(), bytes.begin(), bytes.end());
    return;
  }
  end.node->act([&](Meeting& meeting, Now now) { meeting.received(end.id, bytes, now); });
}

void World::end_seen(const std::shared_ptr<Line>& line, int by, bool orderly) {
  auto& end = line->ends[by];
  if (!alive(end)) return;
  if (end.caller) {
    end.caller->closed = true;
    end.caller->closed_at = time_;
    end.open = false;
    return;
  }
  bool stays = false;
  end.node->act([&](Meeting& meeting, Now now) {
    if (orderly) {
      stays = meeting.stays_after_end(end.id, now);
    } else {
      meeting.lost(end.id, now);
    }
  });
  if (stays) return;
  end.open = false;
  after(line->weather.delay, [this, line, other = 1 - by] { end_seen(line, other, true); });
}

void World::say(const std::shared_ptr<Caller>& caller, Bytes bytes) {
  const auto line = std::ranges::find_if(lines_, [&](const auto& each) { return each->ends[0].caller == caller; });
  if (line != lines_.end() && alive((*line)->ends[0])) send(*line, 0, std::move(bytes));
}

void World::cut_all() {
  for (const auto& line : std::vector(lines_)) {
    if (line->ends[0].caller) continue;
    end_seen(line, 0, false);
    end_seen(line, 1, false);
  }
}

void World::swallow_all() {
  for (const auto& line : lines_) line->weather.swallow_after = 0;
}

}  // namespace alongside::test
