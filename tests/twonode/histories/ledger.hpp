// What one person's acts amount to, kept apart from the program, and what must hold of it: nothing that was acknowledged is
// lost, nothing leaves but what is shared as it is now, and what was taken back there does not come again.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "core/items/notebook.hpp"
#include "tests/twonode/histories/observed_feed.hpp"

namespace alongside::test {

class Ledger final : public FeedObserver {
 public:
  // Hears of the first thing that must never happen.
  using Alarm = std::function<void(const std::string&)>;
  // The person's notebook while it is unlocked, else none.
  using Notebook = std::function<const items::Notebook*()>;
  explicit Ledger(Alarm alarm) : alarm_(std::move(alarm)) {}
  void belongs_to(Notebook notebook, Ledger& partner) {
    notebook_ = std::move(notebook);
    partner_ = &partner;
  }

  // Acts that were acknowledged.
  void wrote(const ItemId& id, std::string text, std::string tag);
  void edited(const ItemId& id, std::string text);
  void shared(const ItemId& id, bool tags_only);
  void took_back(const ItemId& id);
  void removed(const ItemId& id);
  void dropped_theirs(const ItemId& id) { dropped_.insert(id); }
  void backed_up() { backup_ = mine_; }
  void restored();

  // Compares the acts with what the notebook holds, if it is unlocked.
  void look();
  // Whether the partner's notebook, in step with mine, shows what I share and nothing else.
  void expect_shown_there() const;

  void leaves(const std::vector<Bytes>& changes) override;
  void stored(const std::vector<BytesView>& changes) override;
  void found_its_place() override { found_its_place_ = true; }

 private:
  struct Shown {
    std::string text;
    std::vector<std::string> tags;
    friend bool operator==(const Shown&, const Shown&) = default;
  };
  struct Entry {
    std::string text;
    std::string tag;
    bool shared = false;
    bool ever_shared = false;
  };
  using Entries = std::map<ItemId, Entry>;

  static Shown shown(const item::Body& body);
  static std::map<ItemId, Shown> shown_by(const items::Notebook& notebook);
  static std::map<ItemId, Shown> received_in(const items::Notebook& notebook);
  void note_what_they_may_see();
  void expect_kept(const std::map<ItemId, items::Item>& held) const;
  void learn_anew(const std::map<ItemId, items::Item>& held);

  Alarm alarm_;
  Notebook notebook_;
  Ledger* partner_ = nullptr;
  Entries mine_;
  std::optional<Entries> backup_;
  std::map<ItemId, Shown> may_see_;    // as of when it was last unlocked; nothing of it changes while locked
  std::map<ItemId, bool> delivered_;   // my items as the partner stored them last: true: a copy, false: taken back
  std::set<ItemId> last_shared_;       // by the last act that shared it or took it back, whatever was restored since
  std::set<std::string> texts_shared_;  // every text that an act ever shared
  std::set<ItemId> dropped_;           // the partner's, by me
  bool unsure_ = false;                // restored, and not yet told by the partner what was lost
  bool found_its_place_ = false;
};

}  // namespace alongside::test
