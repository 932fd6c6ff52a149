#include "collectors/vsphere/performance_summary.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace sitrep::collectors {
namespace {

const absl::Time kBegin = absl::FromUnixSeconds(1'700'000'000);

std::vector<PerformanceSample> Series(const std::vector<int64_t>& values) {
  std::vector<PerformanceSample> samples;
  for (size_t i = 0; i < values.size(); ++i) {
    samples.push_back({kBegin + absl::Seconds(20 * static_cast<int64_t>(i + 1)), 20, values[i]});
  }
  return samples;
}

TEST(Summarize, GivesLeastMeanGreatestAndTheTimesOfASeries) {
  const PerformanceSummary summary = Summarize(Series({4, 1, 3, 2}));
  EXPECT_EQ(summary.samples, 4);
  EXPECT_EQ(summary.interval_seconds, 20);
  EXPECT_EQ(summary.from, kBegin + absl::Seconds(20));
  EXPECT_EQ(summary.to, kBegin + absl::Seconds(80));
  EXPECT_EQ(summary.minimum, 1);
  EXPECT_DOUBLE_EQ(summary.average, 2.5);
  EXPECT_EQ(summary.maximum, 4);
  EXPECT_EQ(summary.p95, 4);
}

TEST(Summarize, OfNothingHasNoSamples) { EXPECT_EQ(Summarize({}).samples, 0); }

TEST(Summarize, TakesP95ByNearestRank) {
  std::vector<int64_t> values;
  for (int64_t i = 1; i <= 100; ++i) values.push_back(i);
  EXPECT_EQ(Summarize(Series(values)).p95, 95);
  values.pop_back();  // 99 values: rank 94.05 is 95
  EXPECT_EQ(Summarize(Series(values)).p95, 95);
  values.assign(180, 0);
  for (size_t i = 0; i < 9; ++i) values[i] = 500;  // one in twenty
  EXPECT_EQ(Summarize(Series(values)).p95, 0);
  values[9] = 500;
  EXPECT_EQ(Summarize(Series(values)).p95, 500);
  EXPECT_EQ(Summarize(Series({7})).p95, 7);
  // The textbook example of the method.
  EXPECT_EQ(Summarize(Series({15, 20, 35, 40, 50})).p95, 50);
}

TEST(NearestRank95, IsTheLeastRankThatAtLeast95Of100DoNotExceed) {
  for (size_t count = 1; count <= 1000; ++count) {
    const size_t rank = NearestRank95(count) + 1;
    EXPECT_LE(rank, count);
    EXPECT_GE(rank * 100, count * 95);
    EXPECT_LT((rank - 1) * 100, count * 95);
  }
}

TEST(OrderSamples, MakesNothingOfTheOrderTheyCameIn) {
  const std::vector<PerformanceSample> ordered = Series({5, 9, 2, 8, 8, 1});
  std::vector<PerformanceSample> newest_first(ordered.rbegin(), ordered.rend());
  OrderSamples(newest_first, 0);
  EXPECT_EQ(newest_first, ordered);
  std::vector<PerformanceSample> shuffled = ordered;
  std::shuffle(shuffled.begin(), shuffled.end(), std::mt19937(20261122));
  OrderSamples(shuffled, 0);
  EXPECT_EQ(shuffled, ordered);
}

TEST(OrderSamples, LeavesOutWhatHasNoValueOrCameTwice) {
  std::vector<PerformanceSample> samples = Series({5, kNoSample, 2, kNoSample});
  samples.push_back(samples.front());
  OrderSamples(samples, 0);
  ASSERT_EQ(samples.size(), 2u);
  EXPECT_EQ(samples[0].value, 5);
  EXPECT_EQ(samples[1].value, 2);
}

TEST(OrderSamples, KeepsTheNewest) {
  std::vector<PerformanceSample> samples = Series({1, 2, 3, 4, 5});
  OrderSamples(samples, 2);
  ASSERT_EQ(samples.size(), 2u);
  EXPECT_EQ(samples[0].value, 4);
  EXPECT_EQ(samples[1].value, 5);
}

}  // namespace
}  // namespace sitrep::collectors
