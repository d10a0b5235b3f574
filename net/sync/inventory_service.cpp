#include "net/sync/inventory_service.hpp"

#include <algorithm>
#include <utility>

#include "net/sync/limits.hpp"

namespace alongside::net {
namespace {

// Items that are read for one Return, so that their changes surely fit a frame.
constexpr std::size_t kItemsPerReturn = 4;

}  // namespace

void InventoryService::take(const wire::InventoryRequest& request) {
  if (!free()) return effects_.fail(NetErrc::frame_out_of_turn);
  from_ = request.from();
  read_page();
}

void InventoryService::take(const wire::ReturnRequest& request) {
  if (!free()) return effects_.fail(NetErrc::frame_out_of_turn);
  for (const auto& item : request.items()) items_.push_back(*ItemId::from(item));
  read_returned();
}

void InventoryService::unlocked() {
  if (!std::exchange(waits_for_unlock_, false)) return;
  if (from_) read_page();
  if (!items_.empty()) read_returned();
}

void InventoryService::read_page() {
  effects_.jobs.push_back([this, from = *from_](SyncStore& store) -> Then {
    return [this, page = store.inventory(from, kMaxPageHoldings)] { page_read(page); };
  });
}

void InventoryService::page_read(Result<InventoryPage> page) {
  if (!page && page.error() == NetErrc::store_locked) {
    waits_for_unlock_ = true;
    return;
  }
  if (!page) return effects_.fail(page.error());
  from_.reset();
  auto& said = *answer_.emplace().mutable_inventory_page();
  said.set_next(page->next);
  for (const auto& holding : page->holdings) {
    auto& held = *said.add_holdings();
    held.set_item(holding.item.raw());
    held.set_revision(holding.revision.value());
    held.set_retraction_seal(holding.retraction_seal.data(), holding.retraction_seal.size());
  }
}

void InventoryService::read_returned() {
  const auto count = std::min(items_.size(), kItemsPerReturn);
  std::vector<ItemId> some(items_.begin(), items_.begin() + static_cast<std::ptrdiff_t>(count));
  effects_.jobs.push_back([this, some = std::move(some)](SyncStore& store) -> Then {
    return [this, changes = store.returned(some)] { returned_read(changes); };
  });
}

void InventoryService::returned_read(Result<std::vector<Bytes>> changes) {
  if (!changes && changes.error() == NetErrc::store_locked) {
    waits_for_unlock_ = true;
    return;
  }
  if (!changes) return effects_.fail(changes.error());
  const auto count = std::min(items_.size(), kItemsPerReturn);
  items_.erase(items_.begin(), items_.begin() + static_cast<std::ptrdiff_t>(count));
  auto& said = *answer_.emplace().mutable_returned();
  for (const auto& change : *changes) said.add_changes(change.data(), change.size());
  said.set_last(items_.empty());
}

bool InventoryService::next(wire::Frame& frame) {
  if (!answer_) return false;
  frame = std::move(*answer_);
  answer_.reset();
  if (!items_.empty()) read_returned();
  return true;
}

}  // namespace alongside::net
