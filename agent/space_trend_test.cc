#include "agent/space_trend.h"

#include "gtest/gtest.h"

namespace sitrep::agent {
namespace {

constexpr int64_t kGiB = int64_t{1} << 30;

SpacePoint At(double days, int64_t free, int64_t capacity = 100 * kGiB) {
  return {absl::FromUnixSeconds(1'700'000'000) + absl::Hours(24 * days), capacity, free};
}

TEST(SpaceTrend, ALineThatFallsEndsWhenNothingIsLeft) {
  const SpaceTrend trend = TrendOf({At(0, 50 * kGiB), At(1, 45 * kGiB), At(2, 40 * kGiB)});
  ASSERT_TRUE(trend.days_left.has_value());
  EXPECT_NEAR(*trend.bytes_a_day, -5.0 * kGiB, 1);
  EXPECT_NEAR(*trend.days_left, 8, 1e-6);
  EXPECT_EQ(trend.points, 3);
}

TEST(SpaceTrend, TheBestLineLeavesNoiseOut) {
  const SpaceTrend trend =
      TrendOf({At(0, 51 * kGiB), At(1, 44 * kGiB), At(2, 41 * kGiB), At(3, 34 * kGiB)});
  EXPECT_NEAR(*trend.bytes_a_day, -5.4 * kGiB, 1);
  EXPECT_NEAR(*trend.days_left, 34 / 5.4, 1e-6);
}

TEST(SpaceTrend, TwoRunsOrLessThanADaySayNothing) {
  EXPECT_FALSE(TrendOf({}).bytes_a_day.has_value());
  EXPECT_FALSE(TrendOf({At(0, 2), At(9, 1)}).bytes_a_day.has_value());
  EXPECT_FALSE(TrendOf({At(0, 3), At(0.5, 2), At(0.99, 1)}).bytes_a_day.has_value());
  EXPECT_TRUE(TrendOf({At(0, 3), At(0.5, 2), At(1, 1)}).bytes_a_day.has_value());
}

TEST(SpaceTrend, WhatDoesNotShrinkHasNoEnd) {
  EXPECT_FALSE(TrendOf({At(0, 5), At(1, 5), At(2, 5)}).days_left.has_value());
  const SpaceTrend grows = TrendOf({At(0, 5), At(1, 6), At(2, 7)});
  EXPECT_FALSE(grows.days_left.has_value());
  EXPECT_GT(*grows.bytes_a_day, 0);
}

TEST(SpaceTrend, RunsBeforeTheSizeChangedDoNotCount) {
  const SpaceTrend trend =
      TrendOf({At(0, 10, 100), At(1, 9, 100), At(2, 108, 200), At(3, 106, 200), At(4, 104, 200)});
  EXPECT_EQ(trend.points, 3);
  EXPECT_NEAR(*trend.days_left, 52, 1e-6);
}

TEST(SpaceTrend, AFullDatastoreHasNoDaysLeft) {
  EXPECT_EQ(*TrendOf({At(0, 4), At(1, 2), At(2, 0)}).days_left, 0);
}

TEST(SpaceTrend, RunsOfOneMomentGiveNoSlope) {
  EXPECT_FALSE(TrendOf({At(1, 4), At(1, 2), At(1, 0)}).bytes_a_day.has_value());
}

}  // namespace
}  // namespace sitrep::agent
