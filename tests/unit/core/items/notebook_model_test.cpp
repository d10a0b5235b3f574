// Random acts of two people, with restarts, locks, cuts and deliveries in between, against a plain model of what each
// should then see.
#include <map>
#include <random>

#include "tests/unit/core/items/person.hpp"

namespace alongside::items {
namespace {

// What one person wrote, as they and their partner should see it.
struct Written {
  std::string text;
  bool shared = false;
};
using Model = std::map<ItemId, Written>;

class TwoPeople {
 public:
  explicit TwoPeople(unsigned seed) : random_(seed) {}

  void act() {
    const auto who = pick(2);
    Person& person = *people_[who];
    Model& model = models_[who];
    switch (pick(12)) {
      case 0:
      case 1:
      case 2:
        return write(person, model);
      case 3:
      case 4:
        return edit(person, model);
      case 5:
      case 6:
        return share(person, model);
      case 7:
        return unshare(person, model);
      case 8:
        return remove(person, model);
      case 9:
        static_cast<void>(send_into_the_void(person));
        return;
      case 10:
        if (pick(2)) {
          person.restart(/*killed=*/pick(2));
        } else {
          while (person.notebook().tidy()) {
          }
        }
        return;
      default:
        deliver_some(who);
    }
  }

  void check() {
    for (std::size_t who = 0; who < 2; ++who) {
      deliver_locked(who, pick(3) == 0);
    }
    for (std::size_t who = 0; who < 2; ++who) {
      expect_mine(*people_[who], models_[who]);
      expect_theirs(*people_[1 - who], models_[who]);
    }
  }

 private:
  std::size_t pick(std::size_t below) { return std::uniform_int_distribution<std::size_t>(0, below - 1)(random_); }

  Model::value_type* any(Model& model) {
    if (model.empty()) return nullptr;
    return &*std::next(model.begin(), static_cast<std::ptrdiff_t>(pick(model.size())));
  }

  void write(Person& person, Model& model) {
    const auto text = "word" + std::to_string(++words_);
    model[person.write(text)] = {text};
  }
  void edit(Person& person, Model& model) {
    auto* item = any(model);
    if (!item) return;
    item->second.text = "word" + std::to_string(++words_);
    person.edit(item->first, item->second.text);
  }
  void share(Person& person, Model& model) {
    auto* item = any(model);
    if (!item) return;
    person.share(item->first, pick(2) ? Texts() : Texts{"text"});
    item->second.shared = true;
  }
  void unshare(Person& person, Model& model) {
    auto* item = any(model);
    if (!item) return;
    ASSERT_TRUE(person.notebook().unshare(item->first));
    item->second.shared = false;
  }
  void remove(Person& person, Model& model) {
    auto* item = any(model);
    if (!item) return;
    ASSERT_TRUE(person.notebook().remove(item->first));
    model.erase(item->first);
  }
  void deliver_some(std::size_t from) { deliver(*people_[from], *people_[1 - from]); }
  void deliver_locked(std::size_t from, bool locked) {
    Person& to = *people_[1 - from];
    if (locked) to.lock();
    deliver_some(from);
    if (locked) to.unlock();
  }

  static void expect_mine(Person& person, const Model& model) {
    Filter filter;
    filter.author = Author::me;
    const auto mine = person.notebook().list(filter).value();
    ASSERT_EQ(mine.size(), model.size());
    for (const auto& item : mine) {
      const auto& expected = model.at(item.id);
      EXPECT_EQ(item.body.text(), expected.text);
      EXPECT_EQ(item.sharing.has_value(), expected.shared);
      EXPECT_EQ(person.found(expected.text), Texts{expected.text});
    }
  }
  static void expect_theirs(Person& person, const Model& model) {
    std::map<ItemId, std::string> expected;
    for (const auto& [id, written] : model) {
      if (written.shared) expected[id] = written.text;
    }
    Filter filter;
    filter.author = Author::partner;
    std::map<ItemId, std::string> seen;
    for (const auto& item : person.notebook().list(filter).value()) seen[item.id] = item.body.text();
    EXPECT_EQ(seen, expected);
  }

  std::mt19937 random_;
  int words_ = 1000;
  std::unique_ptr<Person> people_[2] = {std::make_unique<Person>(Who::ada), std::make_unique<Person>(Who::ben)};
  Model models_[2];
};

TEST(NotebookModel, TwoPeopleSeeWhatAPlainModelSays) {
  for (unsigned seed = 1; seed <= 5; ++seed) {
    SCOPED_TRACE(seed);
    TwoPeople people(seed);
    for (int round = 0; round < 12; ++round) {
      for (int i = 0; i < 20; ++i) people.act();
      people.check();
      if (testing::Test::HasFailure()) return;
    }
  }
}

}  // namespace
}  // namespace alongside::items
