#include "tests/unit/core/items/person.hpp"

#include <sqlite3.h>
#include <stdlib.h>

#include <sstream>

namespace alongside::items {
namespace {

// A vault made once for each person and copied for each test, as making one hashes a passphrase.
class Template {
 public:
  explicit Template(Who who) {
    std::string pattern = (std::filesystem::temp_directory_path() / "alongside-template-XXXXXX").string();
    folder_ = ::mkdtemp(pattern.data());
    test::SeededRandom random(100 + static_cast<std::uint64_t>(who));
    auto made = vault::Vault::create({folder_ / "home"}, crypto::Passphrase("rain on the window"),
                                     crypto::PasswordCost(), random);
    recovery_code_ = made.value().recovery_code;
  }
  ~Template() { std::filesystem::remove_all(folder_); }
  Template(const Template&) = delete;
  Template& operator=(const Template&) = delete;

  static const Template& of(Who who) {
    static const Template ada(Who::ada);
    static const Template ben(Who::ben);
    return who == Who::ada ? ada : ben;
  }

  void copy_to(const std::filesystem::path& home) const {
    std::filesystem::copy(folder_ / "home", home, std::filesystem::copy_options::recursive);
  }
  crypto::RecoverySecret recovery() const { return crypto::read_recovery_code(recovery_code_).value(); }

