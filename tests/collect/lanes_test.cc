#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "collectors/vsphere/collect.h"
#include "collectors/vsphere/decode_plan.h"
#include "collectors/vsphere/table_choice.h"
#include "tests/support/lab_process.h"
#include "tests/support/memory_sink.h"

// How many requests a run makes at once, how long it may take, and what part of a source it reads.
namespace sitrep::tests {
namespace {

using collectors::CollectOptions;
using collectors::CollectReport;
using testing::Contains;
using testing::Each;

class LanesTest : public testing::Test {
 protected:
  void SetUp() override {
    auto lab = LabProcess::Start({"--scenario", "sick", "--now", "2026-11-22T12:00:00Z"});
    ASSERT_TRUE(lab.ok()) << lab.status();
    lab_ = *std::move(lab);
    options_ = lab_->source();
  }

  absl::StatusOr<CollectReport> Run(const CollectOptions& options, MemorySink& sink) {
    return collectors::Collect(options_, options, sink, {}, base::Clock::Real(), interrupt_);
  }
  void Delay(int milliseconds) {
    ASSERT_TRUE(lab_->Post("rule", absl::StrCat(R"({"method": "RetrievePropertiesEx",
                           "kind": "delay", "delay_ms": )",
                                                milliseconds, "}"))
                    .ok());
  }
  std::vector<std::string> Names(const MemorySink& sink, const std::string& table) {
    return sink.Column(table, "name");
  }

  std::unique_ptr<LabProcess> lab_;
  collectors::SourceOptions options_;
  base::Interrupt interrupt_;
};

TEST_F(LanesTest, TwoRequestsAreInFlightAndNeverMore) {
  Delay(20);
  MemorySink sink;
  const auto report = Run({}, sink);
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(lab_->State("requests_in_flight_max"), 2);
  EXPECT_EQ(report->most_in_flight, 2);
}

TEST_F(LanesTest, OneAtATimeGivesTheSameRows) {
  MemorySink two;
  ASSERT_TRUE(Run({}, two).ok());
  options_.in_flight = 1;
  ASSERT_TRUE(lab_->Post("zero", "{}").ok());
  MemorySink one;
  const auto report = Run({}, one);
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(lab_->State("requests_in_flight_max"), 1);
  EXPECT_EQ(one.DifferenceTo(two), "");
}

TEST_F(LanesTest, ALoginIsRenewedOnceForBothLanes) {
  Delay(20);
  bool expired = false;
  const auto progress = [&](const collectors::CollectProgress& at) {
    if (expired || at.objects == 0) return;
    expired = true;
    ASSERT_TRUE(lab_->Post("expire", "{}").ok());
  };
  MemorySink sink;
  const auto report =
      collectors::Collect(options_, {}, sink, progress, base::Clock::Real(), interrupt_);
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_TRUE(report->ended.ok()) << report->ended;
  EXPECT_EQ(lab_->State("logins"), 2);
  EXPECT_EQ(lab_->State("sessions"), 0);
}

TEST_F(LanesTest, ARunThatIsTooLongEndsWithWhatIsCompleteAndSaysSo) {
  ASSERT_TRUE(lab_->Post("rule", R"({"method": "RetrievePropertiesEx", "kind": "hang",
                                     "contains": "<type>Datastore</type>"})")
                  .ok());
  MemorySink sink;
  const auto report = Run({.deadline = absl::Seconds(2)}, sink);
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_FALSE(report->complete());
  EXPECT_THAT(sink.Column("coverage", "reason"), Contains("deadline"));
  EXPECT_GT(sink.count("vm"), 0);
  EXPECT_EQ(sink.count("datastore"), 0);
  ASSERT_TRUE(lab_->Post("clear", "{}").ok());
  EXPECT_EQ(lab_->State("sessions"), 0);
}

