// The rows of the tables `item`, `link` and `cache` as they are written: a tag byte, then a message of proto/store.proto.
// core/VAULT.md, "What the rows mean", lists the tags.
#pragma once

#include <google/protobuf/message_lite.h>

#include <optional>

#include "core/error.hpp"
#include "core/items/entry.hpp"
#include "proto/bytes.hpp"
#include "proto/result.hpp"
#include "proto/store.pb.h"
#include "proto/wire.pb.h"

namespace alongside::items {

enum class ItemTag : unsigned char { own = 1, own_retraction = 2, theirs = 3 };

// In the table `link`; 1 to 3 are core/partner's.
enum class FeedTag : unsigned char { outgoing = 4, incoming = 5 };

// The message alone, or behind a tag.
Bytes encoded(const google::protobuf::MessageLite& message);
template <class Tag>
Bytes encoded(Tag tag, const google::protobuf::MessageLite& message) {
  Bytes row(1 + message.ByteSizeLong());
  row[0] = static_cast<unsigned char>(tag);
  message.SerializeWithCachedSizesToArray(row.data() + 1);
  return row;
}

template <class Tag>
bool has_tag(BytesView row, Tag tag) {
  return !row.empty() && row[0] == static_cast<unsigned char>(tag);
}

// The message behind the tag, or CoreErrc::altered: a row of ours that opens but can't be read.
template <class Message, class Tag>
Result<Message> decoded(Tag tag, BytesView row) {
  Message message;
  if (!has_tag(row, tag) || !message.ParseFromArray(row.data() + 1, static_cast<int>(row.size() - 1))) {
    return CoreErrc::altered;
  }
  return message;
}

// What the directory keeps of a row of the table `item`. `altered` when it can't be read.
Result<Entry> entry_of(vault::Row row, BytesView record);
Entry entry_of(vault::Row row, const store::OwnItem& record);
Entry entry_of(vault::Row row, const store::OwnRetraction& record);
// `copy` is what record.change holds; null when it holds none.
Entry entry_of(vault::Row row, const store::TheirItem& record, const wire::Copy* copy);

// The copy within a serialized wire.Change, if it is one and can be read.
std::optional<wire::Copy> copy_in(BytesView change);

// The key of an attachment, from a row of the table `item`; nothing when it isn't there.
std::optional<vault::AttachmentKey> attachment_key(BytesView record, const AttachmentId& id);

std::uint32_t welcome_bits(const google::protobuf::RepeatedField<int>& answers);
std::vector<Answer> answers_in(std::uint32_t welcome_bits);

}  // namespace alongside::items
