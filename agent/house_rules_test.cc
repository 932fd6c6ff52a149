#include "agent/house_rules.h"

#include <google/protobuf/text_format.h>

#include "agent/output/findings_printer.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace sitrep::agent {
namespace {

// Two snapshots of two machines, and one host; the pack knows what `moid` speaks of.
CheckReport Sample() {
  Findings findings;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(
      R"pb(
        results {
          check: "host-reboot"
          severity: MAJOR
          verdict: FAIL
          findings {
            key { name: "source" text: "u-1" }
            key { name: "moid" text: "host-1" }
            evidence { name: "name" text: "esx-1" }
          }
        }
        results {
          check: "vm-old"
          severity: MINOR
          verdict: WARN
          findings {
            key { name: "source" text: "u-1" }
            key { name: "vm_moid" text: "vm-1" }
            key { name: "number" integer: 2000 }
            evidence { name: "vm_name" text: "web" }
          }
          findings {
            key { name: "source" text: "u-2" }
            key { name: "vm_moid" text: "vm-1" }
            key { name: "number" integer: 2001 }
            evidence { name: "vm_name" text: "db" }
          }
        }
        as_of: "2026-01-31T00:00:00.000Z"
      )pb",
      &findings));
  return ToReport(std::move(findings));
}

checks::Pack SamplePack() {
  checks::Pack pack;
  pack.checks.resize(2);
  pack.checks[0].id = "host-reboot";
  pack.checks[0].object = "host";
  pack.checks[1].id = "vm-old";
  pack.checks[1].object = "vm";
  return pack;
}

absl::Time Day(int month, int day) {
  return absl::FromCivil(absl::CivilDay(2026, month, day), absl::UTCTimeZone());
}

Acceptance Accept(const std::string& check) {
  Acceptance acceptance;
  acceptance.check = check;
  acceptance.until = absl::CivilDay(2026, 6, 30);
  acceptance.reason = "known";
  acceptance.line = 3;
  return acceptance;
}

CheckReport Applied(HouseRules rules, absl::Time now = Day(3, 1), SnapshotNames names = {}) {
  rules.file = "site.yaml";
  names.sources["u-1"] = {"u-1", "vc1:443", "vc1"};
  names.sources["u-2"] = {"u-2", "vc2:443", "vc2"};
  CheckReport report = Sample();
  ApplyRules(rules, names, SamplePack(), now, report);
  return report;
}

TEST(HouseRules, WithoutRulesTheReportIsTheFindings) {
  const CheckReport report = Sample();
  EXPECT_EQ(report.results(1).verdict(), "WARN");
  EXPECT_EQ(report.results(1).raw_verdict(), "WARN");
  EXPECT_EQ(report.results(1).findings_size(), 2);
  EXPECT_EQ(report.as_of(), "2026-01-31T00:00:00.000Z");
  EXPECT_FALSE(report.has_site());
}

TEST(HouseRules, ACheckWhoseFindingsAreAllAcceptedIsAcceptedAndKeepsItsRawVerdict) {
  const CheckReport report = Applied({.acceptances = {Accept("vm-old")}});
  const ReportedCheck& check = report.results(1);
  EXPECT_EQ(check.verdict(), "ACCEPTED");
  EXPECT_EQ(check.raw_verdict(), "WARN");
  EXPECT_EQ(check.findings_size(), 0);
  ASSERT_EQ(check.accepted_size(), 2);
  EXPECT_EQ(check.accepted(0).accepted().until(), "2026-06-30");
  EXPECT_EQ(check.accepted(0).accepted().reason(), "known");
  EXPECT_EQ(check.accepted(0).accepted().place(), "site.yaml:3");
  EXPECT_EQ(report.site().accepted(), 2);
  EXPECT_EQ(report.site().as_of(), "2026-03-01T00:00:00.000Z");
  EXPECT_EQ(report.results(0).verdict(), "FAIL");
}

TEST(HouseRules, AcceptedFindingsDoNotCountForTheExitCode) {
  EXPECT_EQ(ExitCodeOf(EndingOf(Applied({.acceptances = {Accept("vm-old")}}))), ExitCode::kFailed);
  EXPECT_EQ(ExitCodeOf(EndingOf(Applied({.acceptances = {Accept("host-reboot")}}))),
            ExitCode::kWarnings);
  EXPECT_EQ(
      ExitCodeOf(EndingOf(Applied({.acceptances = {Accept("host-reboot"), Accept("vm-old")}}))),
      ExitCode::kOk);
}

