// A home of its own for one test, with a vault in it whose passphrase is cheap to try.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "app/node/api.hpp"

namespace alongside::test {

inline constexpr std::string_view kPassphrase = "rain on the window";

class TempFolder {
 public:
  TempFolder();
  ~TempFolder();
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;
  const std::filesystem::path& path() const noexcept { return path_; }

 private:
  std::filesystem::path path_;
};

// What the method says, in messages instead of JSON; `problem` is the code of the Problem, empty when it is done.
template <class Reply>
struct Said {
  Reply reply;
  std::string problem;
  std::string message;
};

void read_reply(const app::ApiReply& reply, google::protobuf::Message& message, std::string& problem,
                std::string& words);
std::string json_of(const google::protobuf::Message& message);

template <class Reply>
Said<Reply> ask(app::Api& api, std::string_view method, const google::protobuf::Message& request = api::Empty()) {
  const auto body = json_of(request);
  Said<Reply> said;
  read_reply(api.call(method, as_bytes(body)), said.reply, said.problem, said.message);
  return said;
}

// Raw bodies.
template <class Reply = api::Empty>
Said<Reply> ask_raw(app::Api& api, std::string_view method, std::string_view body) {
  Said<Reply> said;
  read_reply(api.call(method, as_bytes(body)), said.reply, said.problem, said.message);
  return said;
}

class PersonHome {
 public:
  explicit PersonHome(std::string_view name = "Mira");
  const std::filesystem::path& path() const noexcept { return home_; }
  const std::string& recovery_code() const noexcept { return recovery_code_; }
  // In this process, sealed or unlocked.
  std::unique_ptr<app::Api> sealed() const;
  std::unique_ptr<app::Api> unlocked() const;

 private:
  TempFolder folder_;
  std::filesystem::path home_;
  std::string recovery_code_;
};

// Requests that many tests make.
std::string write_note(app::Api& api, std::string_view text);
std::vector<std::string> texts_of(app::Api& api, const api::ListRequest& request = {});

}  // namespace alongside::test
