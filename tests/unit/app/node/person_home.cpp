#include "tests/unit/app/node/person_home.hpp"

#include <google/protobuf/util/json_util.h>
#include <stdlib.h>

#include <stdexcept>

#include "app/node/initialize.hpp"
#include "core/crypto/secret.hpp"

namespace alongside::test {

namespace {

std::filesystem::path fresh_folder() {
  auto pattern = (std::filesystem::temp_directory_path() / "alongside-test-XXXXXX").string();
  if (!mkdtemp(pattern.data())) throw std::runtime_error("no temporary folder");
  return pattern;
}

}  // namespace

TempFolder::TempFolder() : path_(fresh_folder()) {}

TempFolder::~TempFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

void read_reply(const app::ApiReply& reply, google::protobuf::Message& message, std::string& problem,
                std::string& words) {
  using google::protobuf::util::JsonStringToMessage;
  if (reply.ok()) {
    if (!JsonStringToMessage(reply.body, &message).ok()) throw std::runtime_error("not the reply: " + reply.body);
    return;
  }
  api::Problem said;
  if (!JsonStringToMessage(reply.body, &said).ok()) throw std::runtime_error("not a problem: " + reply.body);
  problem = said.code();
  words = said.message();
}

std::string json_of(const google::protobuf::Message& message) {
  std::string text;
  if (!google::protobuf::util::MessageToJsonString(message, &text).ok()) throw std::runtime_error("no JSON");
  return text;
}

PersonHome::PersonHome(std::string_view name) : home_(folder_.path() / "home") {
  crypto::initialize();
  const crypto::Passphrase passphrase{std::string(kPassphrase)};
  auto code = app::initialize_home(home_, name, passphrase, std::chrono::milliseconds(0));
  recovery_code_ = code.value();
}

std::unique_ptr<app::Api> PersonHome::sealed() const { return app::open_api(home_).value(); }

std::unique_ptr<app::Api> PersonHome::unlocked() const {
  auto api = sealed();
  if (!api->call("unlock", as_bytes(kPassphrase)).ok()) throw std::runtime_error("not unlocked");
  return api;
}

std::string write_note(app::Api& api, std::string_view text) {
  api::WriteRequest request;
  request.set_kind("note");
  request.set_text(std::string(text));
  return ask<api::WriteReply>(api, "write", request).reply.id();
}

std::vector<std::string> texts_of(app::Api& api, const api::ListRequest& request) {
  std::vector<std::string> texts;
  const auto listed = ask<api::ListReply>(api, "list", request);
  for (const auto& item : listed.reply.items()) texts.push_back(item.text());
  return texts;
}

}  // namespace alongside::test
