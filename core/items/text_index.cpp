#include "core/items/text_index.hpp"

#include <algorithm>

#include "core/items/cache_rows.hpp"
#include "core/items/record.hpp"

namespace alongside::items {
namespace {

// A segment that still grows is stored again after this many new rows.
constexpr std::size_t kFreshWorthStoring = 128;

// What a partner who sends nothing but words can make of this node's memory, and how long they can make a search take.
constexpr std::size_t kMostLoadedBytes = 32 << 20;      // of all segments that stay loaded
constexpr std::size_t kMostSegmentBytes = 16 << 20;     // of one; when it is full, only the beginnings of texts go in
constexpr std::size_t kBeginningBytes = 1024;
constexpr std::size_t kMostTextInASearch = 4 << 20;     // indexed while a person waits
constexpr std::size_t kTextPieceBytes = 1 << 20;        // put into a segment at once

void cut_to_beginning(std::string& text) {
  if (text.size() <= kBeginningBytes) return;
  auto end = kBeginningBytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
  text.resize(end);
}

TextSegment::Place place_of(vault::Row row) { return static_cast<TextSegment::Place>(row.value() % kRowsInSegment); }

std::string words_of(const item::Body& body) {
  std::string words = body.text();
  const auto add = [&](const std::string& more) { words.append(1, '\n').append(more); };
  for (const auto& field : body.fields()) add(field.value());
  for (const auto& tag : body.tags()) add(tag);
  for (const auto& attachment : body.attachments()) add(attachment.name());
  return words;
}

// What can be searched of the row; nothing when it can't be read.
std::optional<std::string> words_in(const vault::Vault& vault, vault::Row row) {
  const auto record = vault.read(vault::Table::item, row);
  if (!record) return std::nullopt;
  if (const auto own = decoded<store::OwnItem>(ItemTag::own, *record)) return words_of(own->body());
  const auto theirs = decoded<store::TheirItem>(ItemTag::theirs, *record);
  if (!theirs) return std::nullopt;
  const auto copy = copy_in(as_bytes(theirs->change()));
  if (!copy) return std::nullopt;
  return words_of(copy->body());
}

}  // namespace

vault::Row TextIndex::cache_row(Number segment, Stored stored) {
  return stored == Stored::full ? full_segment_row(segment) : growing_segment_row(segment);
}

TextIndex::Number TextIndex::last_segment() const { return directory_.last_row().value() / kRowsInSegment; }

void TextIndex::load() {
  forget();
  if (directory_.last_row() == vault::Row()) return;
  for (Number number = 0; number <= last_segment(); ++number) segments_[number].fresh = kFreshWorthStoring;
  for (const auto& row : vault_.rows(vault::Table::cache)) {
    const auto number = number_of(row.row);
    if (number > last_segment()) continue;
    Segment& segment = segments_[number];
    if (row.row == full_segment_row(number)) {
      segment.stored = Stored::full;
      segment.fresh = 0;
    } else if (row.row == growing_segment_row(number) && segment.stored == Stored::nothing) {
      segment.stored = Stored::growing;
      segment.fresh = 0;
    }
  }
}

Result<void> TextIndex::touch(vault::Transaction& transaction, vault::Row row) const {
  const Number number = row.value() / kRowsInSegment;
  const auto segment = segments_.find(number);
  if (segment == segments_.end() || segment->second.stored == Stored::nothing) return {};
  return transaction.erase(vault::Table::cache, cache_row(number, segment->second.stored));
}

void TextIndex::added(vault::Row row) { ++segments_[row.value() / kRowsInSegment].fresh; }

void TextIndex::warm(vault::Row row) {
  const Number number = row.value() / kRowsInSegment;
  const auto segment = segments_.find(number);
  if (segment != segments_.end() && segment->second.stored != Stored::nothing) open(number, segment->second);
}

void TextIndex::touched(vault::Row row) {
  Segment& segment = segments_[row.value() / kRowsInSegment];
  segment.stored = Stored::nothing;
  segment.outdated = false;
  segment.fresh += 1;
  if (segment.index) segment.index->take_out(place_of(row));
}

void TextIndex::open(Number number, Segment& segment) const {
  if (segment.index) return;
  if (segment.stored != Stored::nothing) {
    if (const auto image = vault_.read(vault::Table::cache, cache_row(number, segment.stored))) {
      segment.index = TextSegment::from(*image);
    }
    segment.outdated = !segment.index;
  }
  if (!segment.index) segment.index.emplace();
}

std::vector<vault::Row> TextIndex::missing(Number number, const Segment& segment) const {
  std::vector<vault::Row> rows;
  for (std::size_t place = 0; place < kRowsInSegment; ++place) {
    const vault::Row row(number * kRowsInSegment + place);
    const Entry* entry = directory_.at(row);
    if (entry && !entry->gone && !segment.index->holds(static_cast<TextSegment::Place>(place))) rows.push_back(row);
  }
  return rows;
}

bool TextIndex::add(Segment& segment, std::span<const vault::Row> rows, std::size_t most_bytes) const {
  std::vector<TextSegment::Words> piece;
  std::size_t piece_bytes = 0;
  std::size_t held = segment.index->bytes();
  const auto put_piece = [&] {
    segment.index->put(piece);
    held = segment.index->bytes();
    piece.clear();
    piece_bytes = 0;
  };
  std::size_t bytes = 0;
  auto row = rows.rbegin();
  for (; row != rows.rend() && bytes < most_bytes; ++row) {
    auto words = words_in(vault_, *row).value_or(std::string());
    bytes += words.size();
    if (held + piece_bytes + words.size() > kMostSegmentBytes) cut_to_beginning(words);
    piece_bytes += words.size();
    piece.push_back({place_of(*row), std::move(words)});
    if (piece_bytes >= kTextPieceBytes) put_piece();
  }
  put_piece();
  return row == rows.rend();
}

TextIndex::Found TextIndex::find(std::string_view words) {
  Found found;
  const auto query = match_query(words);
  if (query.empty()) return found;
  std::size_t may_add = kRowsInSegment;
  std::size_t loaded = 0;
  for (auto place = segments_.rbegin(); place != segments_.rend(); ++place) {
    auto& [number, segment] = *place;
    open(number, segment);
    auto rows = missing(number, segment);
    if (rows.size() > may_add) {
      found.complete = false;
      rows.erase(rows.begin(), rows.end() - static_cast<std::ptrdiff_t>(may_add));
    }
    may_add -= rows.size();
    if (!add(segment, rows, kMostTextInASearch)) {
      found.complete = false;
      may_add = 0;
    }
    for (const auto& match : segment.index->find(query)) {
      found.matches.push_back({vault::Row(number * kRowsInSegment + match.place), match.rank});
    }
    loaded += segment.index->bytes();
    if (loaded > kMostLoadedBytes) segment.index.reset();
  }
  return found;
}

bool TextIndex::is_worth_storing(Number number, const Segment& segment) const {
  if (segment.outdated) return true;
  if (segment.stored == Stored::full) return false;
  return number < last_segment() || segment.fresh >= kFreshWorthStoring;
}

bool TextIndex::tidy() {
  for (auto place = segments_.rbegin(); place != segments_.rend(); ++place) {
    auto& [number, segment] = *place;
    if (!is_worth_storing(number, segment)) continue;
    return store(number, segment).has_value();
  }
  return false;
}

Result<void> TextIndex::store(Number number, Segment& segment) {
  open(number, segment);
  if (segment.index->leftovers()) segment.index.emplace();
  add(segment, missing(number, segment), SIZE_MAX);

  const auto stored = number < last_segment() ? Stored::full : Stored::growing;
  const bool was_growing = segment.stored == Stored::growing;
  auto transaction = vault_.begin();
  if (stored == Stored::full && was_growing) {
    auto erased = transaction.erase(vault::Table::cache, cache_row(number, Stored::growing));
    if (!erased) return erased;
  }
  auto put = transaction.put(vault::Table::cache, cache_row(number, stored), segment.index->image());
  if (!put) return put;
  if (auto committed = transaction.commit(); !committed) return committed;
  segment.stored = stored;
  segment.outdated = false;
  segment.fresh = 0;
  if (stored == Stored::full) segment.index.reset();
  return {};
}

}  // namespace alongside::items
