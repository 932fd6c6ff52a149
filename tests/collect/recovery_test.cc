#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "absl/strings/str_cat.h"
#include "collectors/vsphere/collect.h"
#include "tables/catalog.h"
#include "tests/support/lab_process.h"
#include "tests/support/memory_sink.h"

namespace sitrep::tests {
namespace {

using collectors::Collect;
using collectors::CollectOptions;
using collectors::CollectReport;
using collectors::Gap;
using testing::IsEmpty;
using testing::SizeIs;

constexpr char kNow[] = "2026-11-22T12:00:00Z";

// What the source does wrong, and what of it can be made good. Small pages, so that every unit has
// several.
class RecoveryTest : public testing::Test {
 protected:
  void SetUp() override {
    auto lab = LabProcess::Start({"--scenario", "sick", "--now", kNow, "--page-limit", "9"});
    ASSERT_TRUE(lab.ok()) << lab.status();
    lab_ = *std::move(lab);
    options_ = lab_->source();
    ASSERT_TRUE(Run(undisturbed_).ok());
    ASSERT_TRUE(lab_->Post("zero", "{}").ok());
  }

  absl::StatusOr<CollectReport> Run(MemorySink& sink, const collectors::Progress& progress = {}) {
    return Collect(options_, {}, sink, progress, clock_, interrupt_);
  }
  void ExpectNothingLeft() {
    EXPECT_EQ(lab_->State("sessions"), 0);
    EXPECT_EQ(lab_->State("views"), 0);
    EXPECT_EQ(lab_->State("open_tokens"), 0);
  }

  std::unique_ptr<LabProcess> lab_;
  collectors::SourceOptions options_;
  MemorySink undisturbed_;
  base::ManualClock clock_{absl::FromUnixSeconds(1700000000)};  // pauses take no time
  base::Interrupt interrupt_;
};

TEST_F(RecoveryTest, ASessionThatEndsBetweenPagesIsReplacedAndTheRowsAreTheSame) {
  bool expired = false;
  const auto progress = [&](const collectors::CollectProgress& at) {
    if (expired || at.type != "VirtualMachine") return;
    expired = true;
    ASSERT_TRUE(lab_->Post("expire", "{}").ok());
  };
  MemorySink sink;
  const auto report = Run(sink, progress);
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_TRUE(expired);
  EXPECT_TRUE(report->complete());
  EXPECT_EQ(sink.DifferenceTo(undisturbed_), "");
  EXPECT_EQ(lab_->State("logins"), 2);
  ExpectNothingLeft();
}

TEST_F(RecoveryTest, ASessionThatEndsBeforeAFirstPageIsNotTakenForEmptiness) {
  bool expired = false;
  const auto progress = [&](const collectors::CollectProgress& at) {
    if (expired || at.type != "HostSystem") return;
    expired = true;
    // Between the view and its first page: the retrieve answers NotAuthenticated in each
    // missingSet.
    ASSERT_TRUE(lab_->Post("rule", R"({"method": "CreateContainerView", "kind": "fault",
                                       "fault": "NotAuthenticated", "count": 1})")
                    .ok());
  };
  MemorySink sink;
  const auto report = Run(sink, progress);
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_TRUE(report->complete());
  EXPECT_EQ(sink.DifferenceTo(undisturbed_), "");
  ExpectNothingLeft();
}

TEST_F(RecoveryTest, ASessionThatEndsForeverIsGivenUpAfterTwoMoreLogins) {
  const auto progress = [&](const collectors::CollectProgress&) {
    ASSERT_TRUE(lab_->Post("expire", "{}").ok());
  };
  MemorySink sink;
  const auto report = Run(sink, progress);
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_FALSE(report->ended.ok());
  EXPECT_LE(lab_->State("logins"), 3);
  ExpectNothingLeft();
}

TEST_F(RecoveryTest, AChangedPasswordStopsTheRunAfterOneAttempt) {
  const auto progress = [&](const collectors::CollectProgress& at) {
    if (at.type != "HostSystem") return;
    ASSERT_TRUE(lab_->Post("rule", R"({"method": "Login", "kind": "fault",
                                       "fault": "InvalidLogin"})")
                    .ok());
    ASSERT_TRUE(lab_->Post("expire", "{}").ok());
  };
  MemorySink sink;
  const auto report = Run(sink, progress);
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_TRUE(collectors::IsInvalidLogin(report->ended)) << report->ended;
  EXPECT_EQ(lab_->Calls("Login"), 2);
}

