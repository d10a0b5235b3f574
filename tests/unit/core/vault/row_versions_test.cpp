#include "core/vault/row_versions.hpp"

#include <gtest/gtest.h>

#include <map>
#include <random>

namespace alongside::vault {
namespace {

TEST(RowVersions, HoldsWhatAMapWouldThroughManyChanges) {
  std::mt19937 dice(3);
  RowVersions rows;
  std::map<std::uint64_t, std::uint64_t> truth;
  for (std::uint64_t step = 1; step < 20'000; ++step) {
    const std::uint64_t row = dice() % 3 ? step : 1 + dice() % step;
    if (dice() % 2) {
      rows.set(Row(row), Version(step));
      truth[row] = step;
    } else {
      rows.set(Row(row), Version());
      truth.erase(row);
    }
    ASSERT_EQ(rows.size(), truth.size());
  }
  auto expected = truth.begin();
  for (const auto& [row, version] : rows.from(Row())) {
    ASSERT_EQ(row.value(), expected->first);
    ASSERT_EQ(version.value(), expected++->second);
    ASSERT_EQ(rows.find(row), version);
  }
  EXPECT_EQ(expected, truth.end());
}

TEST(RowVersions, AListThatNamesARowTwiceOrNoneIsRefused) {
  EXPECT_TRUE(RowVersions::from_list({{Row(2), Version(1)}, {Row(1), Version(2)}}));
  EXPECT_FALSE(RowVersions::from_list({{Row(2), Version(1)}, {Row(1), Version(2)}, {Row(2), Version(1)}}));
  EXPECT_FALSE(RowVersions::from_list({{Row(), Version(1)}}));
  EXPECT_FALSE(RowVersions::from_list({{Row(1), Version()}}));
}

}  // namespace
}  // namespace alongside::vault
