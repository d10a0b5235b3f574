#include "app/node/listening.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "core/crypto/random.hpp"
#include "tests/unit/app/node/person_home.hpp"

namespace alongside::app {
namespace {

TEST(Listening, DrawsOnePortAboveTwentyThousandAndKeepsIt) {
  test::TempFolder home;
  crypto::SystemRandom random;
  const auto first = listening_addresses(home.path(), random);
  ASSERT_EQ(first.size(), 2u);
  const auto port = first[0].substr(first[0].rfind(':') + 1);
  EXPECT_GT(std::stoi(port), 20000);
  EXPECT_EQ(first[1], "[::]:" + port);
  EXPECT_EQ(listening_addresses(home.path(), random), first);
}

TEST(Listening, CountsAFileOfSomethingElseAsNone) {
  test::TempFolder home;
  std::ofstream(home.path() / "listen") << "not an address\n\n127.0.0.1:99999\n";
  crypto::SystemRandom random;
  EXPECT_EQ(listening_addresses(home.path(), random).size(), 2u);
}

TEST(Listening, PutsTheMachinesAddressesInThePlaceOfAll) {
  const std::vector<std::string> machine{"192.0.2.7", "2001:db8::7"};
  EXPECT_EQ(with_machine_addresses({"0.0.0.0:4711", "[::]:4711"}, machine),
            (Addresses{"192.0.2.7:4711", "[2001:db8::7]:4711"}));
  EXPECT_EQ(with_machine_addresses({"[::]:4711"}, machine), (Addresses{"[2001:db8::7]:4711"}));
  EXPECT_EQ(with_machine_addresses({"127.0.0.1:4711"}, machine), (Addresses{"127.0.0.1:4711"}));
}

TEST(Listening, GivesNoMoreAddressesThanAnInviteHolds) {
  std::vector<std::string> machine;
  for (int host = 0; host < 100; ++host) machine.push_back("192.0.2." + std::to_string(host));
  EXPECT_EQ(with_machine_addresses({"0.0.0.0:4711"}, machine).size(), 16u);
}

}  // namespace
}  // namespace alongside::app
