#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "absl/strings/str_cat.h"
#include "collectors/vsphere/collect.h"
#include "tests/support/lab_process.h"
#include "tests/support/memory_sink.h"

namespace sitrep::tests {
namespace {

using collectors::Collect;
using collectors::CollectOptions;
using collectors::CollectReport;
using collectors::Gap;
using testing::Contains;
using testing::Each;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

// Years from the clock of the machine: only the source's own clock can be right.
constexpr char kNow[] = "2026-11-22T12:00:00Z";

class PerformanceTest : public testing::Test {
 protected:
  void Start(std::vector<std::string> flags = {}) {
    flags.insert(flags.end(), {"--now", kNow});
    auto lab = LabProcess::Start(std::move(flags));
    ASSERT_TRUE(lab.ok()) << lab.status();
    lab_ = *std::move(lab);
  }

  void Set(const std::string& switches) { ASSERT_TRUE(lab_->Post("set", switches).ok()); }

  // Reads performance with its counters; `vm` and `host` tell what there is.
  void Read(MemorySink& sink, CollectOptions options = {}) {
    if (options.tables.empty()) {
      options.tables = {"performance", "performance_counter", "vm", "host", "datastore"};
    }
    ASSERT_TRUE(!from_zero_ || lab_->Post("zero", "{}").ok());
    auto report = Collect(lab_->source(), options, sink, {}, clock_, interrupt_);
    ASSERT_TRUE(report.ok()) << report.status();
    EXPECT_TRUE(report->ended.ok()) << report->ended;
    report_ = *std::move(report);
  }

  // Objects of a type that have rows.
  std::set<std::string> Measured(const MemorySink& sink, const std::string& type) {
    std::set<std::string> moids;
    const auto types = sink.Column("performance", "object_type");
    const auto column = sink.Column("performance", "moid");
    for (size_t i = 0; i < types.size(); ++i) {
      if (types[i] == type) moids.insert(column[i]);
    }
    return moids;
  }
  // Objects of a table whose column has that value.
  std::set<std::string> Objects(const MemorySink& sink, const std::string& table,
                                const std::string& column, const std::string& value) {
    std::set<std::string> moids;
    const auto all = sink.Column(table, "moid");
    const auto values = sink.Column(table, column);
    for (size_t i = 0; i < all.size(); ++i) {
      if (values[i] == value) moids.insert(all[i]);
    }
    return moids;
  }
  std::vector<std::string> Gaps(const std::string& table = "performance") {
    std::vector<std::string> gaps;
    for (const Gap& gap : report_.gaps) {
      if (gap.table != table) continue;
      gaps.push_back(absl::StrCat(gap.column, " ", gap.status, " ", gap.reason, " ", gap.missing));
    }
    return gaps;
  }

