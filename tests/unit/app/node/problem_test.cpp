#include "app/node/problem.hpp"

#include <gtest/gtest.h>

#include <set>

#include "app/node/error.hpp"
#include "core/error.hpp"

namespace alongside::app {
namespace {

// Enumerators are numbered from 1 without gaps; past the last one there is none.
void every_code_has_words(const boost::system::error_category& category, const error_code& expected_unknown) {
  const auto unknown = problem_of(expected_unknown).code();
  for (int value = 1; category.message(value) != category.message(10'000); ++value) {
    const error_code error(value, category);
    if (error == error_code(AppErrc::unexpected)) continue;
    EXPECT_NE(problem_of(error).code(), unknown) << category.name() << " " << category.message(value);
  }
}

TEST(Problem, EveryFailureOfTheVaultAndTheNodeHasWordsOfItsOwn) {
  every_code_has_words(core_category(), AppErrc::unexpected);
  every_code_has_words(app_category(), AppErrc::unexpected);
}

TEST(Problem, SaysWhatHappenedInOneLineThatEndsAsASentence) {
  for (int value = 1; core_category().message(value) != core_category().message(10'000); ++value) {
    const auto message = problem_of(error_code(value, core_category())).message();
    EXPECT_EQ(message.find('\n'), std::string::npos);
    EXPECT_TRUE(message.ends_with('.')) << message;
  }
}

TEST(Problem, AnUnknownErrorIsUnexpectedAndLeaksNoDetail) {
  const auto problem = problem_of(error_code(77, boost::system::generic_category()));
  EXPECT_EQ(problem.code(), "unexpected");
  EXPECT_EQ(status_of(error_code(77, boost::system::generic_category())), 500);
}

}  // namespace
}  // namespace alongside::app
