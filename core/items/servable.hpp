// Which attachments the partner may fetch: those of what is shared with them now (table `servable`), so that a locked node
// can go on serving them.
#pragma once

#include <unordered_map>
#include <vector>

#include "core/vault/vault.hpp"
#include "proto/ids.hpp"

namespace alongside::items {

class Servable {
 public:
  // Needs the transit key.
  Result<void> load(const vault::Vault& vault);
  void forget() { *this = Servable(); }

  bool allows(const AttachmentId& attachment) const { return allowed_.contains(attachment); }

  // Writes that `item` gives these attachments and no others; in memory once the transaction has committed and changed() is
  // called. `row` is none when nothing was given before and nothing is given now.
  struct Change {
    ItemId item;
    std::vector<AttachmentId> attachments;
    vault::Row row;
  };
  Result<Change> write(vault::Transaction& transaction, const ItemId& item, std::vector<AttachmentId> attachments) const;
  void changed(const Change& change);

 private:
  struct Given {
    vault::Row row;
    std::vector<AttachmentId> attachments;
  };
  std::unordered_map<ItemId, Given> given_;
  std::unordered_map<AttachmentId, ItemId> allowed_;
};

}  // namespace alongside::items
