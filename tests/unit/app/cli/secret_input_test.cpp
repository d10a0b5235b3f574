#include "app/cli/secret_input.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <array>

#include "core/crypto/secret.hpp"

namespace alongside::app {
namespace {

Outcome<crypto::Passphrase> read_through_a_pipe(const std::string& bytes) {
  crypto::initialize();
  std::array<int, 2> ends{};
  EXPECT_EQ(pipe(ends.data()), 0);
  EXPECT_EQ(write(ends[1], bytes.data(), bytes.size()), static_cast<ssize_t>(bytes.size()));
  close(ends[1]);
  auto secret = read_secret({std::to_string(ends[0]), std::nullopt});
  close(ends[0]);
  return secret;
}

TEST(SecretInput, DropsOneLineBreakAtTheEndAndNothingElse) {
  EXPECT_EQ(read_through_a_pipe("open sesame\n")->expose(), "open sesame");
  EXPECT_EQ(read_through_a_pipe("open sesame")->expose(), "open sesame");
  EXPECT_EQ(read_through_a_pipe("open sesame\r\n")->expose(), "open sesame");
  EXPECT_EQ(read_through_a_pipe(" open\nsesame \n\n")->expose(), " open\nsesame \n");
}

TEST(SecretInput, RefusesNothingAndTooMuch) {
  EXPECT_EQ(read_through_a_pipe("").error().code, "bad_passphrase");
  EXPECT_EQ(read_through_a_pipe("\n").error().code, "bad_passphrase");
  EXPECT_TRUE(read_through_a_pipe(std::string(crypto::kMaxPassphraseBytes, 'a')));
  EXPECT_EQ(read_through_a_pipe(std::string(crypto::kMaxPassphraseBytes + 1, 'a')).error().code, "bad_passphrase");
}

TEST(SecretInput, SaysWhatIsWrongWithItsSource) {
  EXPECT_EQ(read_secret({"three", std::nullopt}).error().status, ExitStatus::wrong_usage);
  EXPECT_EQ(read_secret({"987", std::nullopt}).error().code, "cannot_read_file");
  EXPECT_EQ(read_secret({std::nullopt, "/does/not/exist"}).error().code, "cannot_read_file");
}

}  // namespace
}  // namespace alongside::app
