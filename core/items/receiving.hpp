// Taking in the partner's changes.
#pragma once

#include <unordered_map>
#include <unordered_set>

#include "core/items/act.hpp"
#include "core/items/received.hpp"

namespace alongside::items {

// The changes of one batch, within one act. Nothing of mine is touched, whatever they say.
//
// The partner's ids are a name space of their own, and they can't tell whether one of them is in use here: what claims an id
// of mine, or of a file of mine, is stored, counted and returned like anything else; only it is never shown.
class Receiving {
 public:
  Receiving(Act& act, const Moment& now)
      : act_(act), shelf_(act.shelf()), now_(now), whole_(shelf_.directory.footprint(shelf_.correspondence())) {}

  // Writes what the change asks for. Refused changes and those that do not rise above what is known write nothing; but one that
  // there is no room for takes away the older form of its item. An error is the vault's and ends the act.
  Result<void> take(BytesView change);
  std::vector<Refusal> refusals() && { return std::move(refusals_); }

 private:
  // What is known of an item of theirs, with what this act has written of it.
  struct Known {
    vault::Row row;
    Revision revision;
    Footprint footprint;
    std::vector<AttachmentPlace> attachments;
    bool for_author_only = false;
  };
  std::optional<Known> known(const ItemId& item) const;
  bool is_of_another_of_theirs(const AttachmentId& file, const ItemId& item) const;
  bool takes_a_file_twice(const Received& received) const;
  bool resizes_a_file(const Received& received) const;
  bool claims_a_file_of_mine(const Received& received) const;
  bool lies_apart(const AttachmentId& id, const std::optional<Known>& before) const;
  store::TheirItem record_of(const Received& received, const std::optional<Known>& before) const;
  Result<void> keep(const Received& received, const std::optional<Known>& before);
  Result<void> write(Entry entry, const store::TheirItem& record, const std::optional<Known>& before);
  void follow_files(const Known& before, const Known& after);

  Act& act_;
  Shelf& shelf_;
  const Moment now_;
  Footprint whole_;  // of all that is the partner's, with what this act wrote
  std::unordered_map<ItemId, Known> written_;
  std::unordered_map<AttachmentId, ItemId> claimed_;  // files, by this act
  std::vector<Refusal> refusals_;
};

// My copy of an item of theirs goes, its place stays.
Result<void> drop_theirs(Act& act, const Entry& entry);

}  // namespace alongside::items
