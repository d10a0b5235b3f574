#include "app/node/item_view.hpp"

#include <algorithm>
#include <array>

#include "app/node/moment_text.hpp"

namespace alongside::app {

namespace {

struct AnswerWord {
  items::Answer answer;
  std::string_view word;
};

constexpr std::array kAnswerWords{
    AnswerWord{items::Answer::reflect, "reflect"}, AnswerWord{items::Answer::ask, "ask"},
    AnswerWord{items::Answer::advise, "advise"}, AnswerWord{items::Answer::thanks, "thanks"}};

constexpr std::string_view kJustRead = "read";

void show_sharing(const items::Item& item, api::Item& shown) {
  shown.set_shared(item.author == items::Author::partner || item.sharing.has_value());
  if (!item.sharing) return;
  for (const auto& field : item.sharing->only) shown.add_only(field);
  for (const auto answer : item.sharing->welcome) shown.add_welcome(std::string(word_of(answer)));
  if (item.sharing->welcome.empty()) shown.add_welcome(std::string(kJustRead));
  if (item.delivery) {
    shown.set_delivery(*item.delivery == items::Delivery::waiting ? "waiting" : "on their device");
  }
}

std::string answered_by(const item::Body& body) {
  for (const auto& link : body.links()) {
    if (link.role() != item::Link::ROLE_ANSWERS) continue;
    if (auto id = ItemId::from(link.item())) return id->text();
  }
  return {};
}

}  // namespace

std::string_view word_of(items::Answer answer) {
  for (const auto& known : kAnswerWords)
    if (known.answer == answer) return known.word;
  return {};
}

std::optional<items::Answer> answer_of(std::string_view word) {
  for (const auto& known : kAnswerWords)
    if (known.word == word) return known.answer;
  return std::nullopt;
}

std::optional<std::vector<items::Answer>> read_welcome(const std::vector<std::string>& words) {
  std::vector<items::Answer> welcome;
  for (const auto& word : words) {
    if (word == kJustRead) continue;
    auto answer = answer_of(word);
    // Thanks are welcome anyway, so nobody has to say it.
    if (!answer) return std::nullopt;
    if (*answer == items::Answer::thanks) continue;
    if (std::ranges::find(welcome, *answer) == welcome.end()) welcome.push_back(*answer);
  }
  return welcome;
}

api::Attachment ItemView::attachment(const item::Attachment& attachment, std::optional<AttachmentId> file) const {
  api::Attachment shown;
  shown.set_name(attachment.name());
  shown.set_size(attachment.size());
  if (!file) file = AttachmentId::from(attachment.id());
  shown.set_here(file && attachments_->chunks_present(*file) >= vault::chunk_count(attachment.size()));
  return shown;
}

template <class Shown>
void ItemView::show_body(const item::Body& body, std::span<const AttachmentId> files, Shown& shown) const {
  shown.set_text(body.text());
  for (const auto& field : body.fields()) (*shown.mutable_fields())[field.name()] = field.value();
  for (const auto& tag : body.tags()) shown.add_tags(tag);
  for (int at = 0; at < body.attachments_size(); ++at) {
    const auto place = static_cast<std::size_t>(at);
    const auto file = place < files.size() ? std::optional(files[place]) : std::nullopt;
    *shown.add_attachments() = attachment(body.attachments(at), file);
  }
}

api::Item ItemView::item(const items::Item& item) const {
  const bool mine = item.author == items::Author::me;
  api::Item shown;
  shown.set_id(item.id.text());
  shown.set_kind(item.kind);
  shown.set_author(mine ? "me" : "partner");
  shown.set_author_name(mine ? names_.me : names_.partner);
  shown.set_written_at(moment_text(item.written));
  if (item.changed.unix_ms != 0 && item.changed != item.written) shown.set_changed_at(moment_text(item.changed));
  show_sharing(item, shown);
  show_body(item.body, item.files, shown);
  shown.set_answers(answered_by(item.body));
  if (item.set_aside) shown.set_set_aside(*item.set_aside);
  return shown;
}

api::Version ItemView::version(const items::Earlier& earlier) const {
  api::Version shown;
  shown.set_changed_at(moment_text(earlier.changed));
  show_body(earlier.body, {}, shown);
  return shown;
}

}  // namespace alongside::app