  std::unique_ptr<LabProcess> lab_;
  bool from_zero_ = true;  // calls are counted from the run's own first
  CollectReport report_;
  base::ManualClock clock_{absl::FromUnixSeconds(1700000000)};  // pauses take no time
  base::Interrupt interrupt_;
};

TEST_F(PerformanceTest, EveryRunningHostAndMachineAndEveryDatastoreHasARowForEachCounter) {
  Start({"--scenario", "sick"});
  MemorySink sink;
  Read(sink);
  const std::set<std::string> machines = Objects(sink, "vm", "power_state", "poweredOn");
  EXPECT_EQ(Measured(sink, "VirtualMachine"), machines);
  EXPECT_EQ(Measured(sink, "HostSystem"), Objects(sink, "host", "connection_state", "connected"));
  EXPECT_LT(machines.size(), static_cast<size_t>(sink.count("vm")));
  const size_t datastores = Measured(sink, "Datastore").size();
  EXPECT_EQ(Measured(sink, "Datastore"), Objects(sink, "datastore", "accessible", "1"));
  EXPECT_EQ(static_cast<size_t>(sink.count("performance")),
            machines.size() * 8 + Measured(sink, "HostSystem").size() * 9 + datastores * 5);
  EXPECT_EQ(sink.count("performance_counter"), 22);
  EXPECT_THAT(sink.Column("performance_counter", "known"), Each("1"));
  EXPECT_THAT(Gaps(), IsEmpty());
}

TEST_F(PerformanceTest, RowsSayWhatWasMeasuredAndWhen) {
  Start();
  MemorySink sink;
  Read(sink);
  const auto counters = sink.Column("performance", "counter");
  const auto cell = [&](size_t row, const char* column) {
    return sink.Column("performance", column)[row];
  };
  for (size_t i = 0; i < counters.size(); i += 17) {
    if (cell(i, "samples") == "0") continue;
    const bool historical = cell(i, "object_type") == "Datastore";
    EXPECT_EQ(cell(i, "samples"), historical ? "288" : "180") << counters[i];
    EXPECT_EQ(cell(i, "interval_seconds"), historical ? "300" : "20");
    EXPECT_EQ(cell(i, "to_at"), "2026-11-22T12:00:00.000Z");
    EXPECT_EQ(cell(i, "from_at"),
              historical ? "2026-11-21T12:05:00.000Z" : "2026-11-22T11:00:20.000Z");
    const double least = std::stod(cell(i, "minimum"));
    const double mean = std::stod(cell(i, "average"));
    const double p95 = std::stod(cell(i, "p95"));
    const double most = std::stod(cell(i, "maximum"));
    EXPECT_LE(least, mean);
    EXPECT_LE(mean, most);
    EXPECT_LE(p95, most);
    EXPECT_LE(most, cell(i, "unit") == "percent" ? 100 : 1e12) << counters[i];
  }
}

TEST_F(PerformanceTest, ACounterThatAnObjectDoesNotHaveIsARowWithoutSamples) {
  Start();
  MemorySink sink;
  Read(sink);
  EXPECT_EQ(sink.Cell("performance", "counter", "datastore.totalReadLatency.average", "samples"),
            "0");
  EXPECT_EQ(sink.Cell("performance", "counter", "datastore.totalReadLatency.average", "average"),
            MemorySink::kNull);
  EXPECT_EQ(sink.Cell("performance", "counter", "disk.used.latest", "samples"), "288");
}

TEST_F(PerformanceTest, RowsAreTheSameInWhicheverFormAndOrderTheSourceAnswers) {
  Start();
  MemorySink whole;
  Read(whole);
  for (const char* form :
       {R"({"perf_normal": true})", R"({"perf_newest_first": true})",
        R"({"perf_normal": false, "gzip": true})", R"({"perf_max_elements": 5000})"}) {
    Set(form);
    MemorySink sink;
    Read(sink);
    EXPECT_EQ(sink.DifferenceTo(whole), "") << form;
  }
  MemorySink small;
  Read(small, {.tables = {"performance", "performance_counter", "vm", "host", "datastore"},
               .performance = {.most_objects = 3}});
  EXPECT_EQ(small.DifferenceTo(whole), "");
}

TEST_F(PerformanceTest, TheSourcesOwnLimitIsKeptWithoutASingleRefusal) {
  Start({"--datastores", "60"});
  MemorySink whole;
  Read(whole);
  const int64_t usual = lab_->Calls("QueryPerf");
  EXPECT_THAT(Measured(whole, "Datastore"), SizeIs(60));
  Set(R"({"perf_max_metrics": 64, "perf_setting": "64"})");
  MemorySink limited;
  Read(limited);
  EXPECT_EQ(limited.DifferenceTo(whole), "");
  EXPECT_EQ(lab_->Calls("QueryPerf"), usual + 3);  // 5 calls of 12 in place of 2 of 51
  EXPECT_THAT(Gaps(), IsEmpty());
  Set(R"({"perf_max_metrics": -1, "perf_setting": "-1"})");
  Read(limited);
  EXPECT_EQ(lab_->Calls("QueryPerf"), usual - 1);
}

TEST_F(PerformanceTest, ALimitThatCannotBeReadIsFoundByHalving) {
  Start({"--datastores", "60"});
  MemorySink whole;
  Read(whole);
  const int64_t usual = lab_->Calls("QueryPerf");
  Set(R"({"perf_max_metrics": 64})");
  MemorySink halved;
  Read(halved);
  EXPECT_EQ(halved.DifferenceTo(whole), "");
  EXPECT_THAT(Gaps(), IsEmpty());
  // 51, 25 and 12: refused twice, then five calls.
  EXPECT_EQ(lab_->Calls("QueryPerf"), usual - 2 + 2 + 5);
}

TEST_F(PerformanceTest, ALimitBelowOneObjectIsGivenUpAfterAFewCalls) {
  Start({"--datastores", "60"});
  Set(R"({"perf_max_metrics": 4, "perf_setting": "4"})");
  MemorySink sink;
  Read(sink);
  EXPECT_THAT(Measured(sink, "Datastore"), IsEmpty());
  EXPECT_THAT(Measured(sink, "HostSystem"), Not(IsEmpty()));
  EXPECT_THAT(Gaps(), Contains(" failed RestrictedByAdministrator 60"));
  EXPECT_LE(lab_->Calls("QueryPerf"), 6);
}

TEST_F(PerformanceTest, ARestrictedCallOfRunningObjectsIsHalvedForTheRestOfTheRun) {
  Start();
  MemorySink whole;
  Read(whole);
  ASSERT_TRUE(lab_->Post("rule", R"({"method": "QueryPerf", "kind": "fault", "count": 2,
                                     "fault": "RestrictedByAdministrator"})")
                  .ok());
  MemorySink sink;
  Read(sink);
  EXPECT_EQ(sink.DifferenceTo(whole), "");
  EXPECT_GT(lab_->Calls("QueryPerf"), 10);  // hosts: 8, 4, then twos; machines in twos
}

TEST_F(PerformanceTest, OneObjectThatFailsACallCostsItselfOnly) {
  Start({"--scenario", "sick"});
  MemorySink whole;
  Read(whole);
  const int64_t usual = lab_->Calls("QueryPerf");
  const std::set<std::string> machines = Measured(whole, "VirtualMachine");
  const std::string bad = *std::next(machines.begin(), 11);
  ASSERT_TRUE(lab_->Post("deny", absl::StrCat(R"({"type": "VirtualMachine", "path": "performance",
                                                  "object": ")",
                                              bad, R"("})"))
                  .ok());
  MemorySink sink;
  Read(sink);
  std::set<std::string> others = machines;
  others.erase(bad);
  EXPECT_EQ(Measured(sink, "VirtualMachine"), others);
  EXPECT_EQ(Measured(sink, "HostSystem"), Measured(whole, "HostSystem"));
  EXPECT_THAT(Gaps(), Contains(" denied NoPermission 1"));
  EXPECT_EQ(sink.Cell("coverage_object", "moid", bad, "table_name"), "performance");
  EXPECT_LE(lab_->Calls("QueryPerf"), usual + 2 * 7);
}

TEST_F(PerformanceTest, AMachineThatIsRemovedMeanwhileCostsItselfOnly) {
  Start();
  MemorySink whole;
  Read(whole);
  const std::set<std::string> machines = Measured(whole, "VirtualMachine");
  // After the states were read, before the machines' first call.
  from_zero_ = false;
  ASSERT_TRUE(lab_->Post("change",
                         R"({"action": "remove", "vm": "dc-01", "method": "QueryPerf", "call": 2})")
                  .ok());
  MemorySink sink;
  Read(sink, {.tables = {"performance"}});
  EXPECT_EQ(Measured(sink, "VirtualMachine").size() + 1, machines.size());
  EXPECT_THAT(Gaps(), testing::ElementsAre(" failed ManagedObjectNotFound 1"));
}

TEST_F(PerformanceTest, LateSamplesAreTakenAsFarAsTheyHaveCome) {
  Start();
  Set(R"({"perf_late_seconds": 900, "perf_lost_one_in": 10})");
  MemorySink sink;
  Read(sink);
  EXPECT_EQ(sink.Cell("performance", "counter", "cpu.ready.summation", "to_at"),
            "2026-11-22T11:45:00.000Z");
  EXPECT_EQ(sink.Cell("performance", "counter", "cpu.ready.summation", "samples"), "122");
  EXPECT_THAT(Gaps(), IsEmpty());
  // A short window reaches back behind the delay.
  MemorySink brief;
  Read(brief, {.tables = {"performance"}, .performance = {.window = absl::Minutes(5)}});
  EXPECT_EQ(brief.Cell("performance", "counter", "cpu.ready.summation", "samples"), "14");
}

TEST_F(PerformanceTest, ObjectsWithoutSamplesThatShouldHaveSomeAreAGap) {
  Start();
  Set(R"({"perf_late_seconds": 4000})");
  MemorySink sink;
  Read(sink);
  EXPECT_THAT(Measured(sink, "VirtualMachine"), IsEmpty());
  EXPECT_THAT(Measured(sink, "HostSystem"), IsEmpty());
  EXPECT_THAT(Measured(sink, "Datastore"), Not(IsEmpty()));
  const size_t running = Objects(sink, "vm", "power_state", "poweredOn").size();
  EXPECT_THAT(Gaps(),
              testing::ElementsAre(absl::StrCat(
                  " failed no_samples ", running + static_cast<size_t>(sink.count("host")))));
}

TEST_F(PerformanceTest, AnObjectWhoseStateIsNotToldIsAGap) {
  Start();
  MemorySink whole;
  Read(whole);
  const std::string hidden = *Measured(whole, "HostSystem").begin();
  ASSERT_TRUE(
      lab_->Post("deny", absl::StrCat(R"({"type": "HostSystem", "path": "runtime.powerState",
                                                  "object": ")",
                                      hidden, R"("})"))
          .ok());
  MemorySink sink;
  Read(sink, {.tables = {"performance"}});
  EXPECT_EQ(Measured(sink, "HostSystem").size() + 1, Measured(whole, "HostSystem").size());
  EXPECT_THAT(Gaps(), testing::ElementsAre(" denied NoPermission 1"));
  EXPECT_EQ(sink.Cell("coverage_object", "moid", hidden, "table_name"), "performance");
}

TEST_F(PerformanceTest, EverySampleIsReadOnRequest) {
  Start();
  MemorySink sink;
  Read(sink, {.tables = {"performance_sample", "performance"},
              .performance = {.window = absl::Minutes(2)}});
  int64_t samples = 0;
  for (const std::string& count : sink.Column("performance", "samples"))
    samples += std::stol(count);
  EXPECT_EQ(sink.count("performance_sample"), samples);
  EXPECT_EQ(sink.Cell("performance", "counter", "cpu.ready.summation", "samples"), "6");
  EXPECT_THAT(sink.Column("performance_sample", "value"), Each(Not(MemorySink::kNull)));
  MemorySink usual;
  Read(usual);
  EXPECT_EQ(usual.count("performance_sample"), 0);
}

TEST_F(PerformanceTest, InstancesAreReadWhenAskedFor) {
  Start();
  MemorySink sink;
  Read(sink, {.tables = {"performance"}, .performance = {.instances = true}});
  const auto instances = sink.Column("performance", "instance");
  EXPECT_THAT(instances, Contains(""));
  EXPECT_THAT(instances, Contains("1"));
  EXPECT_THAT(instances, Contains("vmnic0"));
}

TEST_F(PerformanceTest, FewCallsServeManyObjects) {
  Start({"--vms", "60", "--datastores", "100"});
  MemorySink sink;
  Read(sink);
  const size_t machines = Measured(sink, "VirtualMachine").size();
  EXPECT_GT(machines, 200u);
  EXPECT_LE(lab_->Calls("QueryPerf"), 1 + static_cast<int64_t>(machines / 50 + 1) + 2);
  EXPECT_EQ(lab_->Calls("QueryOptions"), 1);
}

TEST_F(PerformanceTest, ABrokenCallIsAskedAgainAndABrokenSourceIsNotAskedForEver) {
  Start();
  MemorySink whole;
  Read(whole);
  for (const char* trouble :
       {R"("kind": "cut", "cut_after": 300000)", R"("kind": "status", "status": 503)",
        R"("kind": "fault", "fault": "SystemError")"}) {
    ASSERT_TRUE(
        lab_->Post("rule", absl::StrCat(R"({"method": "QueryPerf", "count": 1, )", trouble, "}"))
            .ok());
    MemorySink sink;
    Read(sink);
    EXPECT_EQ(sink.DifferenceTo(whole), "") << trouble;
  }
  ASSERT_TRUE(
      lab_->Post("rule", R"({"method": "QueryPerf", "kind": "fault", "fault": "SystemError"})")
          .ok());
  MemorySink sink;
  Read(sink, {.tables = {"performance"}, .performance = {.most_objects = 1}});
  EXPECT_EQ(sink.count("performance"), 0);
  EXPECT_LE(lab_->Calls("QueryPerf"),
            3 * 3 * 2);  // three types, three failures, each repeated once
  EXPECT_THAT(Gaps(), Not(IsEmpty()));
}

TEST_F(PerformanceTest, AStandaloneHostIsMeasuredButNotItsDatastores) {
  Start({"--esx"});
  MemorySink sink;
  Read(sink);
  EXPECT_THAT(Measured(sink, "HostSystem"), SizeIs(1));
  EXPECT_THAT(Measured(sink, "VirtualMachine"), Not(IsEmpty()));
  EXPECT_THAT(Measured(sink, "Datastore"), IsEmpty());
  EXPECT_THAT(Gaps(), IsEmpty());
}

TEST_F(PerformanceTest, NothingIsMeasuredInALightRunOrWhenNotWanted) {
  Start();
  for (const CollectOptions& options :
       {CollectOptions{.light = true}, CollectOptions{.performance = {.wanted = false}}}) {
    ASSERT_TRUE(lab_->Post("zero", "{}").ok());
    MemorySink sink;
    ASSERT_TRUE(Collect(lab_->source(), options, sink, {}, clock_, interrupt_).ok());
    EXPECT_EQ(lab_->Calls("QueryPerf"), 0);
    EXPECT_EQ(sink.count("performance"), 0);
    EXPECT_GT(sink.count("vm"), 0);
  }
}

}  // namespace
}  // namespace sitrep::tests
