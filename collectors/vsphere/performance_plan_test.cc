#include "collectors/vsphere/performance_plan.h"

#include <gtest/gtest.h>

#include <set>

#include "collectors/vsphere/fault.h"

namespace sitrep::collectors {
namespace {

TEST(MetricLimit, IsTheSettingWhenThereIsOne) {
  EXPECT_EQ(MetricLimit("64", "8.0.3.0"), 64);
  EXPECT_EQ(MetricLimit("1000", "6.0"), 1000);
  EXPECT_EQ(MetricLimit("-1", "8.0.3.0"), std::nullopt);
}

TEST(MetricLimit, IsTheVersionsDefaultWhenThereIsNoneToRead) {
  EXPECT_EQ(MetricLimit(std::nullopt, "5.5"), 64);
  EXPECT_EQ(MetricLimit(std::nullopt, "6.0"), 64);
  EXPECT_EQ(MetricLimit(std::nullopt, "6.5"), 256);
  EXPECT_EQ(MetricLimit(std::nullopt, "8.0.3.0"), 256);
  EXPECT_EQ(MetricLimit("", "8.0.3.0"), 256);
  EXPECT_EQ(MetricLimit("plenty", "6.0"), 64);
  EXPECT_EQ(MetricLimit("0", "7"), 256);
  EXPECT_EQ(MetricLimit(std::nullopt, "internal"), 64);
}

TEST(ObjectsPerCall, KeepsTheMetricsOfAllObjectsWithinTheLimit) {
  const QueryShape shape = {.samples = 288, .metrics = 5};
  EXPECT_EQ(ObjectsPerCall(shape, {.most_metrics = 64}), 12u);
  EXPECT_EQ(ObjectsPerCall(shape, {.most_metrics = 256}), 51u);
  EXPECT_EQ(ObjectsPerCall(shape, {.most_metrics = 4}), 1u);
  EXPECT_EQ(ObjectsPerCall(shape, {.most_objects = 10, .most_metrics = 256}), 10u);
}

TEST(ObjectsPerCall, KeepsTheAnswerSmallWhereMetricsHaveNoLimit) {
  const QueryShape host = {.samples = 180, .metrics = 9};
  const size_t objects = ObjectsPerCall(host, {});
  EXPECT_GE(objects, 50u);
  EXPECT_LE(objects, 100u);
  EXPECT_LE(static_cast<int64_t>(objects) * host.Elements(), QueryLimits::kMostElements);
  EXPECT_LT(QueryLimits::kMostElements * 3, 500'000);
}

TEST(ObjectsPerCall, IsOneHoweverMuchAnObjectHas) {
  EXPECT_EQ(ObjectsPerCall({.samples = 100'000, .metrics = 100}, {}), 1u);
  EXPECT_EQ(ObjectsPerCall({.samples = 0, .metrics = 0}, {.most_objects = 7}), 7u);
}

QueryVerdict JudgeType(const std::string& type, const std::string& text = "") {
  return Judge(FaultStatus(Fault{.type = type, .text = text}, "QueryPerf"));
}

TEST(Judge, TellsWhatIsTooMuchFromWhatIsBroken) {
  EXPECT_EQ(Judge(absl::OkStatus()), QueryVerdict::kAnswered);
  EXPECT_EQ(JudgeType("RestrictedByAdministrator"), QueryVerdict::kTooMuch);
  EXPECT_EQ(
      JudgeType("Fault", "XML document element count exceeds configured maximum 500000\n\nwhile"),
      QueryVerdict::kTooMuch);
  EXPECT_EQ(JudgeType("HostNotConnected"), QueryVerdict::kSpoilt);
  EXPECT_EQ(JudgeType("ManagedObjectNotFound"), QueryVerdict::kSpoilt);
  EXPECT_EQ(JudgeType("NoPermission"), QueryVerdict::kSpoilt);
  EXPECT_EQ(JudgeType("SystemError"), QueryVerdict::kFailed);
  EXPECT_EQ(JudgeType("NotAuthenticated"), QueryVerdict::kOver);
  EXPECT_EQ(JudgeType("NotSupported"), QueryVerdict::kOver);
  EXPECT_EQ(Judge(absl::CancelledError("interrupted")), QueryVerdict::kOver);
  EXPECT_EQ(Judge(absl::UnavailableError("gone")), QueryVerdict::kOver);
  EXPECT_EQ(Judge(absl::DataLossError("torn")), QueryVerdict::kFailed);
}

std::vector<QuerySlice> All(QueryQueue& queue) {
  std::vector<QuerySlice> slices;
  while (const auto slice = queue.Next()) slices.push_back(*slice);
  return slices;
}

TEST(QueryQueue, GivesEveryObjectOnce) {
  for (const size_t objects : {0u, 1u, 7u, 50u, 51u, 1000u}) {
    QueryQueue queue(objects, 50);
    size_t next = 0;
    const std::vector<QuerySlice> slices = All(queue);
    for (const QuerySlice& slice : slices) {
      EXPECT_EQ(slice.begin, next);
      EXPECT_GT(slice.size(), 0u);
      EXPECT_LE(slice.size(), 50u);
      next = slice.end;
    }
    EXPECT_EQ(next, objects);
    EXPECT_EQ(slices.size(), (objects + 49) / 50);
  }
}

// Answers like a source that takes `most` objects in one call.
int CallsUntilDone(size_t objects, size_t per_call, size_t most, std::set<size_t>& done) {
  QueryQueue queue(objects, per_call);
  int calls = 0;
  while (const auto slice = queue.Next()) {
    ++calls;
    if (slice->size() > most) {
      EXPECT_TRUE(queue.Smaller());
      continue;
    }
    for (size_t i = slice->begin; i < slice->end; ++i) EXPECT_TRUE(done.insert(i).second);
  }
  return calls;
}

TEST(QueryQueue, HalvesUntilTheSourceIsContentAndStaysThere) {
  std::set<size_t> done;
  // 100, 50, 25, 12 are refused; then 6 at a time.
  EXPECT_EQ(CallsUntilDone(1000, 100, 8, done), 4 + 167);
  EXPECT_EQ(done.size(), 1000u);
  done.clear();
  EXPECT_EQ(CallsUntilDone(3, 100, 1, done), 1 + 3);
}

TEST(QueryQueue, GivesUpAnObjectThatIsTooMuchByItself) {
  QueryQueue queue(1, 10);
  ASSERT_TRUE(queue.Next());
  EXPECT_FALSE(queue.Smaller());
  EXPECT_FALSE(queue.Next());
}

TEST(QueryQueue, FindsTheObjectsThatSpoilACallWithinFewCalls) {
  const std::set<size_t> bad = {0, 37, 99, 150};
  QueryQueue queue(200, 50);
  std::set<size_t> done;
  std::set<size_t> lost;
  int calls = 0;
  while (const auto slice = queue.Next()) {
    ++calls;
    const auto spoiler = bad.lower_bound(slice->begin);
    if (spoiler != bad.end() && *spoiler < slice->end) {
      if (!queue.Split()) lost.insert(slice->begin);
      continue;
    }
    for (size_t i = slice->begin; i < slice->end; ++i) EXPECT_TRUE(done.insert(i).second);
  }
  EXPECT_EQ(lost, bad);
  EXPECT_EQ(done.size(), 196u);
  EXPECT_LE(calls, 4 + 4 * 2 * 6);
}

TEST(QueryQueue, DoesNotSplitForEverWhenEverythingFails) {
  QueryQueue queue(100'000, 100);
  int calls = 0;
  while (queue.Next()) {
    ++calls;
    queue.Split();
  }
  EXPECT_LE(calls, 1000 + 2 * QueryQueue::kMostSplits);
}

}  // namespace
}  // namespace sitrep::collectors
