#include "core/crypto/error.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace alongside::crypto {
namespace {

TEST(CryptoErrors, EachHasASentenceOfItsOwn) {
  std::set<std::string> sentences;
  const auto all = {CryptoErrc::not_authentic, CryptoErrc::password_cost_out_of_bounds, CryptoErrc::out_of_memory,
                    CryptoErrc::weak_public_key, CryptoErrc::malformed_recovery_code};
  for (const auto error : all) sentences.insert(make_error_code(error).message());
  EXPECT_EQ(sentences.size(), all.size());
  EXPECT_FALSE(sentences.contains(""));
  EXPECT_FALSE(sentences.contains(make_error_code(static_cast<CryptoErrc>(99)).message()));
  EXPECT_STREQ(make_error_code(CryptoErrc::not_authentic).category().name(), "alongside.crypto");
}

}  // namespace
}  // namespace alongside::crypto