 private:
  std::filesystem::path folder_;
  std::string recovery_code_;
};

void expect_ok(const Result<void>& result) { EXPECT_TRUE(result.has_value()) << result.error().message(); }

std::vector<BytesView> views_of(const std::vector<Bytes>& changes) { return {changes.begin(), changes.end()}; }

}  // namespace

// The seeds lie far apart, as the streams of neighbours would overlap.
Person::Person(Who who) : who_(who), random_((1 + static_cast<std::uint64_t>(who)) << 48) {
  std::string pattern = (std::filesystem::temp_directory_path() / "alongside-person-XXXXXX").string();
  folder_ = ::mkdtemp(pattern.data());
  const vault::Home home{folder_ / "home0"};
  Template::of(who).copy_to(home.folder);
  open_around(vault::Vault::open(home, random_).value());
}

Person::~Person() {
  close();
  std::filesystem::remove_all(folder_);
}

void Person::open_around(std::unique_ptr<vault::Vault> vault) {
  vault_ = std::move(vault);
  make_sides();
  unlock();
}

void Person::make_sides() {
  attachments_ = std::make_unique<vault::Attachments>(vault_->home().attachments());
  notebook_ = std::make_unique<Notebook>(*vault_, *attachments_, clock_);
  correspondence_ = std::make_unique<Correspondence>(*vault_, *attachments_, *notebook_);
}

void Person::close() {
  correspondence_.reset();
  notebook_.reset();
  attachments_.reset();
  vault_.reset();
}

void Person::lock() {
  notebook_->forget();
  vault_->lock();
}

void Person::unlock() { expect_ok(try_unlock()); }

Result<void> Person::try_unlock() {
  if (auto opened = vault_->unlock(Template::of(who_).recovery()); !opened) return opened;
  return notebook_->load({});
}

void Person::restart(bool killed, const std::function<void()>& while_off) {
  if (!killed) lock();
  const auto home = vault_->home();
  close();
  if (while_off) while_off();
  open_around(vault::Vault::open(home, random_).value());
}

void Person::tamper(const std::string& sql) {
  lock();
  const auto home = vault_->home();
  close();
  sqlite3* database = nullptr;
  ASSERT_EQ(sqlite3_open(home.database().c_str(), &database), SQLITE_OK);
  EXPECT_EQ(sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK) << sqlite3_errmsg(database);
  sqlite3_close(database);
  vault_ = vault::Vault::open(home, random_).value();
  make_sides();
  expect_altered();
  expect_ok(vault_->unlock_altered(Template::of(who_).recovery()));
  expect_ok(notebook_->load_sound({}));
}

// Missing and old rows are noticed by the vault, damaged ones when they are opened.
void Person::expect_altered() {
  auto opened = vault_->unlock(Template::of(who_).recovery());
  if (opened) opened = notebook_->load({});
  EXPECT_EQ(opened.error(), CoreErrc::altered);
  lock();
}

std::filesystem::path Person::back_up() {
  const auto file = folder_ / ("backup" + std::to_string(++homes_));
  expect_ok(vault_->backup(file, {}));
  return file;
}

void Person::restore(const std::filesystem::path& backup) {
  close();
  const vault::Home home{folder_ / ("home" + std::to_string(++homes_))};
  open_around(vault::Vault::restore(backup, home, random_, {}).value());
}

ItemId Person::write(std::string_view text) { return write(body_with(text)); }

ItemId Person::write(item::Body body, std::string_view kind) {
  clock_.forward(1000);
  auto id = notebook_->write(kind, std::move(body));
  EXPECT_TRUE(id.has_value()) << id.error().message();
  return id.value();
}

void Person::edit(const ItemId& id, std::string_view text) {
  clock_.forward(1000);
  Edit change;
  change.text = std::string(text);
  expect_ok(notebook_->edit(id, change));
}

void Person::share(const ItemId& id, std::vector<std::string> only, std::vector<Answer> welcome) {
  expect_ok(notebook_->share(id, std::move(only), std::move(welcome)));
}

ItemId Person::write_and_share(std::string_view text) {
  const auto id = write(text);
  share(id);
  return id;
}

item::Attachment Person::attach(std::string_view bytes) {
  std::istringstream source{std::string(bytes)};
  auto stored = attachments_->store(source, random_, {}).value();
  item::Attachment attachment;
  attachment.set_id(stored.id.raw());
  attachment.set_key(std::string(as_text(stored.key.expose())));
  attachment.set_name("photo.jpg");
  attachment.set_size(stored.size);
  return attachment;
}

std::vector<std::string> Person::texts(Filter filter) const {
  std::vector<std::string> texts;
  for (const auto& item : notebook_->list(filter).value()) texts.push_back(item.body.text());
  return texts;
}

std::vector<std::string> Person::texts_of_theirs() const {
  Filter filter;
  filter.author = Author::partner;
  return texts(filter);
}

std::string Person::text(const ItemId& id) const {
  const auto item = notebook_->item(id);
  return item ? item->body.text() : "error: " + item.error().message();
}

std::vector<std::string> Person::found(std::string_view words) const {
  std::vector<std::string> texts;
  for (const auto& item : notebook_->search(words).value().items) texts.push_back(item.body.text());
  return texts;
}

Batches deliver(Person& from, Person& to) {
  auto& out = from.correspondence();
  auto& in = to.correspondence();
  if (in.incoming()->epoch != out.outgoing()->epoch) expect_ok(in.follow(out.outgoing()->epoch));
  Batches sent;
  while (auto batch = out.next_batch(in.incoming()->received, 100, 1 << 20).value()) {
    const auto refusals = in.store_batch(batch->number, views_of(batch->changes));
    EXPECT_TRUE(refusals.has_value()) << refusals.error().message();
    if (!refusals) return sent;
    EXPECT_TRUE(refusals->empty());
    expect_ok(out.acknowledged(batch->number));
    sent.push_back(std::move(*batch));
  }
  return sent;
}

Batches send_into_the_void(Person& from) {
  Batches sent;
  auto after = from.correspondence().outgoing()->acknowledged;
  while (auto batch = from.correspondence().next_batch(after, 100, 1 << 20).value()) {
    after = batch->number;
    sent.push_back(std::move(*batch));
  }
  return sent;
}

void reconcile(Person& author, Person& follower) {
  auto& mine = author.correspondence();
  auto& theirs = follower.correspondence();
  expect_ok(mine.begin_reconcile());
  std::uint64_t from = 0;
  do {
    const auto page = theirs.inventory(from, 2).value();
    const auto ask_back = mine.reconcile(page.holdings).value();
    const auto returned = theirs.returned(ask_back).value();
    expect_ok(mine.take_back_in(views_of(returned)));
    from = page.next;
  } while (from != 0);
  expect_ok(theirs.follow(mine.finish_reconcile().value()));
}

void meet_again(Person& one, Person& other) {
  reconcile(one, other);
  reconcile(other, one);
  deliver(one, other);
  deliver(other, one);
}

void deliver_attachments(Person& from, Person& to) {
  for (const auto& wanted : to.correspondence().wanted()) {
    for (auto index = wanted.next_chunk; index < wanted.chunks; ++index) {
      const auto chunk = from.correspondence().chunk_for_partner(wanted.id, index);
      ASSERT_TRUE(chunk.has_value()) << chunk.error().message();
      expect_ok(to.correspondence().store_chunk(wanted.id, index, *chunk));
    }
    expect_ok(to.correspondence().chunks_settled(wanted.id));
  }
}

wire::Change change_in(const Bytes& change) {
  wire::Change message;
  EXPECT_TRUE(message.ParseFromArray(change.data(), static_cast<int>(change.size())));
  return message;
}

wire::Copy copy_of(const wire::Change& change) {
  wire::Copy copy;
  EXPECT_TRUE(copy.ParseFromString(change.copy()));
  return copy;
}

std::vector<Refusal> store(Person& person, const wire::Change& change) {
  const auto bytes = change.SerializeAsString();
  const auto next = person.correspondence().incoming()->received.next();
  return person.correspondence().store_batch(next, {as_bytes(bytes)}).value();
}

wire::Change rogue_change(const ItemId& item, std::uint64_t revision, const wire::Copy& copy) {
  wire::Change change;
  change.set_item(item.raw());
  change.set_revision(revision);
  change.set_seal(std::string(16, 's'));
  change.set_copy(copy.SerializeAsString());
  return change;
}

wire::Copy note_copy(std::string_view text) {
  wire::Copy copy;
  copy.set_kind("note");
  *copy.mutable_body() = body_with(text);
  return copy;
}

item::Body body_with(std::string_view text) {
  item::Body body;
  body.set_text(std::string(text));
  return body;
}

ItemId some_id(unsigned char last) {
  std::array<unsigned char, ItemId::kSize> bytes{0xab};
  bytes.back() = last;
  return ItemId(bytes);
}

}  // namespace alongside::items
