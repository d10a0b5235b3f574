#include "core/items/record.hpp"

#include <algorithm>
#include <functional>

#include "core/items/body.hpp"

namespace alongside::items {
namespace {

void describe(Entry& entry, std::string_view kind, const item::Moment& written, const item::Body& body) {
  entry.kind = kind;
  entry.written_unix_ms = written.unix_ms();
  entry.tags.assign(body.tags().begin(), body.tags().end());
  entry.answers = answered_by(kind, body).value_or(ItemId());
  for (const auto& attachment : body.attachments()) {
    if (const auto id = AttachmentId::from(attachment.id())) entry.attachments.push_back({*id, attachment.size()});
  }
}

void place_apart(Entry& entry, const google::protobuf::RepeatedPtrField<std::string>& ids) {
  for (auto& attachment : entry.attachments) {
    if (std::ranges::find(ids, as_text(attachment.id.bytes())) == ids.end()) continue;
    attachment.id = apart_from(attachment.id, entry.correspondence);
    attachment.apart = true;
  }
}

void add_past(Entry& entry, const AttachmentId& id) {
  const auto is_it = [&](const auto& attachment) { return attachment.id == id; };
  if (std::ranges::none_of(entry.attachments, is_it)) entry.attachments.push_back({id, AttachmentPlace::kPast});
}

Result<Entry> entry_of_theirs(vault::Row row, const store::TheirItem& record) {
  if (record.retracted() || record.dropped()) return entry_of(row, record, nullptr);
  const auto copy = copy_in(as_bytes(record.change()));
  if (!copy) return CoreErrc::altered;
  return entry_of(row, record, &*copy);
}

}  // namespace

Bytes encoded(const google::protobuf::MessageLite& message) {
  Bytes bytes(message.ByteSizeLong());
  message.SerializeWithCachedSizesToArray(bytes.data());
  return bytes;
}

Entry entry_of(vault::Row row, const store::OwnItem& record) {
  Entry entry;
  entry.row = row;
  entry.id = ItemId::from(record.id()).value_or(ItemId());
  describe(entry, record.kind(), record.written(), record.body());
  for (const auto& past : record.past_attachments()) {
    if (const auto id = AttachmentId::from(past)) add_past(entry, *id);
  }
  entry.correspondence = CorrespondenceId::from(record.correspondence()).value_or(CorrespondenceId());
  entry.revision = Revision(record.revision());
  entry.shared = record.has_sharing();
  entry.welcome = welcome_bits(record.sharing().welcome());
  return entry;
}

Entry entry_of(vault::Row row, const store::OwnRetraction& record) {
  Entry entry;
  entry.row = row;
  entry.id = ItemId::from(record.id()).value_or(ItemId());
  entry.correspondence = CorrespondenceId::from(record.correspondence()).value_or(CorrespondenceId());
  entry.revision = Revision(record.revision());
  entry.gone = true;
  return entry;
}

Entry entry_of(vault::Row row, const store::TheirItem& record, const wire::Copy* copy) {
  Entry entry;
  entry.row = row;
  entry.id = ItemId::from(record.id()).value_or(ItemId());
  entry.author = Author::partner;
  entry.correspondence = CorrespondenceId::from(record.correspondence()).value_or(CorrespondenceId());
  entry.revision = Revision(record.revision());
  entry.for_author_only = record.for_author_only();
  entry.gone = copy == nullptr || entry.for_author_only;
  entry.set_aside = !record.set_aside().empty();
  entry.change_bytes = record.change().size();
  if (copy) {
    describe(entry, copy->kind(), copy->written(), copy->body());
    place_apart(entry, record.apart());
    entry.welcome = welcome_bits(copy->welcome());
  }
  return entry;
}

Result<Entry> entry_of(vault::Row row, BytesView record) {
  if (has_tag(record, ItemTag::own)) {
    const auto own = decoded<store::OwnItem>(ItemTag::own, record);
    if (!own) return own.error();
    return entry_of(row, *own);
  }
  if (has_tag(record, ItemTag::own_retraction)) {
    const auto retraction = decoded<store::OwnRetraction>(ItemTag::own_retraction, record);
    if (!retraction) return retraction.error();
    return entry_of(row, *retraction);
  }
  const auto theirs = decoded<store::TheirItem>(ItemTag::theirs, record);
  if (!theirs) return theirs.error();
  return entry_of_theirs(row, *theirs);
}

AttachmentId apart_from(const AttachmentId& id, const CorrespondenceId& correspondence) {
  std::array<unsigned char, AttachmentId::kSize> mixed{};
  std::ranges::transform(id.bytes(), correspondence.bytes(), mixed.begin(), std::bit_xor<unsigned char>());
  return AttachmentId(mixed);
}

std::optional<wire::Copy> copy_in(BytesView change) {
  wire::Change message;
  wire::Copy copy;
  if (!message.ParseFromArray(change.data(), static_cast<int>(change.size())) || !message.has_copy() ||
      !copy.ParseFromString(message.copy())) {
    return std::nullopt;
  }
  return copy;
}

std::optional<vault::AttachmentKey> attachment_key(BytesView record, const AttachmentId& id) {
  item::Body body;
  if (auto own = decoded<store::OwnItem>(ItemTag::own, record)) {
    body.Swap(own->mutable_body());
  } else if (const auto theirs = decoded<store::TheirItem>(ItemTag::theirs, record)) {
    if (auto copy = copy_in(as_bytes(theirs->change()))) body.Swap(copy->mutable_body());
  }
  for (auto& attachment : *body.mutable_attachments()) {
    if (attachment.id() != as_text(id.bytes()) || attachment.key().size() != vault::AttachmentKey::kSize) continue;
    auto* bytes = reinterpret_cast<unsigned char*>(attachment.mutable_key()->data());
    return vault::AttachmentKey(std::span<unsigned char, vault::AttachmentKey::kSize>(bytes, vault::AttachmentKey::kSize));
  }
  return std::nullopt;
}

std::uint32_t welcome_bits(const google::protobuf::RepeatedField<int>& answers) {
  std::uint32_t bits = 0;
  for (const int answer : answers) {
    if (answer >= item::ANSWER_REFLECT && answer <= item::ANSWER_THANKS) bits |= 1u << answer;
  }
  return bits;
}

std::vector<Answer> answers_in(std::uint32_t welcome_bits) {
  std::vector<Answer> answers;
  for (const auto answer : {Answer::reflect, Answer::ask, Answer::advise, Answer::thanks}) {
    if (welcome_bits & bit_of(answer)) answers.push_back(answer);
  }
  return answers;
}

}  // namespace alongside::items
