#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "collectors/vsphere/collect.h"
#include "collectors/vsphere/fault.h"
#include "collectors/vsphere/soap_client.h"
#include "tests/support/lab_process.h"
#include "tests/support/memory_sink.h"

// What servers write differently and mean the same, and what they answer when they cannot.
namespace sitrep::tests {
namespace {

using collectors::Collect;
using collectors::CollectOptions;
using collectors::CollectReport;
using collectors::Gap;
using testing::Contains;
using testing::Each;
using testing::HasSubstr;
using testing::SizeIs;

class WireTest : public testing::Test {
 protected:
  void SetUp() override {
    auto lab = LabProcess::Start(
        {"--scenario", "sick", "--now", "2026-11-22T12:00:00Z", "--page-limit", "20"});
    ASSERT_TRUE(lab.ok()) << lab.status();
    lab_ = *std::move(lab);
    options_ = lab_->source();
    ASSERT_TRUE(Run(undisturbed_).ok());
    ASSERT_TRUE(lab_->Post("zero", "{}").ok());
  }

  absl::StatusOr<CollectReport> Run(MemorySink& sink, const CollectOptions& options = {}) {
    return Collect(options_, options, sink, {}, clock_, interrupt_);
  }
  void Post(const std::string& path, const std::string& body) {
    const absl::Status status = lab_->Post(path, body);
    ASSERT_TRUE(status.ok()) << status;
  }
  void Replace(const std::string& pattern, const std::string& with) {
    Post("rule", absl::StrCat(R"({"path": "/sdk", "kind": "replace", "pattern": ")", pattern,
                              R"(", "with": ")", with, "\"}"));
  }
  // The run is complete and as if nothing had happened.
  CollectReport ExpectSameRows(const CollectOptions& options = {}) {
    MemorySink sink;
    auto report = Run(sink, options);
    EXPECT_TRUE(report.ok()) << report.status();
    if (!report.ok()) return {};
    for (const Gap& gap : report->gaps) {
      EXPECT_FALSE(gap.shortfall()) << gap.table << "." << gap.column << " " << gap.reason;
    }
    EXPECT_TRUE(report->complete()) << report->ended;
    EXPECT_EQ(sink.DifferenceTo(undisturbed_), "");
    EXPECT_EQ(lab_->State("sessions"), 0);
    return *std::move(report);
  }
  // One call of the method goes wrong so.
  void Disturb(const std::string& method, const std::string& how, int skip = 0) {
    Post("rule", absl::StrCat(R"({"method": ")", method, R"(", "count": 1, "skip": )", skip, ", ",
                              how, "}"));
  }

  std::unique_ptr<LabProcess> lab_;
  collectors::SourceOptions options_;
  MemorySink undisturbed_;
  base::ManualClock clock_{absl::FromUnixSeconds(1700000000)};  // pauses take no time
  base::Interrupt interrupt_;
};

TEST_F(WireTest, TypesUnderAnyPrefixAreTypes) {
  Replace(" xsi:type=", " xmlns:n0=\\\"http://www.w3.org/2001/XMLSchema-instance\\\" n0:type=");
  ExpectSameRows();
}

TEST_F(WireTest, AnotherAttributeOfThatNameIsNoType) {
  Replace(" xsi:type=", " xmlns:o=\\\"urn:other\\\" o:type=\\\"Nothing\\\" xsi:type=");
  ExpectSameRows();
}

TEST_F(WireTest, TimesWithAnOffsetAndWithNanosecondsAreTheSameTimes) {
  Replace(R"(((?:[tT]ime|[dD]ate|dateTime\")>[-0-9]+T[:0-9]+)Z<)", "$1.000000265+00:00<");
  ExpectSameRows();
}

TEST_F(WireTest, APropertyWithoutAValueIsUnset) {
  Replace("(<name>guest.hostName</name>)<val[^>]*>[^<]*</val>", "$1");
  MemorySink sink;
  const auto report = Run(sink);
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_TRUE(report->complete());
  EXPECT_THAT(sink.Column("vm", "guest_host_name"), Each(MemorySink::kNull));
  EXPECT_EQ(sink.Column("vm", "name"), undisturbed_.Column("vm", "name"));
}

TEST_F(WireTest, AnObjectThatComesTwiceIsOneRow) {
  Post("rule", R"json({"method": "ContinueRetrievePropertiesEx", "kind": "replace",
                   "pattern": "(<objects><obj type=\"VirtualMachine\">.*?</objects>)",
                   "with": "$1$1"})json");
  ExpectSameRows();
}

TEST_F(WireTest, AnAnswerInPiecesIsTheSame) {
  Post("set", R"({"chunked": true})");
  ExpectSameRows();
}

