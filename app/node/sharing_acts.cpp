#include "app/node/sharing_acts.hpp"

#include "app/node/error.hpp"

namespace alongside::app {

namespace {

Result<void> somebody_to_share_with(PersonSide& person) {
  const auto& link = person.partner().link();
  if (!link) return CoreErrc::not_paired;
  if (link->partner_left) return AppErrc::partner_left;
  return {};
}

bool is_empty(const item::Body& body) {
  return body.text().empty() && body.fields().empty() && body.tags().empty() && body.attachments().empty();
}

}  // namespace

api::Item leaving(const PersonSide& person, items::Item item, item::Body body, std::vector<items::Answer> welcome) {
  item.body = std::move(body);
  item.files.clear();
  item.sharing.emplace();
  item.sharing->welcome = std::move(welcome);
  item.delivery.reset();
  return person.view().item(item);
}

Result<api::ShareReply> share(PersonSide& person, const api::ShareRequest& request) {
  auto id = person.notebook().find(request.id());
  if (!id) return id.error();
  auto item = person.notebook().item(*id);
  if (!item) return item.error();
  if (item->author != items::Author::me) return AppErrc::not_yours;
  if (auto there = somebody_to_share_with(person); !there) return there.error();
  auto welcome = read_welcome({request.welcome().begin(), request.welcome().end()});
  if (!welcome) return AppErrc::bad_request;

  const std::vector<std::string> only(request.only().begin(), request.only().end());
  auto body = person.notebook().preview(*id, only);
  if (!body) return body.error();
  if (is_empty(*body)) return AppErrc::nothing_to_share;
  if (!request.preview()) {
    if (auto shared = person.notebook().share(*id, only, *welcome); !shared) return shared.error();
  }
  api::ShareReply reply;
  *reply.mutable_leaves() = leaving(person, std::move(*item), std::move(*body), std::move(*welcome));
  for (const auto& field : only) reply.mutable_leaves()->add_only(field);
  return reply;
}

Result<api::Empty> unshare(PersonSide& person, const api::ItemRequest& request) {
  auto id = person.notebook().find(request.id());
  if (!id) return id.error();
  auto item = person.notebook().item(*id);
  if (!item) return item.error();
  if (item->author != items::Author::me) return AppErrc::not_yours;
  if (auto taken_back = person.notebook().unshare(*id); !taken_back) return taken_back.error();
  return api::Empty();
}

Result<api::WriteReply> respond(PersonSide& person, const api::RespondRequest& request) {
  auto as = answer_of(request.as());
  if (!as) return AppErrc::bad_request;
  auto id = person.notebook().find(request.id());
  if (!id) return id.error();
  auto item = person.notebook().item(*id);
  if (!item) return item.error();
  if (item->author != items::Author::partner) return AppErrc::not_theirs;
  if (auto there = somebody_to_share_with(person); !there) return there.error();
  auto answer = person.notebook().respond(*id, *as, request.text());
  if (!answer) return answer.error();
  api::WriteReply reply;
  reply.set_id(answer->text());
  return reply;
}

}  // namespace alongside::app
