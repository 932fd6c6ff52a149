#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "absl/strings/str_cat.h"
#include "collectors/vsphere/collect.h"
#include "collectors/vsphere/history_checkpoint.h"
#include "tables/catalog.h"
#include "tests/support/lab_process.h"
#include "tests/support/memory_sink.h"

namespace sitrep::tests {
namespace {

using collectors::Collect;
using collectors::CollectOptions;
using collectors::CollectReport;
using collectors::Gap;
using collectors::HistoryResult;
using testing::Contains;
using testing::Each;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

constexpr char kNow[] = "2026-11-22T12:00:00Z";
constexpr int64_t kPastEvents = 200;
constexpr int64_t kPastTasks = 40;

// Keeps the history's rows in the order they come, so that one given twice shows.
class OrderSink : public base::RowSink {
 public:
  absl::Status Append(int table, base::Row row) override {
    const tables::Table& declared = tables::Catalog::Get().tables()[static_cast<size_t>(table)];
    if (declared.name == "event") events.push_back(row[1].integer);
    if (declared.name == "task") tasks.emplace_back(row[1].text);
    return memory.Append(table, row);
  }
  // Every event that the sink holds, in order; a key given twice is in twice.
  std::vector<int64_t> Sorted() const {
    std::vector<int64_t> sorted = events;
    std::sort(sorted.begin(), sorted.end());
    return sorted;
  }
  std::vector<int64_t> events;
  std::vector<std::string> tasks;
  MemorySink memory;
};

std::vector<int64_t> Keys(int64_t first, int64_t last) {
  std::vector<int64_t> keys;
  for (int64_t key = first; key <= last; ++key) keys.push_back(key);
  return keys;
}

class HistoryTest : public testing::Test {
 protected:
  void SetUp() override { Start({"--scenario", "sick", "--now", kNow}); }

  void Start(std::vector<std::string> flags) {
    auto lab = LabProcess::Start(std::move(flags));
    ASSERT_TRUE(lab.ok()) << lab.status();
    lab_ = *std::move(lab);
    source_ = lab_->source();
    options_.tables = {"event", "task", "history_gap"};
    options_.history.page = 50;
  }
  // One run, which goes on where the last one ended.
  void Run(OrderSink& sink) {
    auto report = Collect(source_, options_, sink, progress_, clock_, interrupt_);
    ASSERT_TRUE(report.ok()) << report.status();
    report_ = *std::move(report);
    options_.history.checkpoints.clear();
    for (const HistoryResult& result : report_.history) {
      options_.history.checkpoints.push_back(result.checkpoint);
    }
    EXPECT_EQ(lab_->State("history_collectors"), 0);
    EXPECT_EQ(lab_->State("sessions"), 0);
  }
  void Order(const std::string& body) {
    const absl::Status status = lab_->Post("history", body);
    ASSERT_TRUE(status.ok()) << status;
  }
  void Rule(const std::string& body) { ASSERT_TRUE(lab_->Post("rule", body).ok()); }
  std::vector<std::string> Column(const OrderSink& sink, const char* column) {
    return sink.memory.Column("history_gap", column);
  }

