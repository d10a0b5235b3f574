// Taking in the partner's changes.
#pragma once

#include <unordered_map>
#include <unordered_set>

#include "core/items/act.hpp"
#include "core/items/received.hpp"

namespace alongside::items {

// The changes of one batch, within one act. Nothing of mine is touched, whatever they say.
class Receiving {
 public:
  Receiving(Act& act, const Moment& now) : act_(act), shelf_(act.shelf()), now_(now) {}

  // Writes what the change asks for. Refused changes and those that do not rise above what is known write nothing. An error
  // is the vault's and ends the act.
  Result<void> take(BytesView change);
  std::vector<Refusal> refusals() && { return std::move(refusals_); }

 private:
  // What is known of an item of theirs, with what this act has written of it.
  struct Known {
    vault::Row row;
    Revision revision;
    std::vector<AttachmentPlace> attachments;
  };
  std::optional<Known> known(const ItemId& item) const;
  bool takes_what_is_not_theirs(const Received& received) const;
  Result<void> write(const Received& received, const std::optional<Known>& before);
  void follow_files(const Known& before, const Known& after);

  Act& act_;
  Shelf& shelf_;
  const Moment now_;
  std::unordered_map<ItemId, Known> written_;
  std::unordered_map<AttachmentId, ItemId> claimed_;  // by this act
  std::vector<Refusal> refusals_;
};

// My copy of an item of theirs goes, its place stays.
Result<void> drop_theirs(Act& act, const Entry& entry);

}  // namespace alongside::items
