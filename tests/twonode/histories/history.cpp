#include "tests/twonode/histories/history.hpp"

#include <stdlib.h>

#include <sstream>

#include "proto/check.hpp"
#include "tests/twonode/histories/ledger.hpp"
#include "tests/twonode/histories/person_node.hpp"

namespace alongside::test {
namespace {

using Kind = Act::Kind;
using namespace std::chrono_literals;

constexpr auto kYear = std::chrono::hours(24 * 365);
constexpr auto kLongEnough = std::chrono::hours(2);
constexpr const char* kAddresses[2] = {"ana:1", "ben:1"};

std::filesystem::path fresh_folder() {
  const std::filesystem::path memory = "/dev/shm";
  const auto place = std::filesystem::is_directory(memory) ? memory : std::filesystem::temp_directory_path();
  auto pattern = (place / "alongside-history-XXXXXX").string();
  require(mkdtemp(pattern.data()) != nullptr);
  return pattern;
}

struct Folder {
  std::filesystem::path path = fresh_folder();
  Folder() = default;
  Folder(const Folder&) = delete;
  ~Folder() { std::filesystem::remove_all(path); }
};

std::filesystem::path copied(const std::filesystem::path& from, const std::filesystem::path& to) {
  std::filesystem::copy(from, to, std::filesystem::copy_options::recursive);
  return to;
}

class Story {
 public:
  Story(std::uint64_t seed, const PreparedCouple& couple) : world_(seed) {
    for (unsigned who = 0; who < 2; ++who) {
      auto home = copied(couple.folder / std::to_string(who), folder_.path / std::to_string(who));
      people_[who] = &world_.add<PersonNode>(kAddresses[who], std::move(home), couple.recovery_codes[who], ledgers_[who]);
      auto* person = people_[who];
      ledgers_[who].belongs_to([person] { return person->unlocked() ? &person->person().notebook() : nullptr; },
                               ledgers_[1 - who]);
    }
    for (unsigned who = 0; who < 2; ++who) {
      auto& book = people_[who]->person().partner();
      auto facts = *book.link();
      facts.partner_addresses = {kAddresses[1 - who]};
      require(book.update(std::move(facts)).has_value());
      people_[who]->start();
    }
  }

  Lived live(const Acts& acts) {
    for (std::size_t at = 0; at < acts.size() && !lived_.broken; ++at) {
      now_ = std::to_string(at + 1) + ", " + text_of(acts[at]);
      act(acts[at]);
      look();
      world_.run_for(milliseconds(acts[at].pick % 40));
      look();
    }
    if (!lived_.broken) come_together();
    for (const auto* person : people_) lived_.batches_stored += person->count(net::LinkEvent::Kind::received);
    lived_.connections = world_.connections_made;
    return lived_;
  }

 private:
  void alarm(const std::string& what) {
    if (!lived_.broken) lived_.broken = what + " (after act " + now_ + ")";
  }

  void act(const Act& act);
  void write(unsigned who, std::uint32_t pick, bool with_file);
  void edit(unsigned who, const ItemId& id);
  void share(unsigned who, const ItemId& id, bool tags_only);
  void thank(unsigned who, const ItemId& id);
  void replay(std::uint32_t pick);
  std::optional<ItemId> pick_item(unsigned who, items::Author author, std::uint32_t pick) const;
  void look();
  void come_together();

  // Whether the act was acknowledged. Locked is the one thing that may come in between.
  template <class T>
  bool done(const Result<T>& outcome) {
    if (outcome) ++lived_.acts_done;
    if (!outcome && outcome.error() != CoreErrc::locked) alarm("an act failed: " + outcome.error().message());
    return outcome.has_value();
  }

