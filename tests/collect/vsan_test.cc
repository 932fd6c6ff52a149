#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "collectors/vsphere/collect.h"
#include "tests/support/lab_process.h"
#include "tests/support/memory_sink.h"

namespace sitrep::tests {
namespace {

using collectors::Collect;
using collectors::CollectReport;
using collectors::Gap;
using testing::Each;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr char kMethod[] = "VsanQueryVcClusterHealthSummary";

class VsanTest : public testing::Test {
 protected:
  void Start(std::vector<std::string> flags = {}) {
    flags.insert(flags.end(), {"--now", "2026-11-22T12:00:00Z"});
    auto lab = LabProcess::Start(std::move(flags));
    ASSERT_TRUE(lab.ok()) << lab.status();
    lab_ = *std::move(lab);
    source_ = lab_->source();
  }

  void Read() {
    sink_ = MemorySink();
    auto report = Collect(source_, {.tables = {"vsan_cluster_health", "vsan_health"}}, sink_, {},
                          clock_, interrupt_);
    ASSERT_TRUE(report.ok()) << report.status();
    EXPECT_TRUE(report->ended.ok()) << report->ended;
    report_ = *std::move(report);
    EXPECT_EQ(lab_->State("sessions"), 0);
  }

  void Set(const std::string& switches) { ASSERT_TRUE(lab_->Post("set", switches).ok()); }
  void Rule(const std::string& fields) {
    ASSERT_TRUE(
        lab_->Post("rule", absl::StrCat("{\"method\": \"", kMethod, "\", ", fields, "}")).ok());
  }

  std::vector<std::string> GapTexts() const {
    std::vector<std::string> texts;
    for (const Gap& gap : report_.gaps) {
      texts.push_back(absl::StrCat(gap.table, " ", gap.status, " ", gap.reason, " ", gap.missing));
    }
    return texts;
  }

