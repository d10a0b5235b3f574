#include "net/sync/chunk_service.hpp"

#include <algorithm>
#include <utility>

#include "net/sync/limits.hpp"

namespace alongside::net {
namespace {

constexpr std::uint64_t kChunksPerRead = 8;

}  // namespace

void ChunkService::take(const wire::ChunkRequest& request) {
  if (unanswered_ + request.count() > kChunkWindow) return effects_.fail(NetErrc::window_overrun);
  unanswered_ += request.count();
  asked_.push_back({*AttachmentId::from(request.attachment()), request.first(), request.first() + request.count()});
  read_more();
}

void ChunkService::read_more() {
  if (reading_ || asked_.empty()) return;
  reading_ = true;
  const auto& asked = asked_.front();
  const auto end = std::min(asked.end, asked.next + kChunksPerRead);
  effects_.jobs.push_back([this, id = asked.id, first = asked.next, end](SyncStore& store) -> Then {
    std::vector<Result<Bytes>> chunks;
    for (auto index = first; index < end; ++index) {
      chunks.push_back(store.chunk_for_partner(id, index));
      if (!chunks.back()) break;
    }
    return [this, id, chunks = std::move(chunks)]() mutable { have_read(id, std::move(chunks)); };
  });
}

void ChunkService::have_read(const AttachmentId& id, std::vector<Result<Bytes>> chunks) {
  reading_ = false;
  auto& asked = asked_.front();
  for (auto& chunk : chunks) {
    auto& answer = answers_.emplace_back(Answer{wire::Frame(), 1});
    if (!chunk) {
      answer.frame.mutable_chunk_unavailable()->set_attachment(id.raw());
      answer.chunks = asked.end - asked.next;
      asked.next = asked.end;
      break;
    }
    auto& said = *answer.frame.mutable_chunk();
    said.set_attachment(id.raw());
    said.set_index(asked.next++);
    said.set_sealed(chunk->data(), chunk->size());
  }
  if (asked.next == asked.end) asked_.pop_front();
  read_more();
}

bool ChunkService::next(wire::Frame& frame) {
  if (answers_.empty()) return false;
  frame = std::move(answers_.front().frame);
  unanswered_ -= answers_.front().chunks;
  answers_.pop_front();
  return true;
}

}  // namespace alongside::net
