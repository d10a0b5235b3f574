#include "app/node/secret_pair.hpp"

#include <gtest/gtest.h>

#include <string>

namespace alongside::app {
namespace {

TEST(SecretPair, IsReadBackWhateverTheSecretsHold) {
  const std::string first("a\nb\0c", 5);
  const std::string longest(crypto::kMaxPassphraseBytes, 'x');
  const SecretPair pair(first, longest);
  const auto read = read_secret_pair(pair.expose());
  ASSERT_TRUE(read);
  EXPECT_EQ(read->first, first);
  EXPECT_EQ(read->second, longest);
}

TEST(SecretPair, RefusesEveryCutAndEveryExtraByte) {
  const SecretPair pair("old", "new");
  const auto whole = pair.expose();
  for (std::size_t size = 0; size < whole.size(); ++size) EXPECT_FALSE(read_secret_pair(whole.first(size))) << size;
  Bytes longer(whole.begin(), whole.end());
  longer.push_back(0);
  EXPECT_FALSE(read_secret_pair(longer));
}

TEST(SecretPair, RefusesALengthBeyondTheBody) {
  const Bytes hostile{0xff, 0xff, 0xff, 0xff, 'a', 0, 0, 0, 0};
  EXPECT_FALSE(read_secret_pair(hostile));
}

}  // namespace
}  // namespace alongside::app