  std::unique_ptr<LabProcess> lab_;
  collectors::SourceOptions source_;
  MemorySink sink_;
  CollectReport report_;
  base::ManualClock clock_{absl::FromUnixSeconds(1700000000)};
  base::Interrupt interrupt_;
};

TEST_F(VsanTest, OnlyClustersThatUseVsanAreAsked) {
  Start();
  Read();
  EXPECT_THAT(GapTexts(), IsEmpty());
  EXPECT_EQ(lab_->Calls(kMethod), 1);
  EXPECT_THAT(sink_.Column("vsan_cluster_health", "health"), ElementsAre("green"));
  EXPECT_THAT(sink_.Column("vsan_cluster_health", "cached"), ElementsAre("1"));
  EXPECT_THAT(sink_.Column("vsan_cluster_health", "tested_at"),
              ElementsAre("2026-11-22T11:49:00.000Z"));
  EXPECT_THAT(sink_.Column("vsan_cluster_health", "test_count"), ElementsAre("8"));
  EXPECT_THAT(sink_.Column("vsan_cluster_health", "failing_test_count"), ElementsAre("0"));
  EXPECT_EQ(sink_.count("vsan_health"), 8);
  EXPECT_THAT(sink_.Column("vsan_health", "health"), Each("green"));
  EXPECT_EQ(
      sink_.Cell("vsan_health", "test_id", "com.vmware.vsan.health.test.smallping", "group_id"),
      "com.vmware.vsan.health.test.network");
}

TEST_F(VsanTest, WhereNothingIsKeptTheTestsAreRunOnce) {
  Start();
  Set(R"({"vsan_cache": "empty"})");
  Read();
  EXPECT_EQ(lab_->Calls(kMethod), 2);
  EXPECT_THAT(sink_.Column("vsan_cluster_health", "health"), ElementsAre("green"));
  EXPECT_THAT(sink_.Column("vsan_cluster_health", "cached"), ElementsAre("0"));
}

TEST_F(VsanTest, RunsOfTestsAreSpaced) {
  Start();
  Set(R"({"vsan_cache": "empty", "vsan_everywhere": true})");
  const absl::Time begin = clock_.Now();
  Read();
  EXPECT_EQ(lab_->Calls(kMethod), 4);
  EXPECT_EQ(sink_.count("vsan_cluster_health"), 2);
  EXPECT_GE(clock_.Now() - begin, absl::Seconds(4));
}

TEST_F(VsanTest, AResultThatNeverComesIsUnknownNotAbsent) {
  Start();
  Set(R"({"vsan_cache": "never"})");
  Read();
  EXPECT_THAT(GapTexts(), IsEmpty());
  EXPECT_THAT(sink_.Column("vsan_cluster_health", "health"), ElementsAre("unknown"));
  EXPECT_THAT(sink_.Column("vsan_cluster_health", "tested_at"), ElementsAre("NULL"));
  EXPECT_EQ(sink_.count("vsan_health"), 0);
}

TEST_F(VsanTest, OneClusterThatFailsLeavesTheOtherWhole) {
  Start();
  Set(R"({"vsan_everywhere": true})");
  Rule(R"("kind": "fault", "fault": "InvalidState", "count": 1)");
  Read();
  EXPECT_EQ(sink_.count("vsan_cluster_health"), 1);
  EXPECT_THAT(GapTexts(), testing::UnorderedElementsAre("vsan_cluster_health failed InvalidState 1",
                                                        "vsan_health failed InvalidState 1"));
}

TEST_F(VsanTest, WhatIsDeniedNamesThePrivilege) {
  Start();
  Rule(R"("kind": "fault", "fault": "NoPermission", "fields": {"privilegeId": "System.Read"})");
  Read();
  ASSERT_THAT(report_.gaps, SizeIs(2));
  EXPECT_EQ(report_.gaps[0].status, "denied");
  EXPECT_EQ(report_.gaps[0].privilege, "System.Read");
}

TEST_F(VsanTest, ASourceWithoutTheServiceDoesNotSupportIt) {
  Start();
  Set(R"({"vsan_everywhere": true})");
  Rule(R"("kind": "status", "status": 404)");
  Read();
  EXPECT_EQ(lab_->Calls(kMethod), 1);
  EXPECT_THAT(GapTexts(),
              testing::UnorderedElementsAre("vsan_cluster_health not_supported vsanHealth -1",
                                            "vsan_health not_supported vsanHealth -1"));
}

TEST_F(VsanTest, WhatFailsInTransportIsAskedAgain) {
  Start();
  for (const char* kind : {R"("kind": "status", "status": 503)", R"("kind": "reset")",
                           R"("kind": "cut", "cut_after": 40)"}) {
    Rule(absl::StrCat(R"("count": 1, )", kind));
    Read();
    EXPECT_THAT(GapTexts(), IsEmpty()) << kind;
    EXPECT_EQ(sink_.count("vsan_health"), 8) << kind;
  }
}

TEST_F(VsanTest, ALostSessionIsRenewed) {
  Start();
  Rule(R"("kind": "fault", "fault": "NotAuthenticated", "count": 1)");
  Read();
  EXPECT_THAT(GapTexts(), IsEmpty());
  EXPECT_EQ(lab_->State("logins"), 2);
  EXPECT_EQ(sink_.count("vsan_health"), 8);
}

TEST_F(VsanTest, AServiceThatDoesNotAnswerIsNotAskedForEveryCluster) {
  Start({"--clusters", "4", "--hosts", "1"});
  Set(R"({"vsan_everywhere": true})");
  source_.call_timeout = absl::Milliseconds(300);
  Rule(R"("kind": "hang")");
  Read();
  EXPECT_EQ(lab_->Calls(kMethod), 2);
  EXPECT_THAT(GapTexts(), testing::Contains("vsan_health unreachable DEADLINE_EXCEEDED 4"));
}

TEST_F(VsanTest, AStandaloneHostHasNone) {
  Start({"--esx"});
  Read();
  EXPECT_EQ(lab_->Calls(kMethod), 0);
  for (const Gap& gap : report_.gaps) EXPECT_EQ(gap.status, "not_supported");
}

}  // namespace
}  // namespace sitrep::tests
