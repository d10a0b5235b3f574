#include "tests/twonode/histories/ledger.hpp"

#include <algorithm>

#include "proto/check.hpp"
#include "proto/wire.pb.h"

namespace alongside::test {
namespace {

wire::Change change_in(BytesView bytes) {
  wire::Change change;
  require(change.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())));
  return change;
}

std::map<ItemId, items::Item> all_by(const items::Notebook& notebook, items::Author author) {
  items::Filter filter;
  filter.author = author;
  std::map<ItemId, items::Item> all;
  // What was set aside came none the less.
  for (const bool set_aside : {false, true}) {
    filter.set_aside = set_aside;
    auto listed = notebook.list(filter);
    require(listed.has_value());
    for (auto& item : *listed) all.emplace(item.id, std::move(item));
  }
  return all;
}

}  // namespace

Ledger::Shown Ledger::shown(const item::Body& body) {
  return {body.text(), std::vector<std::string>(body.tags().begin(), body.tags().end())};
}

std::map<ItemId, Ledger::Shown> Ledger::shown_by(const items::Notebook& notebook) {
  std::map<ItemId, Shown> all;
  for (const auto& [id, item] : all_by(notebook, items::Author::me)) {
    if (item.sharing) all.emplace(id, shown(notebook.preview(id, item.sharing->only).value()));
  }
  return all;
}

std::map<ItemId, Ledger::Shown> Ledger::received_in(const items::Notebook& notebook) {
  std::map<ItemId, Shown> all;
  for (const auto& [id, item] : all_by(notebook, items::Author::partner)) all.emplace(id, shown(item.body));
  return all;
}

void Ledger::wrote(const ItemId& id, std::string text, std::string tag) {
  mine_[id] = {std::move(text), std::move(tag), false, false};
}

void Ledger::edited(const ItemId& id, std::string text) {
  auto& entry = mine_[id];
  entry.text = std::move(text);
  if (entry.shared) texts_shared_.insert(entry.text);
}

void Ledger::shared(const ItemId& id, bool tags_only) {
  auto& entry = mine_[id];
  entry.shared = entry.ever_shared = true;
  if (!tags_only) texts_shared_.insert(entry.text);
  last_shared_.insert(id);
}

void Ledger::took_back(const ItemId& id) {
  mine_[id].shared = false;
  last_shared_.erase(id);
}

void Ledger::removed(const ItemId& id) {
  mine_.erase(id);
  last_shared_.erase(id);
}

void Ledger::restored() {
  require(backup_.has_value());
  mine_ = *backup_;
  unsure_ = true;
  found_its_place_ = false;
}

void Ledger::note_what_they_may_see() {
  if (const auto* notebook = notebook_()) may_see_ = shown_by(*notebook);
}

void Ledger::look() {
  const auto* notebook = notebook_();
  if (!notebook) return;
  note_what_they_may_see();
  const auto held = all_by(*notebook, items::Author::me);
  if (unsure_ && found_its_place_) learn_anew(held);
  expect_kept(held);
}

// What the partner gave back is mine again; what never left me can have come from nowhere but my own vault.
void Ledger::learn_anew(const std::map<ItemId, items::Item>& held) {
  unsure_ = false;
  for (const auto& [id, item] : held) {
    auto& entry = mine_[id];
    if (item.sharing && !texts_shared_.contains(item.body.text()) && !item.body.text().empty() && entry.text.empty())
      alarm_("a restored person got back a text that was never shared");
    if (!entry.ever_shared && !entry.text.empty()) {
      // Shared since the backup: how much of it, the partner could say. What it was, only this vault.
      entry.shared = item.sharing && delivered_.contains(id);
      continue;
    }
    entry.text = item.body.text();
    entry.tag = item.body.tags().empty() ? "" : item.body.tags(0);
    entry.shared = item.sharing.has_value();
    entry.ever_shared = true;
  }
  std::erase_if(mine_, [&](const auto& each) { return each.second.ever_shared && !held.contains(each.first); });
}

void Ledger::expect_kept(const std::map<ItemId, items::Item>& held) const {
  for (const auto& [id, entry] : mine_) {
    if (unsure_ && entry.ever_shared) continue;
    const auto found = held.find(id);
    if (found == held.end()) return alarm_("an entry is gone: " + entry.text);
    if (found->second.body.text() != entry.text) return alarm_("an entry is not as it was left: " + entry.text);
    if (!unsure_ && found->second.sharing.has_value() != entry.shared) return alarm_("sharing is not as it was left: " + entry.text);
  }
  if (unsure_) return;
  for (const auto& [id, item] : held) {
    if (!mine_.contains(id)) return alarm_("an entry that was removed is there: " + item.body.text());
  }
}

void Ledger::expect_shown_there() const {
  auto shown = shown_by(*notebook_());
  auto received = received_in(*partner_->notebook_());
  for (const auto& id : partner_->dropped_) {
    shown.erase(id);
    received.erase(id);
  }
  for (const auto& [id, as] : shown) {
    const auto there = received.find(id);
    if (there == received.end()) return alarm_("shared and not there: " + as.text);
    if (there->second != as) return alarm_("there in another form: " + as.text);
  }
  for (const auto& [id, as] : received) {
    if (!shown.contains(id)) return alarm_("there and not shared: " + as.text);
  }
}

void Ledger::leaves(const std::vector<Bytes>& changes) {
  note_what_they_may_see();
  for (const auto& bytes : changes) {
    const auto change = change_in(bytes);
    if (!change.has_copy()) continue;
    wire::Copy copy;
    require(copy.ParseFromString(change.copy()));
    const auto as = shown(copy.body());
    const auto now = may_see_.find(*ItemId::from(change.item()));
    if (now == may_see_.end()) return alarm_("left and is not shared: " + as.text);
    if (now->second != as) return alarm_("left in an old form: " + as.text);
    const auto there = delivered_.find(now->first);
    if (there != delivered_.end() && !there->second && !last_shared_.contains(now->first))
      return alarm_("taken back there, and left again: " + as.text);
    if (!as.text.empty() && !texts_shared_.contains(as.text)) return alarm_("left and was never shared: " + as.text);
  }
}

// I stored what the partner sent.
void Ledger::stored(const std::vector<BytesView>& changes) {
  for (const auto& bytes : changes) {
    const auto change = change_in(bytes);
    partner_->delivered_[*ItemId::from(change.item())] = change.has_copy();
  }
}

}  // namespace alongside::test
