// What an unlock brings back, and what it finds waiting.
#include <algorithm>

#include "core/items/act.hpp"
#include "core/items/body.hpp"
#include "core/items/receiving.hpp"
#include "core/items/record.hpp"

namespace alongside::items {
namespace {

Result<void> load_partner_part(Shelf& shelf) {
  if (auto loaded = shelf.outbox.load(shelf.vault); !loaded) return loaded;
  if (auto loaded = shelf.inbox.load(shelf.vault); !loaded) return loaded;
  return shelf.servable.load(shelf.vault);
}

// A restored vault may have sent more than it knows: its feed begins a new life, and what waits may have left already.
Result<void> begin_again_if_restored(Shelf& shelf) {
  if (!shelf.vault.was_restored()) return {};
  auto rows = shelf.outbox.rows();
  const auto last = rows.empty() ? vault::Row() : rows.back();
  auto transaction = shelf.vault.begin();
  auto life = shelf.outbox.write_new_life(transaction, shelf.correspondence(), last, shelf.vault.random());
  if (!life) return life.error();
  if (auto committed = transaction.commit(); !committed) return committed;
  shelf.outbox.began(*life, std::move(rows));
  return shelf.vault.acknowledge_restored();
}

Result<void> take_in(Shelf& shelf, vault::Row row) {
  const auto batch = open_inbox_row(shelf.vault, row);
  if (!batch) return batch.error();
  Act act(shelf);
  Receiving receiving(act, moment_of(batch->received()));
  for (const auto& change : batch->changes()) {
    if (auto taken = receiving.take(as_bytes(change)); !taken) return taken;
  }
  if (auto erased = act.transaction().erase(vault::Table::inbox, row); !erased) return erased;
  return act.commit();
}

// A full disk must not keep the person from what they have: what can't be taken in now waits for the next unlock. Newer
// revisions of the same items may come before it, and then stand.
void take_in_what_waits(Shelf& shelf) {
  for (const auto& waiting : shelf.vault.rows(vault::Table::inbox)) {
    if (!take_in(shelf, waiting.row)) return;
  }
}

// Chunks that a power loss left unsound are cut off before more are asked for.
void resume_arrivals(Shelf& shelf) {
  for (const auto& entry : shelf.directory.all()) shelf.await_attachments(entry);
  for (auto& [id, arriving] : shelf.arriving) {
    if (arriving.next_chunk == 0) continue;
    const auto record = shelf.vault.read(vault::Table::item, arriving.row);
    if (!record) continue;
    arriving.key = attachment_key(*record, arriving.sealed_as);
    if (!arriving.key) continue;
    const auto sound = shelf.attachments.keep_sound_chunks(id, {arriving.sealed_as, *arriving.key, arriving.size});
    if (sound) arriving.next_chunk = *sound;
  }
}

Result<void> load_all(Shelf& shelf, const vault::Progress& progress) {
  if (auto loaded = load_partner_part(shelf); !loaded) return loaded;
  if (auto begun = begin_again_if_restored(shelf); !begun) return begun;
  if (auto loaded = shelf.snapshot.load(progress); !loaded) return loaded;
  shelf.index.load();
  take_in_what_waits(shelf);
  if (auto counted = shelf.inbox.count_waiting(shelf.vault); !counted) return counted;
  // Files of which a crash kept the item from being written, or from being forgotten.
  static_cast<void>(shelf.attachments.collect_garbage(
      [&](const AttachmentId& id) { return shelf.directory.owner_of(id) != nullptr; }));
  resume_arrivals(shelf);
  return {};
}

Result<void> load_what_opens(Shelf& shelf, const vault::Progress& progress) {
  // Without the partner's part everything counts as of a former correspondence; nothing of it can be written anyway.
  static_cast<void>(load_partner_part(shelf));
  auto loaded = shelf.snapshot.load_sound(progress);
  shelf.index.load();
  return loaded;
}

template <class Load>
Result<void> open_with(Shelf& shelf, Load load) {
  auto key = shelf.vault.subkey<AuthorSealKeyRole>(kAuthorSealLabel);
  if (!key) return key.error();
  shelf.seal_key = std::move(*key);
  return load();
}

}  // namespace

Result<void> Notebook::load(const vault::Progress& progress) {
  if (state_->is_open()) return {};
  auto loaded = open_with(*state_, [&] { return load_all(*state_, progress); });
  if (!loaded) forget();
  return loaded;
}

Result<void> Notebook::load_sound(const vault::Progress& progress) {
  if (state_->is_open()) return {};
  auto loaded = open_with(*state_, [&] { return load_what_opens(*state_, progress); });
  if (!loaded) forget();
  return loaded;
}

}  // namespace alongside::items
