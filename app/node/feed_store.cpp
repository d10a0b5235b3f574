#include "app/node/partner_stores.hpp"

#include <algorithm>
#include <span>

#include "app/node/log.hpp"
#include "app/node/told_to_net.hpp"

namespace alongside::app {

namespace {

constexpr std::size_t kRefusalsToLog = 8;  // of one batch

}  // namespace

Result<net::OutgoingState> FeedStore::outgoing() {
  auto state = feeds().outgoing();
  if (!state) return told_to_net(state.error());
  return net::OutgoingState{state->epoch, state->last_formed, state->acknowledged};
}

Result<std::optional<net::FormedBatch>> FeedStore::next_batch(BatchNumber after, std::size_t most_changes,
                                                              std::size_t most_bytes) {
  auto batch = feeds().next_batch(after, most_changes, most_bytes);
  if (!batch) return told_to_net(batch.error());
  if (!*batch) return std::optional<net::FormedBatch>();
  return std::optional(net::FormedBatch{(*batch)->number, std::move((*batch)->changes)});
}

Result<void> FeedStore::acknowledged(BatchNumber through) { return told_to_net(feeds().acknowledged(through)); }

Result<net::IncomingState> FeedStore::incoming() {
  auto state = feeds().incoming();
  if (!state) return told_to_net(state.error());
  return net::IncomingState{state->epoch, state->received};
}

Result<void> FeedStore::store_batch(BatchNumber number, const std::vector<BytesView>& changes) {
  // The person may have left while this was on its way to the vault's thread.
  if (!person_.partner().link()) return net::NetErrc::not_paired;
  auto refused = feeds().store_batch(number, changes);
  if (!refused) return told_to_net(refused.error());
  // A hostile node could send little else.
  for (const auto& refusal : std::span(*refused).first(std::min(refused->size(), kRefusalsToLog)))
    log(LogLevel::warning, "partner's change dropped", refusal.why, refusal.item.text());
  return {};
}

Result<void> FeedStore::follow(const Epoch& epoch) {
  if (!person_.partner().link()) return net::NetErrc::not_paired;
  return told_to_net(feeds().follow(epoch));
}

Result<void> FeedStore::begin_reconcile() { return told_to_net(feeds().begin_reconcile()); }

Result<std::vector<ItemId>> FeedStore::reconcile(const std::vector<net::Holding>& page) {
  std::vector<items::Holding> holdings;
  holdings.reserve(page.size());
  for (const auto& holding : page) holdings.push_back({holding.item, holding.revision, holding.retraction_seal});
  return told_to_net(feeds().reconcile(holdings));
}

Result<void> FeedStore::take_back_in(const std::vector<BytesView>& changes) {
  return told_to_net(feeds().take_back_in(changes));
}

Result<Epoch> FeedStore::finish_reconcile() { return told_to_net(feeds().finish_reconcile()); }

Result<net::InventoryPage> FeedStore::inventory(std::uint64_t from, std::size_t most) {
  auto page = feeds().inventory(from, most);
  if (!page) return told_to_net(page.error());
  net::InventoryPage told;
  told.next = page->next;
  told.holdings.reserve(page->holdings.size());
  for (auto& holding : page->holdings)
    told.holdings.push_back({holding.item, holding.revision, std::move(holding.retraction_seal)});
  return told;
}

Result<std::vector<Bytes>> FeedStore::returned(const std::vector<ItemId>& items) {
  return told_to_net(feeds().returned(items));
}

Result<Bytes> FeedStore::chunk_for_partner(const AttachmentId& id, std::uint64_t index) {
  return feeds().chunk_for_partner(id, index);
}

std::vector<net::WantedAttachment> FeedStore::wanted() {
  std::vector<net::WantedAttachment> told;
  for (const auto& wanted : feeds().wanted()) told.push_back({wanted.id, wanted.next_chunk, wanted.chunks});
  return told;
}

Result<void> FeedStore::store_chunk(const AttachmentId& id, std::uint64_t index, BytesView sealed) {
  return told_to_net(feeds().store_chunk(id, index, sealed));
}

Result<void> FeedStore::chunks_settled(const AttachmentId& id) { return told_to_net(feeds().chunks_settled(id)); }

}  // namespace alongside::app
