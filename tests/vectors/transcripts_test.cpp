// What the stored transcripts say is what the program says, byte by byte.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "tests/vectors/transcript.hpp"

namespace alongside::test {
namespace {

boost::json::value stored(const std::string& name) {
  std::ifstream file(std::string(ALONGSIDE_STORED_VECTORS) + "/transcripts/" + name);
  const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  return boost::json::parse(text);
}

TEST(Transcripts, OfAPairingIsReplayed) {
  EXPECT_EQ(boost::json::serialize(stored("pairing.json")), boost::json::serialize(pairing_transcript()));
}

TEST(Transcripts, OfAConnectionIsReplayed) {
  EXPECT_EQ(boost::json::serialize(stored("connecting.json")), boost::json::serialize(connecting_transcript()));
}

}  // namespace
}  // namespace alongside::test
