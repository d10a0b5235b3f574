#include "net/sync/chunk_fetch.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include "net/sync/limits.hpp"

namespace alongside::net {

void ChunkFetch::look_again() {
  // The store's answer counts from its own disk, so it is asked when nothing is on the way there.
  if (looking_ || !wanted_.empty() || !asked_.empty() || store_.size() > 0) {
    look_due_ = true;
    return;
  }
  look_due_ = false;
  looking_ = true;
  effects_.jobs.push_back([this](SyncStore& store) -> Then {
    return [this, wanted = store.wanted()] { looked(wanted); };
  });
}

void ChunkFetch::looked(const std::vector<WantedAttachment>& wanted) {
  looking_ = false;
  std::ranges::copy_if(wanted, std::back_inserter(wanted_), [this](const WantedAttachment& attachment) {
    return attachment.next_chunk < attachment.chunks && !given_up_.contains(attachment.id);
  });
  if (look_due_) look_again();
}

std::uint64_t ChunkFetch::under_way() const noexcept {
  std::uint64_t chunks = store_.size();
  for (const auto& asked : asked_) chunks += asked.end - asked.next;
  return chunks;
}

bool ChunkFetch::next(wire::Frame& frame) {
  const auto room = kChunkWindow - std::min(kChunkWindow, under_way());
  if (wanted_.empty() || room == 0) return false;
  auto& front = wanted_.front();
  const auto left = front.chunks - front.next_chunk;
  // Whole requests only, so that a fast line is not paced by single ones.
  if (room < std::min<std::uint64_t>(left, kChunksPerRequest)) return false;
  const auto count = std::min<std::uint64_t>(left, kChunksPerRequest);
  asked_.push_back({front.id, front.next_chunk, front.next_chunk + count, count == left});
  auto& request = *frame.mutable_chunk_request();
  request.set_attachment(front.id.raw());
  request.set_first(front.next_chunk);
  request.set_count(static_cast<std::uint32_t>(count));
  front.next_chunk += count;
  if (count == left) wanted_.pop_front();
  return true;
}

void ChunkFetch::take(wire::Chunk&& chunk) {
  const auto id = *AttachmentId::from(chunk.attachment());
  if (asked_.empty() || asked_.front().id != id || asked_.front().next != chunk.index())
    return effects_.fail(NetErrc::frame_out_of_turn);
  auto& asked = asked_.front();
  const bool answered = ++asked.next == asked.end;
  const bool complete = answered && asked.completes;
  if (answered) asked_.pop_front();
  if (!given_up_.contains(id)) {
    store(id, std::move(chunk));
    if (complete) settle(id);
  }
  if (look_due_) look_again();
}

void ChunkFetch::take(const wire::ChunkUnavailable& unavailable) {
  const auto id = *AttachmentId::from(unavailable.attachment());
  if (asked_.empty() || asked_.front().id != id) return effects_.fail(NetErrc::frame_out_of_turn);
  asked_.pop_front();
  give_up(id);
  if (look_due_) look_again();
}

void ChunkFetch::store(const AttachmentId& id, wire::Chunk&& chunk) {
  store_.add(
      [id, chunk = std::make_shared<wire::Chunk>(std::move(chunk))](SyncStore& store) {
        return store.store_chunk(id, chunk->index(), as_bytes(chunk->sealed()));
      },
      [this, id](Result<void> outcome) {
        if (!outcome) give_up(id);
        if (look_due_) look_again();
      });
}

void ChunkFetch::settle(const AttachmentId& id) {
  store_.add([id](SyncStore& store) { return store.chunks_settled(id); },
             [this, id](Result<void> outcome) {
               if (!outcome) give_up(id);
               effects_.events.push_back(SyncEvent::received);
               if (look_due_) look_again();
             });
}

void ChunkFetch::give_up(const AttachmentId& id) {
  given_up_.insert(id);
  std::erase_if(wanted_, [&](const WantedAttachment& attachment) { return attachment.id == id; });
}

}  // namespace alongside::net