  std::unique_ptr<LabProcess> lab_;
  collectors::SourceOptions source_;
  CollectOptions options_;
  CollectReport report_;
  collectors::Progress progress_;
  base::ManualClock clock_{absl::FromUnixSeconds(1700000000)};  // pauses take no time
  base::Interrupt interrupt_;
};

TEST_F(HistoryTest, ADayIsReadInPagesEachEntryOnce) {
  OrderSink sink;
  Run(sink);
  EXPECT_TRUE(report_.complete()) << report_.gaps.size();
  EXPECT_EQ(sink.events, Keys(10001, 10000 + kPastEvents));
  EXPECT_THAT(sink.tasks, SizeIs(kPastTasks));
  EXPECT_EQ(sink.memory.count("history_gap"), 0);
  EXPECT_EQ(lab_->Calls("CreateCollectorForEvents"), 1);
  EXPECT_EQ(lab_->Calls("CreateCollectorForTasks"), 1);
  EXPECT_EQ(lab_->Calls("DestroyCollector"), 2);
  EXPECT_EQ(lab_->Calls("ReadNextEvents"), kPastEvents / 50 + 1);
  EXPECT_EQ(report_.history[0].rows, kPastEvents);
}

TEST_F(HistoryTest, EveryColumnOfEventsAndTasksHasAValueSomewhere) {
  OrderSink sink;
  Run(sink);
  for (const char* name : {"event", "task"}) {
    for (const tables::Column& column : tables::Catalog::Get().table(name).columns) {
      if (!column.expression.empty()) continue;
      EXPECT_THAT(sink.memory.Column(name, column.name), Contains(Not(MemorySink::kNull)))
          << name << "." << column.name;
    }
  }
  EXPECT_THAT(sink.memory.Column("event", "event_type_id"),
              Contains("com.vmware.vc.ha.VmRestartedByHAEvent"));
  EXPECT_THAT(sink.memory.Column("event", "to_status"), Contains("yellow"));
}

TEST_F(HistoryTest, AShorterWindowIsCountedBackFromTheSourcesClock) {
  options_.history.window = absl::Hours(2);
  OrderSink sink;
  Run(sink);
  EXPECT_THAT(sink.events, Not(IsEmpty()));
  EXPECT_THAT(sink.memory.Column("event", "created_at"), Each(testing::Ge("2026-11-22T10:00:00")));
  EXPECT_LT(sink.events.size(), 30u);
}

TEST_F(HistoryTest, EventsThatArriveBetweenPagesAreNeitherLostNorGivenTwice) {
  for (int call = 2; call <= 6; ++call) {
    Order(absl::StrCat(R"({"post": 3, "method": "ReadNextEvents", "call": )", call, "}"));
  }
  OrderSink sink;
  Run(sink);
  EXPECT_EQ(sink.events, Keys(10001, 10000 + kPastEvents + 15));
}

TEST_F(HistoryTest, AnEventThatArrivesWhileTheEndIsLookedForIsStillRead) {
  Order(R"({"post": 1, "method": "RetrievePropertiesEx", "call": 1})");
  OrderSink sink;
  Run(sink);
  EXPECT_EQ(sink.events, Keys(10001, 10001 + kPastEvents));
}

TEST_F(HistoryTest, ASecondRunGivesWhatIsNewAndNothingElse) {
  OrderSink first;
  Run(first);
  OrderSink quiet;
  Run(quiet);
  EXPECT_THAT(quiet.events, IsEmpty());
  EXPECT_THAT(quiet.tasks, ElementsAre("task-5040"));  // it still runs
  Order(R"({"post": 7})");
  Order(R"({"stream": "task", "finish": true, "post": 2})");
  OrderSink second;
  Run(second);
  EXPECT_EQ(second.events, Keys(10201, 10207));
  EXPECT_THAT(second.tasks, ElementsAre("task-5040", "task-5041", "task-5042"));
  EXPECT_EQ(second.memory.Cell("task", "task_key", "task-5040", "state"), "success");
  OrderSink third;
  Run(third);
  EXPECT_THAT(third.events, IsEmpty());
  EXPECT_THAT(third.tasks, IsEmpty());
  EXPECT_TRUE(report_.complete());
}

TEST_F(HistoryTest, AnEventThatIsNotedMinutesLateIsInTheNextRun) {
  Order(R"({"post": 1})");
  OrderSink first;
  Run(first);
  Order(R"({"post": 2, "ago_ms": 480000})");
  OrderSink second;
  Run(second);
  EXPECT_EQ(second.events, Keys(10202, 10203));
}

TEST_F(HistoryTest, ASessionThatEndsBetweenPagesCostsNoEntry) {
  Rule(R"({"method": "ReadNextEvents", "kind": "fault", "fault": "NotAuthenticated", "skip": 2,
           "count": 1})");
  OrderSink sink;
  Run(sink);
  EXPECT_EQ(sink.events, Keys(10001, 10000 + kPastEvents));
  EXPECT_EQ(lab_->Calls("CreateCollectorForEvents"), 2);
  EXPECT_TRUE(report_.complete());
}

TEST_F(HistoryTest, ASessionThatEndsForGoodLeavesACheckpointWhereItWas) {
  Rule(R"({"method": "ReadNextEvents", "kind": "fault", "fault": "NotAuthenticated", "skip": 2})");
  OrderSink cut;
  Run(cut);
  EXPECT_FALSE(report_.complete());
  EXPECT_THAT(cut.events, SizeIs(100));
  ASSERT_TRUE(lab_->Post("clear", "{}").ok());
  OrderSink rest;
  Run(rest);
  EXPECT_EQ(rest.events, Keys(10101, 10000 + kPastEvents));
  EXPECT_EQ(rest.memory.count("history_gap"), 0);
}

// The collector has moved on when an answer is lost on the way.
TEST_F(HistoryTest, APageWhoseAnswerIsLostIsNotSkipped) {
  for (const char* kind : {R"("kind": "reset")", R"("kind": "cut", "cut_after": 3000)",
                           R"("kind": "status", "status": 503)"}) {
    ASSERT_TRUE(lab_->Post("clear", "{}").ok());
    Rule(absl::StrCat(R"({"method": "ReadNextEvents", "skip": 1, "count": 1, "after": true, )",
                      kind, "}"));
    options_.history.checkpoints.clear();
    OrderSink sink;
    Run(sink);
    EXPECT_EQ(sink.Sorted(), Keys(10001, 10000 + kPastEvents)) << kind;
    EXPECT_TRUE(report_.complete()) << kind;
  }
}

TEST_F(HistoryTest, ASourceThatFailsEachTimeIsAGapAndTheOtherStreamIsWhole) {
  Rule(R"({"method": "ReadNextEvents", "kind": "fault", "fault": "DatabaseError"})");
  OrderSink sink;
  Run(sink);
  EXPECT_THAT(sink.tasks, SizeIs(kPastTasks));
  ASSERT_THAT(report_.gaps, SizeIs(1));
  EXPECT_EQ(report_.gaps[0].table, "event");
  EXPECT_EQ(report_.gaps[0].status, "failed");
}

TEST_F(HistoryTest, WhatTheSourceThrewAwayIsAGap) {
  OrderSink first;
  Run(first);
  Order(R"({"post": 30})");
  Order(R"({"keep": 10})");
  OrderSink second;
  Run(second);
  EXPECT_EQ(second.events, Keys(10221, 10230));
  EXPECT_THAT(Column(second, "stream"), ElementsAre("event"));
  EXPECT_THAT(Column(second, "reason"), ElementsAre("trimmed"));
  EXPECT_THAT(Column(second, "from_key"), ElementsAre("10200"));
  EXPECT_THAT(Column(second, "to_key"), ElementsAre("10221"));
  EXPECT_THAT(Column(second, "missing_count"), ElementsAre("20"));
  ASSERT_THAT(report_.gaps, SizeIs(1));
  EXPECT_EQ(report_.gaps[0].reason, "trimmed");
  OrderSink third;
  Run(third);
  EXPECT_EQ(third.memory.count("history_gap"), 0);
}

TEST_F(HistoryTest, MoreThanARunTakesIsAGapAndTheNextRunsToRead) {
  options_.history.most_rows = 120;
  OrderSink first;
  Run(first);
  EXPECT_EQ(first.events, Keys(10001, 10150));  // whole pages
  EXPECT_THAT(Column(first, "reason"), ElementsAre("overflow"));
  EXPECT_THAT(Column(first, "from_key"), ElementsAre("10150"));
  EXPECT_THAT(Column(first, "to_key"), ElementsAre("10200"));
  EXPECT_THAT(Column(first, "missing_count"), ElementsAre("50"));
  OrderSink second;
  Run(second);
  EXPECT_EQ(second.events, Keys(10151, 10200));
  EXPECT_EQ(second.memory.count("history_gap"), 0);
  EXPECT_TRUE(report_.complete());
}

TEST_F(HistoryTest, HiddenEventsMakeNoGapWhileAPageReachesOverThem) {
  Order(R"({"post": 20, "hidden": true})");
  Order(R"({"post": 3})");
  OrderSink sink;
  Run(sink);
  EXPECT_EQ(sink.events.size(), static_cast<size_t>(kPastEvents) + 3);
  EXPECT_EQ(sink.memory.count("history_gap"), 0);
  EXPECT_TRUE(report_.complete());
}

TEST_F(HistoryTest, ReadingGoesOnBeyondMoreHiddenEventsThanAPageHolds) {
  Order(R"({"post": 30, "hidden": true, "ago_ms": 1200000})");
  Order(R"({"post": 30, "hidden": true, "ago_ms": 1000000})");
  Order(R"({"post": 30, "hidden": true, "ago_ms": 600000})");
  Order(R"({"post": 3, "ago_ms": 500000})");
  Order(R"({"post": 20, "ago_ms": 1000})");
  OrderSink sink;
  Run(sink);
  std::vector<int64_t> expected = Keys(10001, 10000 + kPastEvents);
  for (const int64_t key : Keys(10291, 10313)) expected.push_back(key);
  EXPECT_EQ(sink.Sorted(), expected);
  EXPECT_THAT(Column(sink, "reason"), ElementsAre("denied"));
  EXPECT_THAT(Column(sink, "from_key"), ElementsAre("10200"));
  EXPECT_THAT(Column(sink, "to_key"), ElementsAre("10291"));
  EXPECT_THAT(Column(sink, "missing_count"), ElementsAre(MemorySink::kNull));
  ASSERT_THAT(report_.gaps, SizeIs(1));
  EXPECT_EQ(report_.gaps[0].status, "denied");
  OrderSink next;
  Run(next);
  EXPECT_THAT(next.events, IsEmpty());
  EXPECT_TRUE(report_.complete());
}

TEST_F(HistoryTest, AnInterruptDestroysTheCollectorAndKeepsTheCheckpoint) {
  int answers = 0;
  progress_ = [&](const collectors::CollectProgress& at) {
    if (at.type == "history" && ++answers == 2) interrupt_.Request();
  };
  OrderSink cut;
  Run(cut);
  EXPECT_TRUE(report_.interrupted);
  EXPECT_EQ(lab_->Calls("DestroyCollector"), 1);
  ASSERT_THAT(report_.history, Not(IsEmpty()));
  EXPECT_EQ(report_.history[0].rows, static_cast<int64_t>(cut.events.size()));
}

TEST_F(HistoryTest, TooManyCollectorsAreAGap) {
  Rule(R"({"method": "CreateCollectorForTasks", "kind": "fault", "fault": "InvalidState"})");
  OrderSink sink;
  Run(sink);
  EXPECT_EQ(sink.events, Keys(10001, 10000 + kPastEvents));
  ASSERT_THAT(report_.gaps, SizeIs(1));
  EXPECT_EQ(report_.gaps[0].table, "task");
  EXPECT_EQ(report_.gaps[0].reason, "InvalidState");
}

TEST_F(HistoryTest, ACheckpointOfAnotherSourceIsPassedOver) {
  OrderSink first;
  Run(first);
  for (std::string& text : options_.history.checkpoints) {
    auto checkpoint = collectors::ReadHistoryCheckpoint(text);
    ASSERT_TRUE(checkpoint.ok()) << checkpoint.status();
    checkpoint->source = "another";
    text = collectors::ToText(*checkpoint);
  }
  options_.history.checkpoints.push_back("no checkpoint");
  OrderSink second;
  Run(second);
  EXPECT_EQ(second.events, first.events);
}

TEST_F(HistoryTest, AStandaloneHostIsReadThroughCollectorsToo) {
  Start({"--esx", "--now", kNow});
  OrderSink sink;
  Run(sink);
  EXPECT_EQ(sink.events, Keys(10001, 10000 + kPastEvents));
  EXPECT_EQ(lab_->Calls("QueryEvents"), 0);
}

TEST_F(HistoryTest, ALightRunAsksForNone) {
  options_.tables.clear();
  options_.light = true;
  OrderSink sink;
  Run(sink);
  EXPECT_THAT(sink.events, IsEmpty());
  EXPECT_EQ(lab_->Calls("CreateCollectorForEvents"), 0);
}

TEST_F(HistoryTest, AStormOfEventsAndALostSessionCostNothing) {
  options_.history.page = 1000;
  Order(R"({"post": 20000, "ago_ms": 60000})");
  Rule(R"({"method": "ReadNextEvents", "kind": "fault", "fault": "NotAuthenticated", "skip": 7,
           "count": 1})");
  Order(R"({"post": 500, "method": "ReadNextEvents", "call": 10})");
  OrderSink sink;
  Run(sink);
  EXPECT_EQ(sink.events, Keys(10001, 10000 + kPastEvents + 20500));
}

}  // namespace
}  // namespace sitrep::tests
