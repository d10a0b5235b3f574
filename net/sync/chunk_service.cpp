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
  asked_.push_back({*AttachmentId::from(request.attachment()), request.first(), request.first() + request.count(), {}});
  read_more();
}

void ChunkService::look_again() {
  ++look_;
  for (auto& asked : asked_) asked.read.clear();
  read_more();
}

ChunkService::Asked* ChunkService::first_to_read() {
  const auto found = std::ranges::find_if_not(asked_, &Asked::wholly_read);
  return found == asked_.end() ? nullptr : &*found;
}

void ChunkService::read_more() {
  const auto* asked = first_to_read();
  if (reading_ || !asked) return;
  reading_ = true;
  const auto first = asked->next + asked->read.size();
  const auto end = std::min(asked->end, first + kChunksPerRead);
  effects_.jobs.push_back([this, id = asked->id, first, end, look = look_](SyncStore& store) -> Then {
    std::vector<Result<Bytes>> chunks;
    for (auto index = first; index < end; ++index) {
      chunks.push_back(store.chunk_for_partner(id, index));
      if (!chunks.back()) break;
    }
    return [this, look, chunks = std::move(chunks)]() mutable { have_read(look, std::move(chunks)); };
  });
}

// A request stays until all of it is sent, and they are read in their order: it is still the first not wholly read.
void ChunkService::have_read(std::uint64_t look, std::vector<Result<Bytes>> chunks) {
  reading_ = false;
  if (look == look_) {
    auto& read = first_to_read()->read;
    std::ranges::move(chunks, std::back_inserter(read));
  }
  read_more();
}

bool ChunkService::next(wire::Frame& frame) {
  if (asked_.empty() || asked_.front().read.empty()) return false;
  auto& asked = asked_.front();
  if (const auto& chunk = asked.read.front()) {
    auto& said = *frame.mutable_chunk();
    said.set_attachment(asked.id.raw());
    said.set_index(asked.next);
    said.set_sealed(chunk->data(), chunk->size());
    asked.read.pop_front();
    ++asked.next;
    --unanswered_;
  } else {
    frame.mutable_chunk_unavailable()->set_attachment(asked.id.raw());
    unanswered_ -= asked.end - asked.next;
    asked.next = asked.end;
  }
  if (asked.next == asked.end) asked_.pop_front();
  return true;
}

}  // namespace alongside::net
