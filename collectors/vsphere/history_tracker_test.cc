#include "collectors/vsphere/history_tracker.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <set>

namespace sitrep::collectors {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const absl::Time kNow = absl::FromUnixSeconds(1'800'000'000);

absl::Time Ago(int seconds) { return kNow - absl::Seconds(seconds); }

// A source that keeps entries in the order of their keys.
struct Source {
  std::vector<HistoryEntry> entries;
  void Post(int64_t key, int seconds_ago, bool open = false) {
    entries.push_back({.key = key, .created = Ago(seconds_ago), .open = open});
  }
  // The new ones of one run, which reads at most `most` entries.
  std::vector<int64_t> Read(HistoryTracker& tracker, size_t most = 1000) const {
    std::vector<int64_t> taken;
    const absl::Time begin = tracker.begin();
    for (const HistoryEntry& entry : entries) {
      if (entry.created < begin || most == 0) continue;
      --most;
      if (tracker.Take(entry)) taken.push_back(entry.key);
    }
    return taken;
  }
};

HistoryTracker Tracker(std::optional<HistoryCheckpoint> start, absl::Time now = kNow) {
  return HistoryTracker(std::move(start), HistoryRequest(), now);
}

// One run that reads all there is.
HistoryCheckpoint ReadAll(const Source& source, std::optional<HistoryCheckpoint> start,
                          std::vector<int64_t>& taken) {
  HistoryTracker tracker = Tracker(std::move(start));
  taken = source.Read(tracker);
  return tracker.Checkpoint(true);
}

TEST(HistoryTracker, WithoutACheckpointTheWindowBeforeTheSourcesClockIsRead) {
  EXPECT_EQ(Tracker(std::nullopt).begin(), kNow - absl::Hours(24));
}

TEST(HistoryTracker, ASecondRunTakesWhatIsNewAndNothingTwice) {
  Source source;
  for (int i = 0; i < 10; ++i) source.Post(i + 1, 600 - i * 60);
  std::vector<int64_t> taken;
  const HistoryCheckpoint first = ReadAll(source, std::nullopt, taken);
  EXPECT_EQ(taken.size(), 10u);
  source.Post(11, 5);
  source.Post(12, 5);
  ReadAll(source, first, taken);
  EXPECT_THAT(taken, ElementsAre(11, 12));
}

TEST(HistoryTracker, AnEntryThatIsNotedMinutesLateIsNew) {
  Source source;
  source.Post(1, 500);
  source.Post(2, 60);
  std::vector<int64_t> taken;
  const HistoryCheckpoint first = ReadAll(source, std::nullopt, taken);
  source.Post(3, 400);
  ReadAll(source, first, taken);
  EXPECT_THAT(taken, ElementsAre(3));
}

TEST(HistoryTracker, AKeyThatBecomesVisibleLateIsNewThoughItIsLower) {
  Source source;
  source.Post(1, 60);
  source.Post(3, 58);
  std::vector<int64_t> taken;
  const HistoryCheckpoint first = ReadAll(source, std::nullopt, taken);
  source.entries.insert(source.entries.begin() + 1, {.key = 2, .created = Ago(59), .open = false});
  ReadAll(source, first, taken);
  EXPECT_THAT(taken, ElementsAre(2));
}

TEST(HistoryTracker, ATimeThatLiesAheadDoesNotHideWhatFollows) {
  Source source;
  source.Post(1, 60);
  source.Post(2, -7200);  // a host whose clock is two hours fast
  std::vector<int64_t> taken;
  const HistoryCheckpoint first = ReadAll(source, std::nullopt, taken);
  EXPECT_LE(first.since, kNow - absl::Minutes(10));
  source.Post(3, 5);
  ReadAll(source, first, taken);
  EXPECT_THAT(taken, ElementsAre(3));
}

TEST(HistoryTracker, ASourceThatCountsAnewIsReadOn) {
  Source source;
  source.Post(1000, 300);
  source.Post(1001, 200);
  std::vector<int64_t> taken;
  const HistoryCheckpoint first = ReadAll(source, std::nullopt, taken);
  source.entries.clear();
  source.Post(1000, 100);  // after a restored backup: another entry
  HistoryTracker tracker = Tracker(first);
  EXPECT_THAT(source.Read(tracker), ElementsAre(1000));
  ASSERT_TRUE(tracker.Trimmed(true).has_value());
  EXPECT_EQ(tracker.Trimmed(true)->missing, -1);
  source.Post(1001, 90);
  ReadAll(source, tracker.Checkpoint(true), taken);
  EXPECT_THAT(taken, ElementsAre(1001));
}

TEST(HistoryTracker, ATaskThatHadNotEndedIsGivenAgain) {
  Source source;
  source.Post(1, 7200, /*open=*/true);
  source.Post(2, 60);
  std::vector<int64_t> taken;
  const HistoryCheckpoint first = ReadAll(source, std::nullopt, taken);
  EXPECT_LE(first.since, Ago(7200));
  source.entries[0].open = false;
  const HistoryCheckpoint second = ReadAll(source, first, taken);
  EXPECT_THAT(taken, ElementsAre(1));
  EXPECT_TRUE(second.open.empty());
  ReadAll(source, second, taken);
  EXPECT_THAT(taken, IsEmpty());
}

TEST(HistoryTracker, ATaskThatNeverEndsDoesNotHoldTheReadingBackForever) {
  Source source;
  source.Post(1, 3 * 86400, /*open=*/true);
  source.Post(2, 60);
  HistoryRequest request;
  request.window = absl::Hours(24 * 7);
  HistoryTracker tracker(std::nullopt, request, kNow);
  source.Read(tracker);
  EXPECT_EQ(tracker.Checkpoint(true).since, Ago(60) - absl::Minutes(10));
}

TEST(HistoryTracker, AReadingThatIsCutShortGoesOnWhereItWas) {
  Source source;
  for (int i = 0; i < 500; ++i) source.Post(i + 1, 80000 - i * 100);
  HistoryTracker cut = Tracker(std::nullopt);
  EXPECT_EQ(source.Read(cut, 200).size(), 200u);
  HistoryTracker next = Tracker(cut.Checkpoint(false));
  EXPECT_EQ(source.Read(next).size(), 300u);
}

TEST(HistoryTracker, AReadingThatIsCutShortInItsLookBackKeepsWhatItKnew) {
  Source source;
  for (int i = 0; i < 10; ++i) source.Post(i + 1, 300 - i);
  std::vector<int64_t> taken;
  const HistoryCheckpoint first = ReadAll(source, std::nullopt, taken);
  HistoryTracker cut = Tracker(first);
  EXPECT_THAT(source.Read(cut, 3), IsEmpty());
  ReadAll(source, cut.Checkpoint(false), taken);
  EXPECT_THAT(taken, IsEmpty());
  HistoryTracker nothing = Tracker(first);
  EXPECT_EQ(nothing.Checkpoint(false), first);
}

TEST(HistoryTracker, HolesAmongTheKeysAreNoGap) {
  Source source;
  source.Post(1, 300);
  std::vector<int64_t> taken;
  const HistoryCheckpoint first = ReadAll(source, std::nullopt, taken);
  source.Post(5000, 30);
  HistoryTracker tracker = Tracker(first);
  source.Read(tracker);
  EXPECT_FALSE(tracker.Trimmed(true).has_value());
}

TEST(HistoryTracker, NothingOfWhatWasReadIsThereAnyMore) {
  Source source;
  source.Post(10, 300);
  std::vector<int64_t> taken;
  const HistoryCheckpoint first = ReadAll(source, std::nullopt, taken);
  source.entries.clear();
  source.Post(25, 40);
  HistoryTracker tracker = Tracker(first);
  source.Read(tracker);
  const auto gap = tracker.Trimmed(true);
  ASSERT_TRUE(gap.has_value());
  EXPECT_EQ(gap->from_key, 10);
  EXPECT_EQ(gap->to_key, 25);
  EXPECT_EQ(gap->missing, 14);
  EXPECT_EQ(gap->from, Ago(300));
  EXPECT_EQ(gap->to, Ago(40));
}

TEST(HistoryTracker, NothingIsMissingBetweenKeysThatFollowEachOther) {
  Source source;
  source.Post(10, 300);
  std::vector<int64_t> taken;
  const HistoryCheckpoint first = ReadAll(source, std::nullopt, taken);
  source.entries.clear();
  source.Post(11, 40);
  HistoryTracker tracker = Tracker(first);
  source.Read(tracker);
  EXPECT_FALSE(tracker.Trimmed(true).has_value());
}

TEST(HistoryTracker, AnEmptySourceThatHadEntriesHasLostAnUnknownNumber) {
  Source source;
  source.Post(10, 300);
  std::vector<int64_t> taken;
  const HistoryCheckpoint first = ReadAll(source, std::nullopt, taken);
  HistoryTracker tracker = Tracker(first);
  EXPECT_FALSE(tracker.Trimmed(/*whole=*/false).has_value());
  ASSERT_TRUE(tracker.Trimmed(/*whole=*/true).has_value());
  EXPECT_EQ(tracker.Trimmed(true)->missing, -1);
  EXPECT_EQ(tracker.Checkpoint(true), first);
}

TEST(HistoryTracker, ASourceThatNeverHadAnEntryHasLostNone) {
  std::vector<int64_t> taken;
  const HistoryCheckpoint first = ReadAll(Source(), std::nullopt, taken);
  Source source;
  source.Post(7, 5);
  HistoryTracker tracker = Tracker(first);
  EXPECT_THAT(source.Read(tracker), ElementsAre(7));
  EXPECT_FALSE(tracker.Trimmed(true).has_value());
}

// Whatever is noted when, as long as it is noted within the look-back, and wherever runs are cut
// short: each entry is taken exactly once.
TEST(HistoryTracker, EveryEntryIsTakenOnceWhereverRunsEnd) {
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE(seed);
  std::mt19937 random(seed);
  for (int round = 0; round < 100; ++round) {
    Source source;
    std::multiset<int64_t> taken;
    std::optional<HistoryCheckpoint> checkpoint;
    absl::Time now = kNow;
    int64_t key = 1;
    for (int run = 0; run < 12; ++run) {
      const int posts = static_cast<int>(random() % 40);
      for (int i = 0; i < posts; ++i) {
        now += absl::Seconds(random() % 60);
        const absl::Duration late = absl::Seconds(random() % 5 == 0 ? random() % 500 : 0);
        key += static_cast<int64_t>(random() % 3) + 1;
        source.entries.push_back({.key = key, .created = now - late, .open = false});
      }
      HistoryTracker tracker(checkpoint, HistoryRequest(), now);
      const bool whole = run == 11 || random() % 3 != 0;
      const auto read = source.Read(tracker, whole ? 100000 : random() % 30);
      taken.insert(read.begin(), read.end());
      EXPECT_FALSE(tracker.Trimmed(whole).has_value());
      checkpoint = ReadHistoryCheckpoint([&] {
                     HistoryCheckpoint next = tracker.Checkpoint(whole);
                     next.source = "s";
                     next.stream = "event";
                     return ToText(next);
                   }())
                       .value();
    }
    for (const HistoryEntry& entry : source.entries) {
      EXPECT_EQ(taken.count(entry.key), 1u) << entry.key;
    }
  }
}

}  // namespace
}  // namespace sitrep::collectors
