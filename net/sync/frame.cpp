#include "net/sync/frame.hpp"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/wire_format_lite.h>

#include <algorithm>

#include "net/channel/limits.hpp"
#include "net/sync/limits.hpp"
#include "proto/check.hpp"
#include "proto/ids.hpp"

namespace alongside::net {
namespace {

using google::protobuf::io::CodedInputStream;
using google::protobuf::internal::WireFormatLite;

// Whether `bytes` are a run of whole fields, no more than kMaxFieldsPerMessage. Groups are refused: no message of ours has
// any, and their nesting is what a parser could be led into. `inspect` sees each length-delimited field.
template <class Inspect>
bool fields_within_bounds(BytesView bytes, Inspect inspect) {
  CodedInputStream stream(bytes.data(), static_cast<int>(bytes.size()));
  for (std::size_t fields = 0; static_cast<std::size_t>(stream.CurrentPosition()) < bytes.size(); ++fields) {
    const auto tag = stream.ReadTag();
    if (tag == 0 || fields == kMaxFieldsPerMessage) return false;
    switch (WireFormatLite::GetTagWireType(tag)) {
      case WireFormatLite::WIRETYPE_START_GROUP:
      case WireFormatLite::WIRETYPE_END_GROUP:
        return false;
      case WireFormatLite::WIRETYPE_LENGTH_DELIMITED: {
        std::uint32_t length = 0;
        if (!stream.ReadVarint32(&length)) return false;
        const auto begin = static_cast<std::size_t>(stream.CurrentPosition());
        if (length > bytes.size() - begin) return false;
        if (!inspect(WireFormatLite::GetTagFieldNumber(tag), bytes.subspan(begin, length))) return false;
        if (!stream.Skip(static_cast<int>(length))) return false;
        break;
      }
      default:
        if (!WireFormatLite::SkipField(&stream, tag)) return false;
    }
  }
  return true;
}

bool fields_within_bounds(BytesView bytes) {
  return fields_within_bounds(bytes, [](int, BytesView) { return true; });
}

// A frame's body, and the holdings in an inventory page, are the only messages that parsing a Frame opens; changes and
// copies stay bytes here.
bool frame_within_bounds(BytesView bytes) {
  std::size_t bodies = 0;
  return fields_within_bounds(bytes, [&](int kind, BytesView body) {
    if (kind > wire::Frame::kFarewellFieldNumber) return true;  // from a later version; stays unread
    if (++bodies > 1) return false;
    return fields_within_bounds(body, [kind](int field, BytesView inner) {
      const bool holding = kind == wire::Frame::kInventoryPageFieldNumber &&
                           field == wire::InventoryPage::kHoldingsFieldNumber;
      return !holding || fields_within_bounds(inner);
    });
  });
}

bool is_id(const std::string& bytes) { return bytes.size() == ItemId::kSize && !ItemId::from(bytes)->is_none(); }

// What each holds is the store's to judge: a bad one is dropped alone, and its sender learns nothing of it.
template <class Changes>
bool are_changes(const Changes& changes, std::size_t most) {
  return static_cast<std::size_t>(changes.size()) <= most;
}

bool within_bounds(const wire::Greeting& greeting) {
  return is_id(greeting.feed_epoch()) && (greeting.following_epoch().empty() || is_id(greeting.following_epoch()));
}

bool within_bounds(const wire::InventoryPage& page) {
  return static_cast<std::size_t>(page.holdings_size()) <= kMaxPageHoldings &&
         std::ranges::all_of(page.holdings(), [](const wire::Holding& holding) {
           return is_id(holding.item()) &&
                  (holding.retraction_seal().empty() || holding.retraction_seal().size() == kSealBytes);
         });
}

bool within_bounds(const wire::ReturnRequest& request) {
  return request.items_size() >= 1 && static_cast<std::size_t>(request.items_size()) <= kMaxReturnItems &&
         std::ranges::all_of(request.items(), is_id);
}

bool within_bounds(const wire::ChunkRequest& request) {
  return is_id(request.attachment()) && request.count() >= 1 && request.count() <= kChunkWindow &&
         request.first() <= UINT64_MAX - request.count();
}

bool within_bounds(const wire::Chunk& chunk) {
  return is_id(chunk.attachment()) && chunk.sealed().size() <= kMaxSealedChunkBytes;
}

bool within_bounds(const wire::Frame& frame) {
  switch (frame.body_case()) {
    case wire::Frame::kGreeting: return within_bounds(frame.greeting());
    case wire::Frame::kBatch: return frame.batch().number() > 0 && are_changes(frame.batch().changes(), kMaxBatchChanges);
    case wire::Frame::kInventoryPage: return within_bounds(frame.inventory_page());
    case wire::Frame::kReturnRequest: return within_bounds(frame.return_request());
    case wire::Frame::kReturned: return are_changes(frame.returned().changes(), kMaxReturnItems);
    case wire::Frame::kFeedReset: return is_id(frame.feed_reset().epoch());
    case wire::Frame::kChunkRequest: return within_bounds(frame.chunk_request());
    case wire::Frame::kChunk: return within_bounds(frame.chunk());
    case wire::Frame::kChunkUnavailable: return is_id(frame.chunk_unavailable().attachment());
    default: return true;
  }
}

}  // namespace

Bytes encode(const wire::Frame& frame) {
  Bytes bytes(frame.ByteSizeLong());
  require(!bytes.empty() && bytes.size() <= kMaxFrameBytes);
  frame.SerializeWithCachedSizesToArray(bytes.data());
  return bytes;
}

Result<wire::Frame> read_frame(BytesView bytes) {
  if (bytes.empty() || bytes.size() > kMaxFrameBytes || !frame_within_bounds(bytes)) return NetErrc::malformed_frame;
  CodedInputStream stream(bytes.data(), static_cast<int>(bytes.size()));
  stream.SetRecursionLimit(kMaxMessageDepth);
  wire::Frame frame;
  if (!frame.ParseFromCodedStream(&stream) || !stream.ConsumedEntireMessage()) return NetErrc::malformed_frame;
  if (!within_bounds(frame)) return NetErrc::malformed_frame;
  return frame;
}

std::vector<BytesView> views_of(const google::protobuf::RepeatedPtrField<std::string>& changes) {
  std::vector<BytesView> views;
  views.reserve(static_cast<std::size_t>(changes.size()));
  for (const auto& change : changes) views.push_back(as_bytes(change));
  return views;
}

}  // namespace alongside::net
