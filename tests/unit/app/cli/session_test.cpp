#include "app/cli/session.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "core/crypto/secret.hpp"
#include "core/error.hpp"

namespace alongside::app {
namespace {

constexpr std::string_view kRight = "open sesame";

// A vault that opens with kRight, here or in a node, and notes what it was asked.
struct Behind {
  bool remote = false;
  bool locked = true;
  std::vector<std::string> calls;
};

class FakeApi final : public Api {
 public:
  explicit FakeApi(Behind& behind) : behind_(behind) {}
  ApiReply call(std::string_view method, BytesView body, const OnProgress&) override {
    behind_.calls.emplace_back(method);
    if (method == "status") return {200, behind_.locked ? R"({"locked":true})" : R"({"locked":false})"};
    if (method == "unlock") return unlock(as_text(body));
    if (method == "broken") return {200, "not json"};
    if (method == "list" && body.size() > 100) return {400, R"({"code":"bad_date","message":"That date\ncan't be read."})"};
    if (behind_.locked) return {423, R"({"code":"locked","message":"Locked."})"};
    return {200, R"({"items":[{"id":"ab","later":1}]})"};
  }
  bool remote() const noexcept override { return behind_.remote; }

 private:
  ApiReply unlock(std::string_view passphrase) {
    if (passphrase != kRight) return {403, R"({"code":"wrong_passphrase","message":"No."})"};
    behind_.locked = false;
    return {200, "{}"};
  }
  Behind& behind_;
};

class SessionTest : public testing::Test {
 protected:
  void SetUp() override {
    crypto::initialize();
    unsetenv("ALONGSIDE_PASSPHRASE_FILE");
  }
  void TearDown() override { std::filesystem::remove(file_); }

  CommonOptions with_passphrase(std::string_view passphrase) {
    std::ofstream(file_) << passphrase << "\n";
    CommonOptions options;
    options.passphrase_file = file_;
    return options;
  }
  Session session(CommonOptions options) {
    return {console_, std::move(options), "/nowhere", [this](const auto&) -> Result<std::unique_ptr<Api>> {
              return std::unique_ptr<Api>(std::make_unique<FakeApi>(behind_));
            }};
  }

  Behind behind_;
  Console console_;
  std::string file_ = testing::TempDir() + "alongside_session_test_" + std::to_string(getpid());
  api::ListReply reply_;
};

TEST_F(SessionTest, UnlocksAVaultThatItOpenedItselfOnceAndOnlyWhenNeeded) {
  auto session = this->session(with_passphrase(kRight));
  ASSERT_TRUE(session.ask("list", api::ListRequest(), reply_));
  ASSERT_TRUE(session.ask("list", api::ListRequest(), reply_));
  EXPECT_EQ(behind_.calls, (std::vector<std::string>{"list", "unlock", "list", "list"}));
  EXPECT_EQ(reply_.items(0).id(), "ab");
}

TEST_F(SessionTest, NeverOffersThePassphraseToALockedNode) {
  behind_.remote = true;
  auto session = this->session(with_passphrase(kRight));
  EXPECT_EQ(session.ask("list", api::ListRequest(), reply_).error().code, "locked");
  EXPECT_EQ(session.unlocked_api().error().code, "locked");
  EXPECT_EQ(behind_.calls, (std::vector<std::string>{"list", "status"}));
}

TEST_F(SessionTest, TriesAPassphraseFromAFileOnce) {
  auto session = this->session(with_passphrase("guess"));
  EXPECT_EQ(session.ask("list", api::ListRequest(), reply_).error().code, "wrong_passphrase");
  EXPECT_EQ(behind_.calls, (std::vector<std::string>{"list", "unlock"}));
}

TEST_F(SessionTest, TellsWrongUsageFromRefusalAndKeepsItOnOneLine) {
  behind_.locked = false;
  auto session = this->session({});
  api::ListRequest request;
  request.set_since(std::string(100, 'x'));
  const auto refused = session.ask("list", request, reply_);
  EXPECT_EQ(refused.error().status, ExitStatus::wrong_usage);
  EXPECT_EQ(refused.error().line, "That date can't be read.");
}

TEST_F(SessionTest, SaysSoWhenAnAnswerCanNotBeRead) {
  behind_.locked = false;
  auto session = this->session({});
  EXPECT_EQ(session.ask("broken", api::Empty(), reply_).error().code, "unexpected");
}

TEST_F(SessionTest, TurnsAMissingVaultIntoWordsForThePerson) {
  Session session(console_, {}, "/nowhere", [](const auto&) -> Result<std::unique_ptr<Api>> { return CoreErrc::no_vault; });
  EXPECT_EQ(session.api().error().code, "no_vault");
  EXPECT_NE(session.api().error().line.find("alongside init"), std::string::npos);
}

}  // namespace
}  // namespace alongside::app
