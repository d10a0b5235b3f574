#include "core/items/text_segment.hpp"

#include <sodium.h>
#include <sqlite3.h>

#include <algorithm>
#include <cstring>
#include <new>

#include "core/items/text_fold.hpp"
#include "proto/check.hpp"

namespace alongside::items {
namespace {

// `place` says which entries count; an entry that stands nowhere in it is a leftover and is not written.
constexpr const char* kSchema = R"(
  CREATE VIRTUAL TABLE words USING fts5(text, content='', tokenize='unicode61 remove_diacritics 2');
  CREATE TABLE place (place INTEGER PRIMARY KEY, entry INTEGER NOT NULL) STRICT;
)";

// An index in memory has nothing to fail but memory.
void expect(sqlite3* index, int code, int wanted) {
  if (code == wanted) return;
  if (sqlite3_errcode(index) == SQLITE_NOMEM) throw std::bad_alloc();
  require(false);
}

void run(sqlite3* index, const char* sql) { expect(index, sqlite3_exec(index, sql, nullptr, nullptr, nullptr), SQLITE_OK); }

struct Finish {
  void operator()(sqlite3_stmt* statement) const noexcept { sqlite3_finalize(statement); }
};
using Statement = std::unique_ptr<sqlite3_stmt, Finish>;

Statement prepare(sqlite3* index, std::string_view sql) {
  sqlite3_stmt* statement = nullptr;
  expect(index, sqlite3_prepare_v2(index, sql.data(), static_cast<int>(sql.size()), &statement, nullptr), SQLITE_OK);
  return Statement(statement);
}

void step_once(sqlite3* index, const Statement& statement) {
  expect(index, sqlite3_step(statement.get()), SQLITE_DONE);
  sqlite3_reset(statement.get());
}

sqlite3* open_in_memory() {
  sqlite3* index = nullptr;
  const int opened = sqlite3_open_v2(":memory:", &index, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
  if (!index) throw std::bad_alloc();
  expect(index, opened, SQLITE_OK);
  run(index, "PRAGMA temp_store = MEMORY");
  return index;
}

// Makes `image` the index' content; it then lies in one piece of memory that can be wiped.
bool take_image(sqlite3* index, BytesView image) {
  auto* copy = static_cast<unsigned char*>(sqlite3_malloc64(std::max<std::size_t>(image.size(), 1)));
  if (!copy) throw std::bad_alloc();
  std::ranges::copy(image, copy);
  const auto size = static_cast<sqlite3_int64>(image.size());
  return sqlite3_deserialize(index, "main", copy, size, size,
                             SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_RESIZEABLE) == SQLITE_OK;
}

int folding_of(sqlite3* index) {
  const auto folding = prepare(index, "PRAGMA user_version");
  return sqlite3_step(folding.get()) == SQLITE_ROW ? sqlite3_column_int(folding.get(), 0) : 0;
}

}  // namespace

void TextSegment::Close::operator()(sqlite3* index) const noexcept {
  sqlite3_int64 size = 0;
  if (auto* bytes = sqlite3_serialize(index, "main", &size, SQLITE_SERIALIZE_NOCOPY)) {
    sodium_memzero(bytes, static_cast<std::size_t>(size));
  }
  sqlite3_close(index);
}

TextSegment::TextSegment() : TextSegment(Index(open_in_memory())) {
  require(take_image(index_.get(), {}));
  run(index_.get(), kSchema);
  run(index_.get(), ("PRAGMA user_version = " + std::to_string(kFolding)).c_str());
}

TextSegment::TextSegment(Index index) : index_(std::move(index)) {}

TextSegment::TextSegment(TextSegment&&) noexcept = default;
TextSegment& TextSegment::operator=(TextSegment&&) noexcept = default;
TextSegment::~TextSegment() = default;

std::optional<TextSegment> TextSegment::from(const Bytes& image) {
  TextSegment segment{Index(open_in_memory())};
  if (!take_image(segment.index_.get(), image)) return std::nullopt;
  const auto readable = sqlite3_exec(segment.index_.get(), "SELECT count(*) FROM place", nullptr, nullptr, nullptr);
  if (readable != SQLITE_OK || folding_of(segment.index_.get()) != kFolding) return std::nullopt;
  segment.load_places();
  return segment;
}

void TextSegment::load_places() {
  const auto all = prepare(index_.get(), "SELECT place, entry FROM place");
  while (sqlite3_step(all.get()) == SQLITE_ROW) {
    const auto place = static_cast<std::size_t>(sqlite3_column_int64(all.get(), 0));
    const auto entry = static_cast<std::uint32_t>(sqlite3_column_int64(all.get(), 1));
    if (place < kRowsInSegment) newest_[place] = entry;
    last_entry_ = std::max(last_entry_, entry);
  }
}

std::size_t TextSegment::size() const {
  return static_cast<std::size_t>(std::ranges::count_if(newest_, [](std::uint32_t entry) { return entry != 0; }));
}

std::size_t TextSegment::bytes() const {
  sqlite3_int64 size = 0;
  static_cast<void>(sqlite3_serialize(index_.get(), "main", &size, SQLITE_SERIALIZE_NOCOPY));
  return static_cast<std::size_t>(size);
}

void TextSegment::put(const std::vector<Words>& words) {
  run(index_.get(), "BEGIN");
  const auto insert = prepare(index_.get(), "INSERT INTO words(rowid, text) VALUES (?, ?)");
  for (const auto& [place, text] : words) {
    take_out(place);
    newest_[place] = ++last_entry_;
    sqlite3_bind_int64(insert.get(), 1, last_entry_);
    const std::string plain = folded(text);
    sqlite3_bind_text64(insert.get(), 2, plain.data(), plain.size(), SQLITE_STATIC, SQLITE_UTF8);
    step_once(index_.get(), insert);
  }
  run(index_.get(), "COMMIT");
}

void TextSegment::take_out(Place place) {
  if (newest_[place] == 0) return;
  newest_[place] = 0;
  leftovers_ = true;
}

std::vector<TextSegment::Match> TextSegment::find(std::string_view query) const {
  std::vector<std::pair<std::uint32_t, double>> hits;
  const auto search = prepare(index_.get(), "SELECT rowid, rank FROM words WHERE words MATCH ?");
  sqlite3_bind_text64(search.get(), 1, query.data(), query.size(), SQLITE_STATIC, SQLITE_UTF8);
  while (sqlite3_step(search.get()) == SQLITE_ROW) {
    hits.emplace_back(static_cast<std::uint32_t>(sqlite3_column_int64(search.get(), 0)),
                      sqlite3_column_double(search.get(), 1));
  }
  if (hits.empty()) return {};

  std::vector<Place> place_of(last_entry_ + 1, kRowsInSegment);
  for (std::size_t place = 0; place < kRowsInSegment; ++place) place_of[newest_[place]] = static_cast<Place>(place);
  std::vector<Match> matches;
  for (const auto& [entry, rank] : hits) {
    const Place place = entry <= last_entry_ ? place_of[entry] : Place{kRowsInSegment};
    if (place < kRowsInSegment && newest_[place] == entry) matches.push_back({place, rank});
  }
  return matches;
}

Bytes TextSegment::image() {
  run(index_.get(), "BEGIN; DELETE FROM place; INSERT INTO words(words) VALUES ('optimize')");
  const auto insert = prepare(index_.get(), "INSERT INTO place(place, entry) VALUES (?, ?)");
  for (std::size_t place = 0; place < kRowsInSegment; ++place) {
    if (newest_[place] == 0) continue;
    sqlite3_bind_int64(insert.get(), 1, static_cast<sqlite3_int64>(place));
    sqlite3_bind_int64(insert.get(), 2, newest_[place]);
    step_once(index_.get(), insert);
  }
  run(index_.get(), "COMMIT");
  sqlite3_int64 size = 0;
  const auto* bytes = sqlite3_serialize(index_.get(), "main", &size, SQLITE_SERIALIZE_NOCOPY);
  require(bytes != nullptr);
  return Bytes(bytes, bytes + size);
}

std::string match_query(std::string_view typed) {
  constexpr std::string_view kSpace = " \t\r\n";
  const std::string plain = folded(typed);
  std::string_view words = plain;
  std::string query;
  while (true) {
    words.remove_prefix(std::min(words.find_first_not_of(kSpace), words.size()));
    if (words.empty()) break;
    const auto word = words.substr(0, words.find_first_of(kSpace));
    words.remove_prefix(word.size());
    query += '"';
    for (const char c : word) query.append(c == '"' ? 2 : 1, c);
    query += "\" ";
  }
  if (query.empty()) return query;
  query.back() = '*';
  return query;
}

}  // namespace alongside::items
