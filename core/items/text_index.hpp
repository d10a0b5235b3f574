// Full-text search over the items, in segments by row number. A segment's image is kept sealed in the table `cache` and
// read when a search or tidy() wants it; it can be rebuilt from the items at any time.
//
// No image of a text that was changed or deleted stays: the act that does so erases it (touched()), and tidy() makes
// another. Until then nothing of the old text is found, as what is found counts only where the index knows the newest words.
#pragma once

#include <map>
#include <optional>

#include "core/items/directory.hpp"
#include "core/items/text_segment.hpp"
#include "core/vault/vault.hpp"

namespace alongside::items {

class TextIndex {
 public:
  struct Match {
    vault::Row row;
    double rank;  // lower is better
  };
  struct Found {
    std::vector<Match> matches;  // in no order
    bool complete = true;        // false: not all items are indexed yet
  };

  // Both outlive this.
  TextIndex(vault::Vault& vault, const Directory& directory) : vault_(vault), directory_(directory) {}

  // Notes which images there are; loads none.
  void load();
  void forget() { segments_.clear(); }

  // After a new row's commit.
  void added(vault::Row row);
  // In the act that changes or deletes the text of a row. Erases the segment's image, which may hold it.
  Result<void> touch(vault::Transaction& transaction, vault::Row row) const;
  // After that act's commit.
  void touched(vault::Row row);
  // Before an act that touches one row while a person waits: loads the segment, so that its other rows need not be indexed
  // again for the next search.
  void warm(vault::Row row);

  // Indexes at most the newest kRowsInSegment items that are not indexed yet, and some MiB of text, before it answers.
  // Segments beyond some MiB are read anew for each search.
  Found find(std::string_view words);
  // Indexes and stores one segment that is worth it. True when it did.
  bool tidy();

 private:
  using Number = std::uint64_t;  // of a segment: the row number divided by kRowsInSegment

  // A segment that was still growing when it was stored is kept apart from a full one, so that it is known to lack rows.
  enum class Stored { nothing, growing, full };
  struct Segment {
    Stored stored = Stored::nothing;
    std::optional<TextSegment> index;
    bool outdated = false;  // what is stored can't be used; it still holds words, so it is erased like any other
    std::size_t fresh = 0;  // rows touched since it was stored, as far as known
  };

  static vault::Row cache_row(Number segment, Stored stored);
  Number last_segment() const;
  bool is_worth_storing(Number number, const Segment& segment) const;
  void open(Number number, Segment& segment) const;
  std::vector<vault::Row> missing(Number number, const Segment& segment) const;
  // The newest first, until `most_bytes` of text; false when some are left.
  bool add(Segment& segment, std::span<const vault::Row> rows, std::size_t most_bytes) const;
  Result<void> store(Number number, Segment& segment);

  vault::Vault& vault_;
  const Directory& directory_;
  std::map<Number, Segment> segments_;
};

}  // namespace alongside::items