TEST(HouseRules, AnObjectIsAcceptedByItsNameOrAValueOfItsKey) {
  for (const char* object : {"web", "2000"}) {
    Acceptance acceptance = Accept("vm-old");
    acceptance.object = object;
    const CheckReport report = Applied({.acceptances = {acceptance}});
    EXPECT_EQ(report.results(1).verdict(), "WARN") << object;
    ASSERT_EQ(report.results(1).accepted_size(), 1) << object;
    EXPECT_EQ(report.results(1).accepted(0).evidence(0).text(), "web");
  }
  Acceptance other = Accept("vm-old");
  other.object = "we";
  EXPECT_EQ(Applied({.acceptances = {other}}).site().accepted(), 0);
}

TEST(HouseRules, AllValuesOfAKeyAndTheSourceMustFit) {
  Acceptance acceptance = Accept("vm-old");
  acceptance.key = {{"vm_moid", "vm-1"}};
  EXPECT_EQ(Applied({.acceptances = {acceptance}}).site().accepted(), 2);
  acceptance.source = "vc2";
  EXPECT_EQ(Applied({.acceptances = {acceptance}}).site().accepted(), 1);
  acceptance.key["number"] = "2000";
  EXPECT_EQ(Applied({.acceptances = {acceptance}}).site().accepted(), 0);
  acceptance.source = "u-1";
  EXPECT_EQ(Applied({.acceptances = {acceptance}}).site().accepted(), 1);
}

TEST(HouseRules, AnAcceptanceCountsToTheEndOfItsDayAndThenIsReportedAndHidesNothing) {
  const HouseRules rules{.acceptances = {Accept("vm-old")}};
  EXPECT_EQ(Applied(rules, Day(7, 1) - absl::Seconds(1)).results(1).verdict(), "ACCEPTED");
  const CheckReport over = Applied(rules, Day(7, 1));
  EXPECT_EQ(over.results(1).verdict(), "WARN");
  EXPECT_EQ(over.results(1).findings_size(), 2);
  ASSERT_EQ(over.site().expired_size(), 1);
  EXPECT_EQ(over.site().expired(0).check(), "vm-old");
  EXPECT_EQ(over.site().expired(0).findings(), 2);
}

TEST(HouseRules, OfSeveralAcceptancesTheOneThatLastsCounts) {
  Acceptance early = Accept("vm-old");
  early.until = absl::CivilDay(2026, 1, 1);
  early.object = "web";
  const CheckReport report = Applied({.acceptances = {early, Accept("vm-old")}});
  EXPECT_EQ(report.results(1).verdict(), "ACCEPTED");
  EXPECT_EQ(report.site().expired_size(), 0);
}

TEST(HouseRules, AHiddenObjectTakesItsFindingsAndThoseOfItsPartsAway) {
  const HouseRules rules{.hidden = {{.table = "vm", .name = "web"}}};
  const CheckReport report = Applied(rules, Day(3, 1), {.hidden = {{"u-1", "vm", "vm-1"}}});
  EXPECT_EQ(report.results(1).findings_size(), 1);
  EXPECT_EQ(report.results(1).hidden_size(), 1);
  EXPECT_EQ(report.results(1).verdict(), "WARN");
  EXPECT_EQ(report.site().hidden(), 1);
  // The host's key is `moid`, and its check speaks of hosts.
  EXPECT_EQ(Applied(rules, Day(3, 1), {.hidden = {{"u-1", "host", "host-1"}}}).results(0).verdict(),
            "PASS");
  EXPECT_EQ(Applied(rules, Day(3, 1), {.hidden = {{"u-1", "vm", "host-1"}}}).results(0).verdict(),
            "FAIL");
}

TEST(HouseRules, AHiddenSourceIsHiddenWhole) {
  const CheckReport report = Applied({.hidden = {{.source = "vc1:443"}}});
  EXPECT_EQ(report.site().hidden(), 2);
  EXPECT_EQ(report.results(0).verdict(), "PASS");
  EXPECT_EQ(report.results(0).raw_verdict(), "FAIL");
  EXPECT_EQ(report.results(1).findings_size(), 1);
}

TEST(HouseRules, WhatIsHiddenDoesNotMakeUpForWhatWasNotSeen) {
  CheckReport report = Sample();
  report.mutable_results(0)->add_gaps()->set_table("host");
  SnapshotNames names;
  ApplyRules({.hidden = {{.source = "u-1"}}}, names, SamplePack(), Day(3, 1), report);
  EXPECT_EQ(report.results(0).verdict(), "UNKNOWN");
}

}  // namespace
}  // namespace sitrep::agent