TEST_F(WireTest, CompressedPiecesAreTheSame) {
  Post("set", R"({"chunked": true, "gzip": true})");
  ExpectSameRows();
}

TEST_F(WireTest, TheCookieGoesBackByteForByte) {
  Post("set", R"({"strict_cookie": true})");
  ExpectSameRows();
  EXPECT_EQ(lab_->State("logins"), 1);
}

TEST_F(WireTest, ATokenThatReadsAsZeroIsAToken) {
  ExpectSameRows({.page_objects = 1000});
  EXPECT_GT(lab_->Calls("ContinueRetrievePropertiesEx"), 3);
  EXPECT_GT(undisturbed_.count("vm"), 20);
}

TEST_F(WireTest, ObjectsAreNamedBehindAnElementThatIsNoneOfOurs) {
  Replace("<returnval>(<token>|<objects>)", "<returnval><later>1</later>$1");
  ExpectSameRows();
}

TEST_F(WireTest, AnErrorPageIsNeverReadAsAnAnswer) {
  for (const int status : {502, 503, 401, 429}) {
    for (const char* method : {"RetrievePropertiesEx", "ContinueRetrievePropertiesEx",
                               "CreateContainerView", "CurrentTime"}) {
      Disturb(method, absl::StrCat(R"("kind": "status", "status": )", status));
    }
    EXPECT_EQ(ExpectSameRows().retries, 4) << status;
    Post("clear", "{}");
  }
}

TEST_F(WireTest, AnErrorPageWithTheStatusOfAFaultIsNoFault) {
  Disturb("RetrievePropertiesEx", R"("kind": "status", "status": 500)");
  EXPECT_EQ(ExpectSameRows().retries, 1);
}

TEST_F(WireTest, AFaultThatMayPassIsAskedForOnceMore) {
  for (const char* fault : {"RequestCanceled", "SystemError", "RuntimeFault"}) {
    Disturb("RetrievePropertiesEx", absl::StrCat(R"("kind": "fault", "fault": ")", fault, "\""), 7);
    EXPECT_EQ(ExpectSameRows().retries, 1) << fault;
    Post("clear", "{}");
  }
}

TEST_F(WireTest, AFaultThatStaysIsAGapAfterOneMoreAttempt) {
  Post("rule", R"({"method": "CreateContainerView", "contains": "Datastore", "kind": "fault",
                   "fault": "SystemError"})");
  MemorySink sink;
  const auto report = Run(sink, {.tables = {"datastore"}});
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_FALSE(report->complete());
  EXPECT_EQ(sink.Cell("coverage", "table_name", "datastore", "reason"), "SystemError");
  EXPECT_LE(lab_->Calls("CreateContainerView"), 4);
}

TEST_F(WireTest, ALostPageStartsItsTypeAnew) {
  Disturb("ContinueRetrievePropertiesEx", R"("kind": "fault", "fault": "InvalidArgument",
                                             "fields": {"invalidProperty": "token"})",
          3);
  ExpectSameRows();
}

TEST_F(WireTest, AViewThatIsGoneIsMadeAnew) {
  Disturb("RetrievePropertiesEx", R"("kind": "fault", "fault": "ManagedObjectNotFound",
                                     "contains": "ContainerView")",
          3);
  ExpectSameRows();
}

TEST_F(WireTest, AMethodThatTheSourceLacksIsNotSupportedAndNothingIsMissing) {
  for (const char* fault : {"MethodNotFound", "NotImplemented", "NotSupported"}) {
    Post("rule", absl::StrCat(R"({"method": "RetrieveAllPermissions", "kind": "fault",
                                  "fault": ")",
                              fault, "\"}"));
    MemorySink sink;
    const auto report = Run(sink, {.tables = {"permission"}});
    ASSERT_TRUE(report.ok()) << report.status();
    EXPECT_TRUE(report->complete()) << fault;
    ASSERT_THAT(report->gaps, SizeIs(1)) << fault;
    EXPECT_EQ(report->gaps[0].status, "not_supported") << fault;
    Post("clear", "{}");
  }
}

TEST_F(WireTest, AnObjectWhoseHostIsNotConnectedCostsItselfOnly) {
  for (const char* fault : {"HostNotConnected", "HostCommunication", "HostNotReachable"}) {
    Post("rule", absl::StrCat(R"({"method": "FetchDVPorts", "kind": "fault", "count": 1,
                                  "fault": ")",
                              fault, "\"}"));
    MemorySink sink;
    const auto report = Run(sink);
    ASSERT_TRUE(report.ok()) << report.status();
    ASSERT_TRUE(report->ended.ok()) << report->ended;
    for (const Gap& gap : report->gaps) {
      EXPECT_EQ(gap.table, "dvport") << gap.column;
      EXPECT_EQ(gap.missing, 1);
      EXPECT_EQ(gap.reason, fault);
    }
    EXPECT_THAT(report->gaps, testing::Not(testing::IsEmpty())) << fault;
    EXPECT_EQ(sink.count("vm"), undisturbed_.count("vm"));
    Post("clear", "{}");
  }
}

