// Two people with a vault each, and what passes between them without a network.
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/items/correspondence.hpp"
#include "core/items/notebook.hpp"
#include "proto/wire.pb.h"
#include "tests/support/seeded_random.hpp"

namespace alongside::items {

class TestClock final : public Clock {
 public:
  Moment now() const override { return {unix_ms, 60}; }
  void forward(std::int64_t milliseconds) { unix_ms += milliseconds; }

  std::int64_t unix_ms = 1'700'000'000'000;
};

enum class Who { ada, ben };

// One person's node, unlocked. Each has a vault of their own in a folder that is gone with the test.
class Person {
 public:
  explicit Person(Who who);
  ~Person();

  Notebook& notebook() { return *notebook_; }
  Correspondence& correspondence() { return *correspondence_; }
  vault::Vault& vault() { return *vault_; }
  vault::Attachments& attachments() { return *attachments_; }
  TestClock& clock() { return clock_; }

  void lock();
  void unlock();
  Result<void> try_unlock();
  // As after a stop of the program, with a full stop (`lock` first) or a kill.
  void restart(bool killed = false, const std::function<void()>& while_off = {});
  // Stops, changes the vault's file with `sql` as anybody could, and opens what is still sound of it.
  void tamper(const std::string& sql);
  std::filesystem::path back_up();
  void restore(const std::filesystem::path& backup);

  // A note, one second after what happened before.
  ItemId write(std::string_view text);
  ItemId write(item::Body body, std::string_view kind = "note");
  void edit(const ItemId& id, std::string_view text);
  void share(const ItemId& id, std::vector<std::string> only = {}, std::vector<Answer> welcome = {});
  ItemId write_and_share(std::string_view text);
  item::Attachment attach(std::string_view bytes);

  // Texts of what `list` shows, newest first.
  std::vector<std::string> texts(Filter filter = {}) const;
  std::vector<std::string> texts_of_theirs() const;
  std::string text(const ItemId& id) const;
  std::vector<std::string> found(std::string_view words) const;

 private:
  void open_around(std::unique_ptr<vault::Vault> vault);
  void make_sides();
  void expect_altered();
  void close();

  Who who_;
  test::SeededRandom random_;
  TestClock clock_;
  std::filesystem::path folder_;
  int homes_ = 0;
  std::unique_ptr<vault::Vault> vault_;
  std::unique_ptr<vault::Attachments> attachments_;
  std::unique_ptr<Notebook> notebook_;
  std::unique_ptr<Correspondence> correspondence_;
};

using Texts = std::vector<std::string>;
using Batches = std::vector<FormedBatch>;

// Sends all that `from` has for `to`, as net would, and returns what was sent. A follower of another life of the feed
// is brought to follow this one, as at the first meeting.
Batches deliver(Person& from, Person& to);
// Only forms the batches, which then count as having left.
Batches send_into_the_void(Person& from);
// After a restore: the author's part and the follower's part of proto/PROTOCOL.md, until the author's feed is new.
void reconcile(Person& author, Person& follower);
// What `sync` does after either side was restored.
void meet_again(Person& one, Person& other);
// The chunks of all attachments that `to` wants.
void deliver_attachments(Person& from, Person& to);

wire::Change change_in(const Bytes& change);
wire::Copy copy_of(const wire::Change& change);
// A batch of one change, stored as the next of a feed that is followed already.
std::vector<Refusal> store(Person& person, const wire::Change& change);
// A change as a rogue partner would make it.
wire::Change rogue_change(const ItemId& item, std::uint64_t revision, const wire::Copy& copy);
wire::Copy note_copy(std::string_view text);

item::Body body_with(std::string_view text);
ItemId some_id(unsigned char last);

}  // namespace alongside::items
