// The words of up to kRowsInSegment items in an in-memory full-text index, which can be made a string of bytes and back.
//
// An item's words can be replaced or taken out; what was there before stays in the index unseen until it is built anew
// (contentless FTS5 can't forget without the old text), which leftovers() tells.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "proto/bytes.hpp"

struct sqlite3;

namespace alongside::items {

inline constexpr std::size_t kRowsInSegment = 1024;

class TextSegment {
 public:
  // A place within the segment, below kRowsInSegment.
  using Place = std::uint16_t;
  struct Match {
    Place place;
    double rank;  // lower is better
  };
  struct Words {
    Place place;
    std::string text;
  };

  TextSegment();
  // What image() gave; nothing when it can't be read, or its words were folded otherwise (text_fold.hpp).
  static std::optional<TextSegment> from(const Bytes& image);
  TextSegment(TextSegment&&) noexcept;
  TextSegment& operator=(TextSegment&&) noexcept;
  ~TextSegment();  // wipes the index

  bool holds(Place place) const { return newest_[place] != 0; }
  std::size_t size() const;
  std::size_t bytes() const;  // of memory
  // Puts in the words, each in place of what was at its place before.
  void put(const std::vector<Words>& words);
  void take_out(Place place);
  bool leftovers() const { return leftovers_; }

  // Those that hold all words of the query, as match_query() makes it.
  std::vector<Match> find(std::string_view query) const;
  Bytes image();

 private:
  struct Close {
    void operator()(sqlite3* index) const noexcept;
  };
  using Index = std::unique_ptr<sqlite3, Close>;
  explicit TextSegment(Index index);
  void load_places();

  Index index_;
  std::array<std::uint32_t, kRowsInSegment> newest_{};  // the entry of the index that counts for each place; 0 = none
  std::uint32_t last_entry_ = 0;
  bool leftovers_ = false;
};

// The words a person typed as a query: all of them, the last one also as a beginning. Empty when there is none.
std::string match_query(std::string_view typed);

}  // namespace alongside::items