TEST_F(RecoveryTest, AnUnknownPathCostsItsOwnColumnsOnly) {
  ASSERT_TRUE(lab_->Post("rule", R"({"method": "RetrievePropertiesEx", "kind": "fault",
      "contains": "runtime.bootTime", "fault": "InvalidProperty",
      "fields": {"name": "runtime.bootTime"}})")
                  .ok());
  MemorySink sink;
  const auto report = Run(sink);
  ASSERT_TRUE(report.ok()) << report.status();
  std::vector<std::string> gaps;
  for (const Gap& gap : report->gaps) {
    EXPECT_EQ(gap.status, "unknown_path");
    EXPECT_EQ(gap.missing, -1);
    gaps.push_back(absl::StrCat(gap.table, ".", gap.column));
  }
  EXPECT_THAT(gaps, testing::UnorderedElementsAre("host.booted_at", "vm.booted_at"));
  EXPECT_EQ(sink.count("vm"), undisturbed_.count("vm"));
  EXPECT_EQ(sink.Column("vm", "name"), undisturbed_.Column("vm", "name"));
  EXPECT_THAT(sink.Column("vm", "booted_at"), testing::Each(MemorySink::kNull));
  ExpectNothingLeft();
}

TEST_F(RecoveryTest, RefusedPagingIsReplacedByExplicitReferences) {
  ASSERT_TRUE(lab_->Post("set", R"({"contdenied": true})").ok());
  MemorySink sink;
  const auto report = Run(sink);
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_TRUE(report->complete());
  EXPECT_EQ(sink.DifferenceTo(undisturbed_), "");
  ExpectNothingLeft();
}

TEST_F(RecoveryTest, ADeniedColumnIsAGapWithItsPrivilegeForEveryObject) {
  ASSERT_TRUE(lab_->Post("deny", R"({"type": "HostSystem", "path": "config.lockdownMode",
                                     "privilege": "Host.Config.Settings"})")
                  .ok());
  MemorySink sink;
  const auto report = Run(sink);
  ASSERT_TRUE(report.ok()) << report.status();
  ASSERT_THAT(report->gaps, SizeIs(1));
  EXPECT_EQ(report->gaps[0].table, "host");
  EXPECT_EQ(report->gaps[0].column, "lockdown_mode");
  EXPECT_EQ(report->gaps[0].status, "denied");
  EXPECT_EQ(report->gaps[0].privilege, "Host.Config.Settings");
  EXPECT_EQ(report->gaps[0].reason, "NoPermission");
  EXPECT_EQ(sink.Cell("coverage", "column_name", "lockdown_mode", "status"), "denied");
  EXPECT_EQ(sink.count("host"), undisturbed_.count("host"));
  // A host that is not connected leaves it unset, so it is not missing there.
  EXPECT_EQ(sink.count("coverage_object"), report->gaps[0].missing);
  EXPECT_GE(report->gaps[0].missing, sink.count("host") - 2);
}

