#include "core/items/directory.hpp"

#include <algorithm>

#include "core/error.hpp"
#include "proto/check.hpp"

namespace alongside::items {
namespace {

constexpr std::size_t kFewestDigits = 4;
constexpr std::size_t kMostDigits = 2 * ItemId::kSize;

// The digits as numbers 0 to 15, or nothing when one is none.
std::optional<std::vector<unsigned char>> read_digits(std::string_view digits) {
  std::vector<unsigned char> values;
  for (const char digit : digits) {
    if (digit >= '0' && digit <= '9') {
      values.push_back(static_cast<unsigned char>(digit - '0'));
    } else if (digit >= 'a' && digit <= 'f') {
      values.push_back(static_cast<unsigned char>(digit - 'a' + 10));
    } else if (digit >= 'A' && digit <= 'F') {
      values.push_back(static_cast<unsigned char>(digit - 'A' + 10));
    } else {
      return std::nullopt;
    }
  }
  return values;
}

bool begins_with(const ItemId& id, std::span<const unsigned char> digits) {
  for (std::size_t i = 0; i < digits.size(); ++i) {
    const unsigned char byte = id.bytes()[i / 2];
    const unsigned char digit = i % 2 == 0 ? byte >> 4 : byte & 15;
    if (digit != digits[i]) return false;
  }
  return true;
}

}  // namespace

std::size_t Directory::HashOfBoth::operator()(const OwnerAndId& key) const noexcept {
  return std::hash<ItemId>()(key.id) ^ (std::hash<CorrespondenceId>()(key.from) << 1);
}

Directory::OwnerAndId Directory::key_of(const Entry& entry) {
  return {entry.author == Author::me ? CorrespondenceId() : entry.correspondence, entry.id};
}

void Directory::put(Entry entry) {
  const auto row = entry.row.value();
  if (row >= places_.size()) places_.resize(row + 1);
  if (places_[row] != 0) {
    Entry& old = entries_[places_[row] - 1];
    delist(old);
    old = std::move(entry);
    enlist(old, places_[row]);
    return;
  }
  entries_.push_back(std::move(entry));
  enlist(entries_.back(), static_cast<Place>(entries_.size()));
}

void Directory::remove(vault::Row row) {
  if (!at(row)) return;
  const Place place = std::exchange(places_[row.value()], 0);
  delist(entries_[place - 1]);
  if (place != entries_.size()) {
    entries_[place - 1] = std::move(entries_.back());
    places_[entries_[place - 1].row.value()] = place;
  }
  entries_.pop_back();
}

void Directory::clear() { *this = Directory(); }

void Directory::reserve(std::size_t entries) {
  entries_.reserve(entries);
  rows_.reserve(entries);
}

void Directory::enlist(const Entry& entry, Place place) {
  places_[entry.row.value()] = place;
  const auto key = key_of(entry);
  rows_[key] = entry.row;
  if (entry.author == Author::partner) partner(key.from).footprint += footprint_of(entry);
  // Mine goes before one of theirs that claimed it while a restore had lost it.
  for (const auto& attachment : entry.attachments) {
    const auto [owner, is_first] = attachments_.try_emplace(attachment.id, entry.row);
    if (!is_first && entry.author == Author::me) owner->second = entry.row;
  }
  if (entry.gone) ++gone_;
}

Directory::Partner& Directory::partner(const CorrespondenceId& id) {
  const auto known = std::ranges::find(partners_, id, &Partner::id);
  return known == partners_.end() ? partners_.emplace_back(Partner{id, {}}) : *known;
}

void Directory::delist(const Entry& entry) {
  rows_.erase(key_of(entry));
  if (entry.author == Author::partner) partner(entry.correspondence).footprint -= footprint_of(entry);
  for (const auto& attachment : entry.attachments) {
    const auto owner = attachments_.find(attachment.id);
    if (owner != attachments_.end() && owner->second == entry.row) attachments_.erase(owner);
  }
  if (entry.gone) --gone_;
}

const Entry* Directory::at(vault::Row row) const {
  if (row.value() >= places_.size() || places_[row.value()] == 0) return nullptr;
  return &entries_[places_[row.value()] - 1];
}

const Entry* Directory::found(const OwnerAndId& key) const {
  const auto row = rows_.find(key);
  return row == rows_.end() ? nullptr : at(row->second);
}

const Entry* Directory::mine(const ItemId& id) const { return found({CorrespondenceId(), id}); }

const Entry* Directory::theirs(const ItemId& id, const CorrespondenceId& from) const { return found({from, id}); }

const Entry* Directory::any(const ItemId& id, const CorrespondenceId& current) const {
  if (const Entry* entry = mine(id)) return entry;
  if (const Entry* entry = theirs(id, current)) return entry;
  for (auto partner = partners_.rbegin(); partner != partners_.rend(); ++partner) {
    if (const Entry* entry = theirs(id, partner->id)) return entry;
  }
  return nullptr;
}

Footprint Directory::footprint(const CorrespondenceId& from) const {
  const auto known = std::ranges::find(partners_, from, &Partner::id);
  return known == partners_.end() ? Footprint() : known->footprint;
}

const Entry* Directory::owner_of(const AttachmentId& id) const {
  const auto row = attachments_.find(id);
  return row == attachments_.end() ? nullptr : at(row->second);
}

Result<ItemId> Directory::find(std::string_view digits) const {
  const auto wanted = read_digits(digits);
  if (!wanted || digits.size() > kMostDigits) return CoreErrc::no_such_item;
  if (digits.size() < kFewestDigits) return CoreErrc::id_too_short;
  std::optional<ItemId> found;
  for (const auto& entry : entries_) {
    if (entry.gone || !begins_with(entry.id, *wanted)) continue;
    if (found && *found != entry.id) return CoreErrc::ambiguous_id;
    found = entry.id;
  }
  if (!found) return CoreErrc::no_such_item;
  return *found;
}

}  // namespace alongside::items
