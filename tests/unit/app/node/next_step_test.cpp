#include "app/node/next_step.hpp"

#include <gtest/gtest.h>

namespace alongside::app {
namespace {

bool says(const Standing& standing, std::string_view words) {
  return next_step(standing).find(words) != std::string::npos;
}

Standing verified() {
  Standing standing;
  standing.running = standing.paired = standing.confirmed_by_me = standing.confirmed_by_them = true;
  standing.partner_name = "Noor";
  return standing;
}

TEST(NextStep, AFullDiskComesBeforeAllElse) {
  Standing standing;
  standing.disk_full = true;
  EXPECT_TRUE(says(standing, "Make room."));
  standing.running = true;
  standing.locked = true;
  EXPECT_TRUE(says(standing, "it goes on by itself"));
}

TEST(NextStep, LeadsAnUnpairedPersonToInviteOrAccept) {
  EXPECT_TRUE(says({}, "alongside invite"));
  EXPECT_TRUE(says({}, "alongside accept"));
}

TEST(NextStep, AProgramThatIsTooOldComesBeforeAllThatItKeepsFromHappening) {
  Standing unpaired, paired = verified();
  for (auto* standing : {&unpaired, &paired}) {
    standing->version_gap = "too old";
    standing->invite_given_until = "tomorrow";
    standing->waiting = 1;
    EXPECT_EQ(next_step(*standing), "too old");
  }
  paired.partner_left = true;
  EXPECT_TRUE(says(paired, "has ended the pairing"));
}

TEST(NextStep, SaysUntilWhenAnInviteIsGood) {
  Standing standing;
  standing.invite_given_until = "2026-11-23T10:00:00Z";
  EXPECT_TRUE(says(standing, "2026-11-23T10:00:00Z"));
  EXPECT_TRUE(says(standing, "alongside run"));
  standing.running = true;
  EXPECT_FALSE(says(standing, "alongside run"));
}

TEST(NextStep, AsksMeToCompareTheWordsBeforeItWaitsForThem) {
  auto standing = verified();
  standing.confirmed_by_me = false;
  EXPECT_TRUE(says(standing, "alongside verify"));
  standing.confirmed_by_me = true;
  standing.confirmed_by_them = false;
  EXPECT_FALSE(says(standing, "alongside verify"));
  EXPECT_TRUE(says(standing, "Noor"));
}

TEST(NextStep, SaysHowManyWaitForTheirDevice) {
  auto standing = verified();
  standing.waiting = 1;
  EXPECT_TRUE(says(standing, "1 change waits for their device; it goes by itself"));
  standing.waiting = 3;
  standing.running = false;
  EXPECT_TRUE(says(standing, "3 changes wait"));
  EXPECT_TRUE(says(standing, "alongside sync"));
}

TEST(NextStep, ClaimsNothingAboutTheOtherPerson) {
  auto standing = verified();
  for (const bool connected : {false, true}) {
    standing.connected = connected;
    EXPECT_FALSE(says(standing, "read"));
    EXPECT_FALSE(says(standing, "seen"));
    EXPECT_TRUE(says(standing, "on their device"));
  }
}

TEST(NextStep, SaysThatThePartnerLeftBeforeAnythingElse) {
  auto standing = verified();
  standing.partner_left = true;
  standing.waiting = 2;
  EXPECT_TRUE(says(standing, "ended the pairing"));
}

TEST(NextStep, TellsNothingWhileLocked) {
  auto standing = verified();
  standing.locked = standing.goes_on = true;
  standing.waiting = 7;
  EXPECT_FALSE(says(standing, "Noor"));
  EXPECT_FALSE(says(standing, "7"));
  EXPECT_TRUE(says(standing, "alongside unlock"));
  EXPECT_TRUE(says(standing, "still comes and goes"));
  standing.goes_on = false;
  EXPECT_FALSE(says(standing, "still comes and goes"));
}

}  // namespace
}  // namespace alongside::app