TEST_F(LanesTest, AClusterIsReadWithItsHostsMachinesDatastoresAndNetworksAlone) {
  MemorySink whole;
  ASSERT_TRUE(Run({}, whole).ok());
  const std::string name = Names(whole, "cluster").front();
  MemorySink part;
  const auto report = Run({.scope = {{"cluster", name}}}, part);
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_THAT(Names(part, "cluster"), testing::ElementsAre(name));
  const std::string cluster = whole.Cell("cluster", "name", name, "moid");
  EXPECT_THAT(part.Column("host", "cluster_moid"), Each(cluster));
  EXPECT_GT(part.count("host"), 0);
  EXPECT_LT(part.count("host"), whole.count("host"));
  EXPECT_GT(part.count("vm"), 0);
  EXPECT_LT(part.count("vm"), whole.count("vm"));
  EXPECT_GT(part.count("datastore"), 0);
  EXPECT_GT(part.count("network"), 0);
  for (const char* table : {"event", "task", "permission", "tag_assignment"}) {
    EXPECT_GT(whole.count(table), 0) << table;
    EXPECT_EQ(part.count(table), 0) << table;
    EXPECT_EQ(part.Cell("coverage", "table_name", table, "reason"), "scope") << table;
  }
}

TEST_F(LanesTest, ADatacenterIsReadAsAWhole) {
  MemorySink whole;
  ASSERT_TRUE(Run({}, whole).ok());
  MemorySink part;
  const auto report = Run({.scope = {{"datacenter", Names(whole, "datacenter").front()}}}, part);
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(part.count("host"), whole.count("host"));
  EXPECT_EQ(part.count("vm"), whole.count("vm"));
  EXPECT_EQ(part.count("datacenter"), 1);
}

TEST_F(LanesTest, AFolderIsReadWithWhatLiesBelowIt) {
  MemorySink whole;
  ASSERT_TRUE(Run({}, whole).ok());
  const std::vector<std::string> parents = whole.Column("vm", "parent_moid");
  const std::vector<std::string> names = Names(whole, "folder");
  const std::string name = whole.Cell("folder", "moid", parents.front(), "name");
  MemorySink part;
  const auto report = Run({.scope = {{"folder", name}}}, part);
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_GT(part.count("vm"), 0);
  EXPECT_EQ(part.count("host"), 0);
}

TEST_F(LanesTest, WhatCarriesATagIsReadAlone) {
  MemorySink whole;
  ASSERT_TRUE(Run({}, whole).ok());
  const auto& assigned = whole.rows("tag_assignment");
  const auto vm = std::find_if(assigned.begin(), assigned.end(), [](const auto& row) {
    return std::find(row.first.begin(), row.first.end(), "VirtualMachine") != row.first.end();
  });
  ASSERT_NE(vm, assigned.end());
  const std::string tag = vm->first[1];
  MemorySink part;
  const auto report = Run({.scope = {{"tag", whole.Cell("tag", "tag_id", tag, "name")}}}, part);
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_GT(part.count("vm"), 0);
  EXPECT_LT(part.count("vm"), whole.count("vm"));
  EXPECT_EQ(lab_->State("rest_sessions"), 0);
  MemorySink none;
  EXPECT_TRUE(absl::IsNotFound(Run({.scope = {{"tag", "no such tag"}}}, none).status()));
}

// The calls that read properties: a type's objects divided by its page, and a few for what is
// named.
TEST_F(LanesTest, RoundTripsAreAsManyAsPages) {
  const auto calls = [&](int page) {
    EXPECT_TRUE(lab_->Post("zero", "{}").ok());
    MemorySink sink;
    EXPECT_TRUE(Run({.page_objects = page}, sink).ok());
    return lab_->Calls("RetrievePropertiesEx") + lab_->Calls("ContinueRetrievePropertiesEx");
  };
  MemorySink sink;
  ASSERT_TRUE(Run({}, sink).ok());
  const int64_t fewest = calls(1000);
  for (const int page : {3, 7, 10}) {
    int64_t more = 0;
    for (const collectors::TypePlan& plan :
         collectors::CompilePlans(collectors::TablesOfProfile(/*light=*/false))) {
      const std::string& table =
          tables::Catalog::Get().tables()[static_cast<size_t>(plan.tables.front().table)].name;
      if (plan.method.empty() && !plan.tables.front().child) more += sink.count(table) / page;
    }
    EXPECT_LE(calls(page), fewest + more) << "page " << page;
  }
}

TEST_F(LanesTest, AScopeThatTheSourceDoesNotHaveIsRefusedByName) {
  MemorySink sink;
  const auto report = Run({.scope = {{"cluster", "no such cluster"}}}, sink);
  EXPECT_TRUE(absl::IsNotFound(report.status())) << report.status();
  EXPECT_THAT(std::string(report.status().message()), testing::HasSubstr("no such cluster"));
  EXPECT_EQ(lab_->State("sessions"), 0);
}

}  // namespace
}  // namespace sitrep::tests
