#include "app/cli/session.hpp"

#include <google/protobuf/util/json_util.h>

#include <cstdlib>

#include "app/cli/harmless.hpp"
#include "app/cli/json.hpp"
#include "app/node/problem.hpp"

namespace alongside::app {
namespace {

using google::protobuf::Message;
using google::protobuf::util::JsonStringToMessage;

std::string json_request(const Message& request) {
  std::string body;
  const auto written = google::protobuf::util::MessageToJsonString(request, &body);
  require(written.ok());
  return body;
}

// Words or values that the method does not take are a wrong usage of the command that passed them on.
bool is_wrong_usage(std::string_view code) noexcept {
  return code == "bad_request" || code == "bad_date" || code == "bad_address" || code == "unknown_kind";
}

Refusal refusal_of(const api::Problem& problem) {
  const auto status = is_wrong_usage(problem.code()) ? ExitStatus::wrong_usage : ExitStatus::refused;
  return {status, harmless_line(problem.message()), problem.code()};
}

Refusal refusal_of(const ApiReply& reply) {
  google::protobuf::util::JsonParseOptions lenient;
  lenient.ignore_unknown_fields = true;
  api::Problem problem;
  if (!JsonStringToMessage(reply.body, &problem, lenient).ok() || problem.message().empty())
    return refused("unexpected", "The node answered something that can't be read; stop it and start it again.");
  return refusal_of(problem);
}

}  // namespace

Session::Session(Console& console, CommonOptions options, std::filesystem::path home, OpenApi open)
    : console_(console), options_(std::move(options)), home_(std::move(home)), open_(std::move(open)) {}

SecretSource Session::passphrase_source() const {
  SecretSource source{options_.passphrase_fd, options_.passphrase_file};
  const char* file = std::getenv("ALONGSIDE_PASSPHRASE_FILE");
  if (!source.is_given() && file && *file) source.file = file;
  return source;
}

SecretSource Session::recovery_source() const {
  SecretSource source{options_.passphrase_fd, options_.passphrase_file};
  if (source.is_given() || console_.errors_shown_to_person()) return source;
  return passphrase_source();
}

Outcome<Api*> Session::api() {
  if (api_) return api_.get();
  auto opened = open_(home_);
  if (!opened) return refusal_of(problem_of(opened.error()));
  api_ = std::move(*opened);
  return api_.get();
}

void Session::release() {
  if (api_ && api_->remote()) return;
  api_.reset();
  unlocked_here_ = false;
}

Outcome<Api*> Session::unlocked_api() {
  auto found = api();
  if (found && !(*found)->remote()) {
    if (auto done = unlock_here(); !done) return done.error();
    found = api();
  }
  if (!found || !(*found)->remote()) return found;
  api::StatusReply status;
  if (auto done = call(**found, "status", as_bytes("{}"), status); !done) return done.error();
  if (status.locked()) return refused("locked", "Locked. Unlock first: alongside unlock");
  return found;
}

Outcome<void> Session::unlock_here() {
  if (unlocked_here_) return {};
  const auto source = passphrase_source();
  // While we have the vault nobody else can, not even the node; and a person may take their time.
  const bool is_asked = !source.is_given();
  if (is_asked) release();
  const auto done = try_secret(source, "Passphrase: ", kNoPassphrase, [&](const crypto::Passphrase& passphrase) {
    auto unlocked = unlock_with(passphrase);
    if (!unlocked && is_asked) release();
    return unlocked;
  });
  if (!done) return done.error();
  return {};
}

Outcome<void> Session::unlock_with(const crypto::Passphrase& passphrase) {
  auto found = api();
  if (!found) return found.error();
  // Started while the person was asked: it has a lock of its own.
  if ((*found)->remote()) return {};
  api::Empty reply;
  auto done = call(**found, "unlock", as_bytes(passphrase.expose()), reply);
  if (!done && done.error().code == "altered" && even_if_altered_) {
    console_.remark(altered_remark_);
    done = call(**found, "unlock-altered", as_bytes(passphrase.expose()), reply);
  }
  unlocked_here_ = done.has_value();
  return done;
}

Outcome<void> Session::ask(std::string_view method, const Message& request, Message& reply) {
  auto found = api();
  if (!found) return found.error();
  const std::string body = json_request(request);
  auto done = call(**found, method, as_bytes(body), reply);
  const bool opens_here = !done && done.error().code == "locked" && !(*found)->remote() && !unlocked_here_;
  if (!opens_here) return done;
  if (auto unlocked = unlock_here(); !unlocked) return unlocked;
  found = api();
  if (!found) return found.error();
  return call(**found, method, as_bytes(body), reply);
}

Outcome<void> Session::ask_with_secret(std::string_view method, BytesView secret, Message& reply) {
  auto found = api();
  if (!found) return found.error();
  return call(**found, method, secret, reply);
}

Outcome<void> Session::call(Api& api, std::string_view method, BytesView body, Message& reply) {
  ProgressLine line(console_.errors_shown_to_person());
  const auto answered =
      api.call(method, body, [&](const api::Progress& far) { line.show(far.what(), far.done(), far.total()); });
  line.clear();
  if (!answered.ok()) return refusal_of(answered);
  google::protobuf::util::JsonParseOptions lenient;
  lenient.ignore_unknown_fields = true;
  if (!JsonStringToMessage(answered.body.empty() ? "{}" : answered.body, &reply, lenient).ok())
    return refused("unexpected", "The node answered something that can't be read; stop it and start it again.");
  return {};
}

void Session::answer(const Message& reply, std::string_view words) {
  if (json()) return answer_json(json_of(reply));
  console_.answer(words);
  if (!words.empty() && !words.ends_with('\n')) console_.answer("\n");
}

void Session::answer_json(std::string_view json) {
  console_.answer(json);
  console_.answer("\n");
}

}  // namespace alongside::app
