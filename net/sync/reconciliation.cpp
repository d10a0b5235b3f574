#include "net/sync/reconciliation.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include "net/sync/limits.hpp"

namespace alongside::net {

void Reconciliation::begin() {
  stage_ = Stage::storing;
  effects_.jobs.push_back([this](SyncStore& store) -> Then {
    return [this, outcome = store.begin_reconcile()] { begun(outcome); };
  });
}

void Reconciliation::unlocked() {
  if (stage_ == Stage::locked) begin();
}

void Reconciliation::begun(Result<void> outcome) {
  if (!outcome && outcome.error() == NetErrc::store_locked) {
    stage_ = Stage::locked;
    return;
  }
  if (!outcome) return effects_.fail(outcome.error());
  stage_ = Stage::asking_page;
}

void Reconciliation::take(const wire::InventoryPage& page) {
  if (stage_ != Stage::awaiting_page) return effects_.fail(NetErrc::frame_out_of_turn);
  stage_ = Stage::storing;
  next_page_ = page.next();
  last_page_ = next_page_ == 0;
  std::vector<Holding> holdings;
  holdings.reserve(static_cast<std::size_t>(page.holdings_size()));
  for (const auto& held : page.holdings()) {
    const auto seal = as_bytes(held.retraction_seal());
    holdings.push_back({*ItemId::from(held.item()), Revision(held.revision()), Bytes(seal.begin(), seal.end())});
  }
  effects_.jobs.push_back([this, holdings = std::move(holdings)](SyncStore& store) -> Then {
    return [this, wanted = store.reconcile(holdings)] { compared(wanted); };
  });
}

void Reconciliation::compared(Result<std::vector<ItemId>> to_ask_back) {
  if (!to_ask_back) return effects_.fail(to_ask_back.error());
  to_ask_back_ = std::move(*to_ask_back);
  go_on();
}

void Reconciliation::take(wire::Return&& returned) {
  const auto count = static_cast<std::size_t>(returned.changes_size());
  if (stage_ != Stage::awaiting_return) return effects_.fail(NetErrc::frame_out_of_turn);
  if (count > awaited_items_) return effects_.fail(NetErrc::window_overrun);
  awaited_items_ -= count;
  const bool last = returned.last();
  if (last) stage_ = Stage::storing;
  effects_.jobs.push_back(
      [this, last, returned = std::make_shared<wire::Return>(std::move(returned))](SyncStore& store) -> Then {
        const std::vector<BytesView> changes = views_of(returned->changes());
        return [this, last, outcome = store.take_back_in(changes)] { took_back(last, outcome); };
      });
}

void Reconciliation::took_back(bool last, Result<void> outcome) {
  if (!outcome) return effects_.fail(outcome.error());
  if (last) go_on();
}

void Reconciliation::go_on() {
  if (!to_ask_back_.empty()) {
    stage_ = Stage::asking_back;
  } else if (!last_page_) {
    stage_ = Stage::asking_page;
  } else {
    finish();
  }
}

void Reconciliation::finish() {
  stage_ = Stage::storing;
  effects_.jobs.push_back([this](SyncStore& store) -> Then {
    return [this, epoch = store.finish_reconcile()] {
      if (!epoch) return effects_.fail(epoch.error());
      new_life_ = *epoch;
      stage_ = Stage::idle;
    };
  });
}

bool Reconciliation::next(wire::Frame& frame) {
  if (stage_ == Stage::asking_page) {
    frame.mutable_inventory_request()->set_from(next_page_);
    stage_ = Stage::awaiting_page;
    return true;
  }
  if (stage_ != Stage::asking_back) return false;
  awaited_items_ = std::min(to_ask_back_.size(), kMaxReturnItems);
  const auto rest = to_ask_back_.begin() + static_cast<std::ptrdiff_t>(awaited_items_);
  for (auto item = to_ask_back_.begin(); item != rest; ++item)
    frame.mutable_return_request()->add_items(item->raw());
  to_ask_back_.erase(to_ask_back_.begin(), rest);
  stage_ = Stage::awaiting_return;
  return true;
}

}  // namespace alongside::net