TEST_F(WireTest, AValueThatIsNotSupportedIsNoShortfall) {
  Post("deny", R"({"type": "ResourcePool", "path": "config"})");
  Replace("NoPermission", "NotSupported");
  MemorySink sink;
  const auto report = Run(sink, {.tables = {"resource_pool"}});
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_TRUE(report->complete());
  EXPECT_THAT(report->gaps, testing::Not(testing::IsEmpty()));
  for (const Gap& gap : report->gaps) EXPECT_EQ(gap.status, "not_supported") << gap.column;
  EXPECT_EQ(sink.count("resource_pool"), undisturbed_.count("resource_pool"));
}

TEST_F(WireTest, AnObjectThatIsGoneWhenItIsNamedLeavesTheOthers) {
  const std::string gone = undisturbed_.Column("vm", "name").front();
  // Between the list and the last of the sets that name its machines.
  Post("change", absl::StrCat(R"({"action": "remove", "vm": ")", gone,
                              R"(", "method": "RetrievePropertiesEx", "call": 2})"));
  MemorySink sink;
  const auto report = Run(sink, {.tables = {"vm"}, .list_references = true});
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_TRUE(report->complete());
  EXPECT_EQ(sink.count("vm"), undisturbed_.count("vm") - 1);
}

TEST_F(WireTest, RefusedPagingIsWorkedAroundWhereNoTableIsRead) {
  Post("set", R"({"contdenied": true, "page_limit": 3})");
  ExpectSameRows();
  MemorySink sink;
  CollectOptions scoped;
  scoped.scope = {{"cluster", "prod-cl01"}};
  const auto report = Run(sink, scoped);
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_TRUE(report->complete());
  EXPECT_EQ(sink.count("cluster"), 1);
  EXPECT_EQ(sink.count("host"), 4);
}

TEST_F(WireTest, ALoginOnTopOfALiveSessionEndsItFirst) {
  auto session = collectors::Session::Connect(options_, clock_, interrupt_);
  ASSERT_TRUE(session.ok()) << session.status();
  EXPECT_TRUE((*session)->LoginAgain().ok());
  EXPECT_EQ(lab_->State("sessions"), 1);
  EXPECT_EQ(lab_->State("failed_logins"), 0);
}

TEST_F(WireTest, ASessionThatIsGoneWhenAScopeIsResolvedIsNotTakenForAnEmptySource) {
  CollectOptions scoped;
  scoped.scope = {{"cluster", "prod-cl01"}};
  MemorySink sink;
  // The first retrieve finds the scope; its session is gone, and every property is missing.
  Post("rule", R"({"method": "RetrievePropertiesEx", "kind": "replace", "count": 1,
                   "pattern": "<propSet>.*</propSet>",
                   "with": "<missingSet><path>name</path><fault><fault xsi:type=\"NotAuthenticated\"/></fault></missingSet>"})");
  const auto report = Run(sink, scoped);
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_TRUE(report->complete());
  EXPECT_EQ(sink.count("host"), 4);
  EXPECT_EQ(lab_->State("logins"), 2);
}

TEST_F(WireTest, WhatTheAccountMayNotDoIsNotAskedFor) {
  Post("deny", R"({"privilege": "Global.Licenses"})");
  // Each refusal stands in the source's log; asking all the same costs the whole table here.
  for (const char* path : {"licenses", "sessionList"}) {
    Post("rule",
         absl::StrCat(R"({"contains": "<pathSet>)", path, R"(</pathSet>", "kind": "reset"})"));
  }
  MemorySink sink;
  const auto report = Run(sink, {.tables = {"license", "session"}});
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_FALSE(report->complete());
  std::vector<std::string> privileges;
  for (const Gap& gap : report->gaps) privileges.push_back(gap.privilege);
  EXPECT_THAT(privileges, Contains("Global.Licenses"));
  EXPECT_THAT(privileges, Contains("Sessions.TerminateSession"));
  for (const Gap& gap : report->gaps) EXPECT_EQ(gap.status, "denied") << gap.table;
}

TEST_F(WireTest, ASessionIsNeverCheckedWithACallThatAReaderMayNotMake) {
  ExpectSameRows();
  EXPECT_LE(lab_->Calls("SessionIsActive"), 0);
  EXPECT_LE(lab_->Calls("RetrieveProperties"), 0);
}

}  // namespace
}  // namespace sitrep::tests
