#include "app/node/item_acts.hpp"

#include <algorithm>

#include "app/node/attaching.hpp"
#include "app/node/error.hpp"
#include "app/node/moment_text.hpp"
#include "app/node/sharing_acts.hpp"

namespace alongside::app {

namespace {

constexpr std::string_view kNote = "note";

template <class Repeated>
std::vector<std::string> texts(const Repeated& repeated) {
  return {repeated.begin(), repeated.end()};
}

Result<items::Item> find_item(PersonSide& person, std::string_view id) {
  auto found = person.notebook().find(id);
  if (!found) return found.error();
  return person.notebook().item(*found);
}

Result<items::Filter> filter_of(const api::ListRequest& request) {
  items::Filter filter;
  if (!request.kind().empty()) filter.kind = request.kind();
  if (request.author() == "me") {
    filter.author = items::Author::me;
  } else if (request.author() == "partner") {
    filter.author = items::Author::partner;
  } else if (!request.author().empty()) {
    return AppErrc::bad_request;
  }
  if (!request.since().empty() && !(filter.since_unix_ms = read_moment(request.since()))) return AppErrc::bad_date;
  if (!request.until().empty() && !(filter.until_unix_ms = read_end(request.until()))) return AppErrc::bad_date;
  if (!request.tag().empty()) filter.tag = request.tag();
  filter.set_aside = request.set_aside();
  filter.shared_only = request.shared_only();
  if (request.limit() != 0) filter.limit = request.limit();
  return filter;
}

api::ListReply shown(const PersonSide& person, const std::vector<items::Item>& found) {
  const auto view = person.view();
  api::ListReply reply;
  for (const auto& item : found) *reply.add_items() = view.item(item);
  return reply;
}

std::vector<std::string> changed_tags(const item::Body& body, const api::EditRequest& request) {
  auto tags = texts(body.tags());
  for (const auto& gone : request.remove_tags()) std::erase(tags, gone);
  for (const auto& added : request.add_tags())
    if (std::ranges::find(tags, added) == tags.end()) tags.push_back(added);
  return tags;
}

bool has_attachment(const item::Body& body, std::string_view name) {
  return std::ranges::any_of(body.attachments(), [&](const auto& held) { return held.name() == name; });
}

items::Edit change_of(const item::Body& body, const api::EditRequest& request, std::vector<item::Attachment> files) {
  items::Edit change;
  if (request.has_text()) change.text = request.text();
  for (const auto& field : request.fields()) change.fields.emplace_back(field.name(), field.value());
  if (!request.add_tags().empty() || !request.remove_tags().empty()) change.tags = changed_tags(body, request);
  change.attach = std::move(files);
  change.detach = texts(request.detach());
  return change;
}

std::vector<item::Attachment> to_come(const api::EditRequest& request) {
  std::vector<item::Attachment> files;
  for (const auto& path : request.attach()) files.push_back(attachment_to_come(path));
  return files;
}

// What the partner gets of a body; nothing where it is not shared, or where what is shared went away.
std::optional<item::Body> shared_of(const items::Item& item, const item::Body& body) {
  if (!item.sharing) return std::nullopt;
  auto part = items::shared_part(body, *item.sharing);
  if (!part) return std::nullopt;
  return std::move(*part);
}

api::EditReply edit_reply(const PersonSide& person, const items::Item& item, const items::Edit& change) {
  const auto after = items::edited(item.body, change);
  api::EditReply reply;
  reply.set_changed(after.SerializeAsString() != item.body.SerializeAsString());
  const auto before = shared_of(item, item.body);
  auto leaves = shared_of(item, after);
  if (leaves && before && leaves->SerializeAsString() != before->SerializeAsString())
    *reply.mutable_leaves() = leaving(person, item, std::move(*leaves), item.sharing->welcome);
  return reply;
}

Result<api::EditReply> edit_preview(const PersonSide& person, const items::Item& item, const items::Edit& change) {
  auto after = items::edited(item.body, change);
  // Files that come have no id yet.
  after.clear_attachments();
  if (auto sound = items::check_body(after); !sound) return sound.error();
  return edit_reply(person, item, change);
}

}  // namespace

Result<api::WriteReply> write(PersonSide& person, const api::WriteRequest& request, const vault::Progress& progress) {
  if (!person.unlocked()) return CoreErrc::locked;
  if (request.kind() != kNote) return AppErrc::unknown_kind;
  item::Body body;
  body.set_text(request.text());
  for (const auto& field : request.fields()) {
    auto* written = body.add_fields();
    written->set_name(field.name());
    written->set_value(field.value());
  }
  for (const auto& tag : request.tags())
    if (std::ranges::find(body.tags(), tag) == body.tags().end()) body.add_tags(tag);
  if (auto sound = items::check_body(body); !sound) return sound.error();

  StoredFiles files(person);
  if (auto stored = files.store(texts(request.attach()), progress); !stored) return stored.error();
  for (const auto& attachment : files.attachments()) *body.add_attachments() = attachment;
  auto id = person.notebook().write(request.kind(), std::move(body));
  if (!id) return id.error();
  files.keep();
  api::WriteReply reply;
  reply.set_id(id->text());
  return reply;
}

Result<api::ListReply> list(PersonSide& person, const api::ListRequest& request) {
  auto filter = filter_of(request);
  if (!filter) return filter.error();
  auto found = person.notebook().list(*filter);
  if (!found) return found.error();
  return shown(person, *found);
}

Result<api::Item> show(PersonSide& person, const api::ShowRequest& request) {
  auto item = find_item(person, request.id());
  if (!item) return item.error();
  const auto view = person.view();
  auto reply = view.item(*item);
  auto answers = person.notebook().answers_to(item->id);
  if (!answers) return answers.error();
  for (const auto& answer : *answers) *reply.add_responses() = view.item(answer);
  if (!request.history() || item->author != items::Author::me) return reply;
  auto history = person.notebook().history(item->id);
  if (!history) return history.error();
  for (const auto& earlier : *history) *reply.add_history() = view.version(earlier);
  return reply;
}

Result<api::EditReply> edit(PersonSide& person, const api::EditRequest& request, const vault::Progress& progress) {
  auto item = find_item(person, request.id());
  if (!item) return item.error();
  if (item->author != items::Author::me) return AppErrc::not_yours;
  for (const auto& name : request.detach())
    if (!has_attachment(item->body, name)) return AppErrc::no_such_attachment;
  if (request.preview()) return edit_preview(person, *item, change_of(item->body, request, to_come(request)));

  StoredFiles files(person);
  if (auto stored = files.store(texts(request.attach()), progress); !stored) return stored.error();
  const auto change = change_of(item->body, request, files.attachments());
  auto reply = edit_reply(person, *item, change);
  if (!reply.changed()) return reply;
  if (auto made = person.notebook().edit(item->id, change); !made) return made.error();
  files.keep();
  return reply;
}

Result<api::Empty> remove(PersonSide& person, const api::ItemRequest& request) {
  auto id = person.notebook().find(request.id());
  if (!id) return id.error();
  if (auto removed = person.notebook().remove(*id); !removed) return removed.error();
  return api::Empty();
}

Result<api::ListReply> search(PersonSide& person, const api::SearchRequest& request, bool indexing_first,
                              const vault::Progress& progress) {
  auto result = person.notebook().search(request.words());
  if (result && !result->complete && indexing_first) {
    for (std::uint64_t step = 1; person.notebook().tidy(); ++step)
      if (progress && !progress(step, 0)) break;
    result = person.notebook().search(request.words());
  }
  if (!result) return result.error();
  auto reply = shown(person, result->items);
  reply.set_incomplete(!result->complete);
  return reply;
}

Result<api::Empty> save(PersonSide& person, const api::SaveRequest& request, const vault::Progress& progress) {
  auto item = find_item(person, request.id());
  if (!item) return item.error();
  const auto& attachments = item->body.attachments();
  const auto named = std::ranges::find_if(attachments, [&](const auto& held) {
    return request.name().empty() ? attachments.size() == 1 : held.name() == request.name();
  });
  if (named == attachments.end()) return AppErrc::no_such_attachment;
  const int index = static_cast<int>(named - attachments.begin());
  if (auto saved = save_attachment(person, *item, index, request.to(), progress); !saved) return saved.error();
  return api::Empty();
}

}  // namespace alongside::app