  Folder folder_;
  World world_;
  Lived lived_;
  std::string now_ = "0";
  std::uint64_t texts_ = 0;
  Ledger ledgers_[2] = {Ledger([this](const std::string& what) { alarm(what); }),
                        Ledger([this](const std::string& what) { alarm(what); })};
  PersonNode* people_[2] = {};
};

std::optional<ItemId> Story::pick_item(unsigned who, items::Author author, std::uint32_t pick) const {
  auto& person = people_[who]->person();
  if (!person.unlocked()) return std::nullopt;
  items::Filter filter;
  filter.author = author;
  const auto items = person.notebook().list(filter).value();
  if (items.empty()) return std::nullopt;
  // In an order that hangs on no clock.
  std::vector<ItemId> ids;
  for (const auto& item : items) ids.push_back(item.id);
  std::ranges::sort(ids);
  return ids[pick % ids.size()];
}

void Story::write(unsigned who, std::uint32_t pick, bool with_file) {
  auto& person = people_[who]->person();
  item::Body body;
  const auto text = "text " + std::to_string(++texts_);
  const auto tag = "tag" + std::to_string(pick % 3);
  body.set_text(text);
  body.add_tags(tag);
  if (with_file && person.unlocked()) {
    std::istringstream content(std::string(pick % 200'000, 'f'));
    const auto stored = person.attachments().store(content, person.vault().random(), {}).value();
    auto& attached = *body.add_attachments();
    attached.set_id(stored.id.raw());
    attached.set_key(std::string(as_text(BytesView(stored.key.expose()))));
    attached.set_size(stored.size);
    attached.set_name("file");
  }
  const auto written = person.notebook().write("note", std::move(body));
  if (done(written)) ledgers_[who].wrote(*written, text, tag);
}

void Story::edit(unsigned who, const ItemId& id) {
  items::Edit change;
  change.text = "text " + std::to_string(++texts_);
  const auto text = *change.text;
  if (!done(people_[who]->person().notebook().edit(id, change))) return;
  ledgers_[who].edited(id, text);
  people_[who]->tell_shared();
}

void Story::share(unsigned who, const ItemId& id, bool tags_only) {
  const auto only = tags_only ? std::vector<std::string>{"tags"} : std::vector<std::string>();
  auto& notebook = people_[who]->person().notebook();
  if (tags_only && notebook.item(id)->body.tags().empty()) return;
  if (!done(notebook.share(id, only, {}))) return;
  ledgers_[who].shared(id, tags_only);
  people_[who]->tell_shared();
}

void Story::thank(unsigned who, const ItemId& id) {
  const auto text = "text " + std::to_string(++texts_);
  const auto thanks = people_[who]->person().notebook().respond(id, items::Answer::thanks, text);
  if (!done(thanks)) return;
  ledgers_[who].wrote(*thanks, text, "");
  ledgers_[who].shared(*thanks, false);
  people_[who]->tell_shared();
}

void Story::replay(std::uint32_t pick) {
  if (world_.first_flights.empty()) return;
  const auto flight = world_.first_flights[pick % world_.first_flights.size()];
  for (auto* person : people_) {
    // The first time it may be what a cut kept from coming.
    world_.call(*person, flight);
    world_.run_for(2 * world_.weather.delay + 50ms);
    const auto again = world_.call(*person, flight);
    world_.run_for(2 * world_.weather.delay + 50ms);
    if (!again->received.empty()) alarm("a replayed flight was answered");
  }
}

void Story::act(const Act& act) {
  const auto who = act.who;
  auto& person = *people_[who];
  const auto mine = pick_item(who, items::Author::me, act.pick);
  const auto theirs = pick_item(who, items::Author::partner, act.pick);
  auto& notebook = person.person().notebook();
  switch (act.kind) {
    case Kind::write:
    case Kind::write_with_file:
      return write(who, act.pick, act.kind == Kind::write_with_file);
    case Kind::edit:
      if (mine) edit(who, *mine);
      return;
    case Kind::share:
    case Kind::share_tags_only:
      if (mine) share(who, *mine, act.kind == Kind::share_tags_only);
      return;
    case Kind::take_back:
      if (mine && done(notebook.unshare(*mine))) {
        ledgers_[who].took_back(*mine);
        person.tell_shared();
      }
      return;
    case Kind::remove:
      if (mine && done(notebook.remove(*mine))) {
        ledgers_[who].removed(*mine);
        person.tell_shared();
      }
      return;
    case Kind::drop_theirs:
      if (theirs && done(notebook.remove(*theirs))) ledgers_[who].dropped_theirs(*theirs);
      return;
    case Kind::thank:
      if (theirs) thank(who, *theirs);
      return;
    case Kind::lock:
      return person.lock();
    case Kind::unlock:
      return person.unlock();
    case Kind::crash:
      ++lived_.crashes;
      return person.crash();
    case Kind::back_up:
      person.back_up();
      return ledgers_[who].backed_up();
    case Kind::restore:
      if (!person.has_backup()) return;
      ++lived_.restores;
      person.restore();
      return ledgers_[who].restored();
    case Kind::jump_clock:
      person.asleep_by += (act.pick % 2 == 0 ? 1 : -1) * kYear;
      return;
    case Kind::cut:
      return world_.cut_all();
    case Kind::swallow:
      return world_.swallow_all();
    case Kind::network_down:
      world_.network_up = false;
      return world_.cut_all();
    case Kind::network_up:
      world_.network_up = true;
      return;
    case Kind::slow_line:
      world_.weather.delay = milliseconds(act.pick % 900);
      return;
    case Kind::break_line:
      world_.weather.break_after = act.pick % 3 == 0 ? UINT64_MAX : act.pick % 60'000;
      return;
    case Kind::replay:
      return replay(act.pick);
    case Kind::wait:
      return world_.run_for(milliseconds(act.pick % 20'000));
  }
}

void Story::look() {
  for (auto& ledger : ledgers_) ledger.look();
}

void Story::come_together() {
  now_ = "last, in good weather";
  world_.network_up = true;
  world_.weather = Weather();
  world_.cut_all();
  for (auto* person : people_) person->unlock();
  const auto together = [&] {
    return people_[0]->meeting().in_step() && people_[1]->meeting().in_step() &&
           people_[0]->person().correspondence().wanted().empty() &&
           people_[1]->person().correspondence().wanted().empty() &&
           !people_[0]->person().correspondence().outgoing()->anything_pending &&
           !people_[1]->person().correspondence().outgoing()->anything_pending;
  };
  if (!world_.run_until(together, kLongEnough)) return alarm("the two never came together");
  look();
  for (const auto& ledger : ledgers_) ledger.expect_shown_there();
}

}  // namespace

Lived live(const Acts& acts, std::uint64_t seed, const PreparedCouple& couple) { return Story(seed, couple).live(acts); }

Acts shrunk(Acts acts, std::uint64_t seed, const PreparedCouple& couple) {
  for (std::size_t piece = acts.size() / 2; piece > 0; piece /= 2) {
    for (std::size_t from = 0; from + piece <= acts.size();) {
      auto fewer = acts;
      const auto first = fewer.begin() + static_cast<std::ptrdiff_t>(from);
      fewer.erase(first, first + static_cast<std::ptrdiff_t>(piece));
      if (live(fewer, seed, couple).broken) {
        acts = std::move(fewer);
      } else {
        from += piece;
      }
    }
  }
  return acts;
}

}  // namespace alongside::test
