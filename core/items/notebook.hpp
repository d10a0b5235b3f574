// What one person does with their items. Needs the vault unlocked: every act returns CoreErrc::locked else.
// Each act is one transaction and durable when it returns success; after an error nothing happened.
//
// Threads: as the vault's.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/items/item.hpp"
#include "core/vault/vault.hpp"

namespace alongside::items {

// What `edit` changes; what is not set stays.
struct Edit {
  std::optional<std::string> text;
  std::vector<std::pair<std::string, std::string>> fields;  // set or, with an empty value, removed
  std::optional<std::vector<std::string>> tags;
  std::vector<item::Attachment> attach;
  std::vector<std::string> detach;  // names
};

// What `list` asks for; everything that is set must fit.
struct Filter {
  std::optional<std::string> kind;
  std::optional<Author> author;
  std::optional<std::int64_t> since_unix_ms;  // written at or after
  std::optional<std::int64_t> until_unix_ms;  // written before
  std::optional<std::string> tag;
  bool set_aside = false;  // only what was set aside, or only what was not
  bool shared_only = false;
  std::size_t limit = SIZE_MAX;
};

// The body after the edit. Pure; checks nothing.
item::Body edited(item::Body body, const Edit& change);

struct Earlier {
  Moment changed;
  item::Body body;
};

struct SearchResult {
  std::vector<Item> items;  // best first
  bool complete = true;     // false: older entries are still being indexed and may hold more
};

class Notebook {
 public:
  // Must be made once per vault, before unlocking or after; both references outlive it. It follows the vault's lock
  // state: load() after an unlock, forget() at a lock.
  Notebook(vault::Vault& vault, vault::Attachments& attachments, const Clock& clock);
  ~Notebook();

  // After an unlock: loads the directory (from its snapshot and what changed since), takes in what arrived while
  // locked, and acts on a restore. `altered` when rows don't open.
  Result<void> load(const vault::Progress& progress);
  // After Vault::unlock_altered() instead: loads what still opens, to be read. Writes nothing, takes nothing in, and removes no
  // file whose item may be what is damaged.
  Result<void> load_sound(const vault::Progress& progress);
  // At a lock: wipes everything that load() brought. Writes the snapshot before, if worthwhile; failing to is no error.
  void forget() noexcept;
  // Work to be done when nobody waits: one missing or outdated full-text segment or the snapshot. True while there is more.
  bool tidy();

  Result<ItemId> write(std::string_view kind, item::Body body);
  Result<void> edit(const ItemId& id, const Edit& change);
  // Mine: removes the item, its history and its attachments; if it was shared, takes it back. The partner's: removes
  // my copy until they change it again.
  Result<void> remove(const ItemId& id);
  // Also changes how an already shared item is shared.
  Result<void> share(const ItemId& id, std::vector<std::string> only, std::vector<Answer> welcome);
  Result<void> unshare(const ItemId& id);
  // Shares many private items whole in one transaction; for imports and measuring.
  Result<void> share_all(std::span<const ItemId> ids);
  // An answer to a partner's item, written and shared in one act. not_welcome unless they welcomed its kind.
  Result<ItemId> respond(const ItemId& to, Answer as, std::string text);

  // The pairing has ended: nothing of mine is shared any more; the partner's items are removed, or kept as they are,
  // for good out of reach of whoever is paired next. `along` is what ends in the same transaction (PartnerBook::erase), so
  // that no crash leaves half of a parting.
  using Along = std::function<Result<void>(vault::Transaction&)>;
  Result<void> part(bool keep_theirs, const Along& along = {});

  // Exactly what share() would send, without sharing it.
  Result<item::Body> preview(const ItemId& id, const std::vector<std::string>& only) const;

  Result<Item> item(const ItemId& id) const;
  // From a full id or any unique beginning of at least 4 digits. no_such_item, ambiguous_id, id_too_short.
  Result<ItemId> find(std::string_view id_or_prefix) const;
  // Newest first by when they were written.
  Result<std::vector<Item>> list(const Filter& filter) const;
  // Earlier bodies of an item of mine, newest first.
  Result<std::vector<Earlier>> history(const ItemId& id) const;
  // All the words, in any order and case and without regard to accents; the last one also as a beginning.
  Result<SearchResult> search(std::string_view words) const;
  // Answers to an item, oldest first, whoever wrote them.
  Result<std::vector<Item>> answers_to(const ItemId& id) const;

  std::size_t size() const noexcept;

 private:
  friend class Correspondence;
  class State;
  std::unique_ptr<State> state_;
};

}  // namespace alongside::items
