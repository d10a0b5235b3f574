// Everything that is in memory about a vault's items. Notebook and Correspondence are two sides of one shelf.
//
// The person's part (directory, index, seal key, what is wanted) is there while unlocked; the partner's part (outbox, inbox,
// servable) from the first unlock on.
#pragma once

#include <map>
#include <optional>

#include "core/items/author_seal.hpp"
#include "core/items/directory.hpp"
#include "core/items/directory_snapshot.hpp"
#include "core/items/inbox.hpp"
#include "core/items/notebook.hpp"
#include "core/items/outbox.hpp"
#include "core/items/servable.hpp"
#include "core/items/text_index.hpp"

namespace alongside::items {

// An attachment that is not here whole: of what the partner shares, or of mine that the partner has since I shared it and
// that a restore lost.
struct Arriving {
  vault::Row row;  // of its item
  std::uint64_t size = 0;
  std::uint64_t next_chunk = 0;
  AttachmentId sealed_as;  // its id in the item and on the wire
  std::optional<vault::AttachmentKey> key = std::nullopt;  // once the first chunk asked for it
};

struct Shelf {
  Shelf(vault::Vault& vault_of_items, vault::Attachments& attachments_beside, const Clock& time)
      : vault(vault_of_items), attachments(attachments_beside), clock(time) {}

  vault::Vault& vault;
  vault::Attachments& attachments;
  const Clock& clock;

  std::optional<AuthorSealKey> seal_key;  // there while the person's part is
  Directory directory;
  DirectorySnapshot snapshot{vault, directory};
  TextIndex index{vault, directory};
  std::map<AttachmentId, Arriving> arriving;  // by what the file is called

  Outbox outbox;
  Inbox inbox;
  Servable servable;

  bool is_open() const { return seal_key.has_value(); }
  const CorrespondenceId& correspondence() const { return outbox.correspondence(); }
  // Mine, and shared with the partner of now.
  bool is_shared(const Entry& entry) const {
    return entry.author == Author::me && entry.shared && entry.correspondence == correspondence();
  }
  // The partner's of now, and not taken back.
  bool is_received(const Entry& entry) const {
    return entry.author == Author::partner && !entry.gone && entry.correspondence == correspondence();
  }

  // Held for the partner of now, who gets it back on asking, whether it is shown here or not.
  bool is_held(const Entry& entry) const { return is_received(entry) || (is_of_now(entry) && entry.for_author_only); }
  bool is_of_now(const Entry& entry) const {
    return entry.author == Author::partner && entry.correspondence == correspondence();
  }

  // Notes what is still to come of the entry's attachments, if the partner has them and they are to be shown.
  void await_attachments(const Entry& entry);
  // Removes the files, but for those that another entry names, and what was noted of them. A file that can't be removed now goes
  // with the garbage at the next load.
  void drop_attachments(std::span<const AttachmentPlace> gone);
};

// The notebook's state is the shelf; the correspondence reaches it there.
class Notebook::State : public Shelf {
  using Shelf::Shelf;
};

}  // namespace alongside::items
