#include "collectors/vsphere/history_checkpoint.h"

#include <gtest/gtest.h>

#include "base/clock.h"

namespace sitrep::collectors {
namespace {

HistoryCheckpoint Example() {
  HistoryCheckpoint checkpoint;
  checkpoint.source = "564d9fd1-0d2a-4f0e-9c43-2f3a5a1b7c10";
  checkpoint.stream = "task";
  checkpoint.since = base::TimeFromText("2026-11-22T13:28:06.653Z").value();
  checkpoint.newest = base::TimeFromText("2026-11-22T13:38:06.653Z").value();
  checkpoint.key = 20;
  for (const int64_t key : {7, 8, 9, 20}) checkpoint.seen.Add(key);
  checkpoint.open.Add(20);
  return checkpoint;
}

TEST(HistoryCheckpoint, IsOneLineOfWords) {
  EXPECT_EQ(ToText(Example()),
            "history 1 564d9fd1-0d2a-4f0e-9c43-2f3a5a1b7c10 task 2026-11-22T13:28:06.653Z "
            "2026-11-22T13:38:06.653Z 20 7-9,20 20");
}

TEST(HistoryCheckpoint, ComesBackAsItWas) {
  const auto read = ReadHistoryCheckpoint(ToText(Example()));
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(*read, Example());
}

TEST(HistoryCheckpoint, AnotherVersionIsNotOurs) {
  EXPECT_TRUE(absl::IsFailedPrecondition(ReadHistoryCheckpoint("history 2 a b").status()));
}

TEST(HistoryCheckpoint, EveryWordIsChecked) {
  for (const char* text :
       {"", "future 1", "history", "history 1 a event", "history 1 a alarm t t 1 - -",
        "history 1 a event never 2026-11-22T13:38:06Z 1 - -",
        "history 1 a event 2026-11-22T13:38:06Z never 1 - -",
        "history 1 a event 2026-11-22T13:38:06Z 2026-11-22T13:38:06Z -1 - -",
        "history 1 a event 2026-11-22T13:38:06Z 2026-11-22T13:38:06Z 1 9-3 -",
        "history 1 a event 2026-11-22T13:38:06Z 2026-11-22T13:38:06Z 1 - x"}) {
    EXPECT_TRUE(absl::IsInvalidArgument(ReadHistoryCheckpoint(text).status())) << text;
  }
}

}  // namespace
}  // namespace sitrep::collectors
