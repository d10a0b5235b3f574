#include "net/pairing/base32.hpp"

#include <gtest/gtest.h>

namespace alongside::test {
namespace {

using namespace net;

Bytes bytes_of(std::string_view text) {
  const auto view = as_bytes(text);
  return Bytes(view.begin(), view.end());
}

// RFC 4648, section 10, in lower case and without padding.
TEST(Base32, MatchesThePublishedVectors) {
  const std::pair<const char*, const char*> vectors[] = {{"", ""},           {"f", "my"},        {"fo", "mzxq"},
                                                         {"foo", "mzxw6"},   {"foob", "mzxw6yq"}, {"fooba", "mzxw6ytb"},
                                                         {"foobar", "mzxw6ytboi"}};
  for (const auto& [plain, encoded] : vectors) {
    EXPECT_EQ(to_base32(as_bytes(plain)), encoded);
    EXPECT_EQ(from_base32(encoded), bytes_of(plain));
  }
}

TEST(Base32, ForgivesCaseAndNothingElse) {
  EXPECT_EQ(from_base32("MZXW6yTb"), bytes_of("fooba"));
  for (const auto* wrong : {"mzxw6yt1", "mzxw6yt ", "mzxw6yt=", "mzxw6yt8", "mzxw6yt0"}) EXPECT_FALSE(from_base32(wrong));
}

TEST(Base32, EachRunOfBytesHasOneSpelling) {
  EXPECT_FALSE(from_base32("mz"));  // left-over bits that are not zero
  EXPECT_FALSE(from_base32("a"));   // a letter too many
  EXPECT_FALSE(from_base32("mzxw6yr"));
}

}  // namespace
}  // namespace alongside::test