TEST_F(RecoveryTest, AValueDeniedOnOneHostLeavesTheOthers) {
  const std::string host = undisturbed_.Column("host", "name").front();
  const std::string moid = undisturbed_.Cell("host", "name", host, "moid");
  ASSERT_TRUE(lab_->Post("deny", absl::StrCat(R"({"type": "HostSystem", "path": "config.service",
                                                  "object": ")",
                                              host, "\"}"))
                  .ok());
  MemorySink sink;
  const auto report = Run(sink);
  ASSERT_TRUE(report.ok()) << report.status();
  ASSERT_THAT(report->gaps, SizeIs(1));
  EXPECT_EQ(report->gaps[0].table, "host_service");
  EXPECT_EQ(report->gaps[0].column, "");
  EXPECT_EQ(report->gaps[0].missing, 1);
  EXPECT_EQ(sink.Column("coverage_object", "moid"), std::vector<std::string>{moid});
  const auto hosts = sink.Column("host_service", "host_moid");
  EXPECT_THAT(hosts, testing::Not(testing::Contains(moid)));
  EXPECT_THAT(hosts, testing::Not(IsEmpty()));
}

TEST_F(RecoveryTest, AnUnknownPathThatALenientServerNamesForEachObjectIsOneGap) {
  ASSERT_TRUE(lab_->Post("set", R"({"strict": false})").ok());
  MemorySink sink;
  const auto report = Run(sink);
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(sink.DifferenceTo(undisturbed_), "");
}

TEST_F(RecoveryTest, AMachineThatGoesAwayMeanwhileIsNoFailure) {
  const auto names = undisturbed_.Column("vm", "name");
  ASSERT_TRUE(lab_->Post("change", absl::StrCat(R"({"action": "remove", "vm": ")", names.back(),
                                                R"(", "method": "ContinueRetrievePropertiesEx",
                                                   "call": 3})"))
                  .ok());
  MemorySink sink;
  const auto report = Run(sink);
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_TRUE(report->complete());
  ExpectNothingLeft();
}

TEST_F(RecoveryTest, AnInterruptKeepsWhatIsWholeAndSaysWhatIsMissing) {
  options_.in_flight = 1;  // so that the order is known: machines, hosts, all else
  const auto progress = [&](const collectors::CollectProgress& at) {
    if (at.type == "HostSystem") interrupt_.Request();
  };
  MemorySink sink;
  const auto report = Run(sink, progress);
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_TRUE(report->interrupted);
  EXPECT_EQ(sink.count("vm"), undisturbed_.count("vm"));
  EXPECT_EQ(sink.count("datastore"), 0);
  EXPECT_EQ(sink.count("host"), undisturbed_.count("host"));
  EXPECT_EQ(sink.Cell("coverage", "table_name", "datastore", "status"), "interrupted");
  EXPECT_EQ(sink.Cell("coverage", "table_name", "vm", "status"), "no row");
  ExpectNothingLeft();
}

TEST_F(RecoveryTest, AnInterruptDoesNotWaitForAnAnswerThatNeverComes) {
  ASSERT_TRUE(
      lab_->Post("rule", R"({"method": "ContinueRetrievePropertiesEx", "kind": "hang"})").ok());
  std::thread signal([this] {
    while (lab_->Calls("ContinueRetrievePropertiesEx") == 0) std::this_thread::yield();
    interrupt_.Request();
  });
  MemorySink sink;
  const auto report = Run(sink);
  signal.join();
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_TRUE(report->interrupted);
  EXPECT_EQ(sink.Cell("coverage", "table_name", "vm", "status"), "interrupted");
  EXPECT_EQ(lab_->State("sessions"), 0);
  EXPECT_EQ(lab_->State("views"), 0);
}

TEST_F(RecoveryTest, ASourceThatDisappearsHalfWayLeavesAGapPerTable) {
  options_.in_flight = 1;
  const auto progress = [&](const collectors::CollectProgress& at) {
    if (at.type != "HostSystem") return;
    ASSERT_TRUE(lab_->Post("rule", R"({"path": "/sdk", "kind": "reset"})").ok());
  };
  MemorySink sink;
  const auto report = Run(sink, progress);
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_FALSE(report->ended.ok());
  EXPECT_FALSE(report->interrupted);
  EXPECT_EQ(sink.count("vm"), undisturbed_.count("vm"));
  EXPECT_EQ(sink.Cell("coverage", "table_name", "datastore", "status"), "unreachable");
}

}  // namespace
}  // namespace sitrep::tests
