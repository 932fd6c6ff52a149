#include "agent/output/findings_printer.h"

#include <google/protobuf/text_format.h>

#include <sstream>

#include "agent/house_rules.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace sitrep::agent {
namespace {

using testing::HasSubstr;

Findings Sample() {
  Findings findings;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(
      R"pb(
        results {
          check: "datastore-space-low"
          title: "Little space"
          severity: MAJOR
          category: "capacity"
          verdict: FAIL
          findings {
            key { name: "source" text: "u-1" }
            key { name: "moid" text: "datastore-7" }
            evidence { name: "name" text: "vol<1>" }
            evidence { name: "free_percent" integer: 3 }
            evidence { name: "url" }
          }
        }
        results {
          check: "host-ssh-running"
          title: "SSH runs"
          severity: MINOR
          category: "security"
          verdict: PASS
        }
        results {
          check: "vm-question-pending"
          title: "Question"
          severity: MAJOR
          category: "operation"
          verdict: UNKNOWN
          gaps {
            table: "vm"
            column: "question"
            status: "denied"
            reason: "NoPermission"
            privilege: "System.Read"
            missing: 3
          }
          not_seen: 3
        }
        pack: "built-in"
        pack_version: "1"
        as_of: "2026-11-22T13:38:06.653Z"
      )pb",
      &findings));
  return findings;
}

std::string Printed(Format format) {
  std::ostringstream out;
  PrintReport(ToReport(Sample()), format, out);
  return out.str();
}

TEST(FindingsPrinter, TextNamesObjectsGapsAndCounts) {
  EXPECT_EQ(Printed(Format::kText),
            "major\n"
            "  datastore-space-low  fail  Little space  [1 object]\n"
            "      vol<1> [datastore-7]  free_percent 3\n"
            "  vm-question-pending  unknown  Question\n"
            "      not seen: vm.question denied for 3 objects, needs privilege System.Read "
            "(NoPermission)\n"
            "\n"
            "3 checks: 1 fail, 0 warn, 1 unknown, 1 pass, 0 not_applicable\n"
            "as of 2026-11-22T13:38:06.653Z, pack built-in 1\n");
}

TEST(FindingsPrinter, JsonIsTheMessage) {
  const std::string json = Printed(Format::kJson);
  EXPECT_THAT(json, HasSubstr("\"check\": \"datastore-space-low\""));
  EXPECT_THAT(json, HasSubstr("\"as_of\": \"2026-11-22T13:38:06.653Z\""));
}

TEST(FindingsPrinter, CsvHasARowPerFindingAndPerCheckWithout) {
  EXPECT_EQ(Printed(Format::kCsv),
            "check,severity,category,verdict,title,object,evidence,gaps,not_seen,mark,since,"
            "accepted_until,accepted_reason\n"
            "datastore-space-low,major,capacity,fail,Little space,source=u-1; moid=datastore-7,"
            "name=vol<1>; free_percent=3; url=NULL,\"\",0,\"\",\"\",\"\",\"\"\n"
            "host-ssh-running,minor,security,pass,SSH runs,\"\",\"\",\"\",0,\"\",\"\",\"\",\"\"\n"
            "vm-question-pending,major,operation,unknown,Question,\"\",\"\","
            "\"vm.question denied for 3 objects, needs privilege System.Read "
            "(NoPermission)\",3,\"\",\"\",\"\",\"\"\n");
}

TEST(FindingsPrinter, JunitCountsAndEscapes) {
  const std::string xml = Printed(Format::kJunit);
  EXPECT_THAT(xml, HasSubstr("tests=\"3\" failures=\"1\" errors=\"1\" skipped=\"0\""));
  EXPECT_THAT(xml, HasSubstr("vol&lt;1&gt; [datastore-7]"));
  EXPECT_THAT(xml,
              HasSubstr("<testcase classname=\"security\" name=\"host-ssh-running\"></testcase>"));
}

TEST(FindingsPrinter, EndingFollowsTheVerdicts) {
  const Ending ending = EndingOf(ToReport(Sample()));
  EXPECT_TRUE(ending.failed);
  EXPECT_TRUE(ending.partial);
  EXPECT_FALSE(ending.warnings);
  EXPECT_EQ(ExitCodeOf(ending), ExitCode::kFailed);
}

// The sample with one more datastore that is accepted, and a history.
CheckReport Lived() {
  CheckReport report = ToReport(Sample());
  ReportedCheck& check = *report.mutable_results(0);
  *check.add_accepted() = check.findings(0);
  AcceptedUntil& accepted = *check.mutable_accepted(0)->mutable_accepted();
  accepted.set_until("2026-12-31");
  accepted.set_reason("grows in\x1b spring");
  accepted.set_place("site.yaml:7");
  check.mutable_accepted(0)->set_since("2025-05-06T07:08:09.000Z");
  check.mutable_findings(0)->set_mark("new");
  report.mutable_site()->set_file("site.yaml");
  report.mutable_site()->set_as_of("2026-11-22T00:00:00.000Z");
  report.mutable_site()->set_accepted(1);
  SourceHistory& history = *report.add_history();
  history.set_source("u-1");
  history.set_address("vc:443");
  history.set_state("recorded");
  history.set_since("2026-11-21T00:00:00.000Z");
  history.set_new_(1);
  return report;
}

std::string Printed(const CheckReport& report, Format format) {
  std::ostringstream out;
  PrintReport(report, format, out);
  return out.str();
}

TEST(FindingsPrinter, TextListsWhatIsAcceptedForItselfWithDayReasonAndPlace) {
  const std::string text = Printed(Lived(), Format::kText);
  EXPECT_THAT(text, HasSubstr("free_percent 3  (new)\n"));
  EXPECT_THAT(text, HasSubstr("accepted, as of 2026-11-22T00:00:00.000Z\n"));
  EXPECT_THAT(text, HasSubstr("free_percent 3  (since 2025-05-06)\n          accepted until "
                              "2026-12-31: grows in\\x1b spring (site.yaml:7)\n"));
  EXPECT_THAT(text, HasSubstr("1 pass, 0 not_applicable, 0 accepted\n"));
  EXPECT_THAT(text, HasSubstr("history of vc:443: 1 new, 0 fixed, 0 re-opened, 0 unchanged since "
                              "2026-11-21T00:00:00.000Z\n"));
}

TEST(FindingsPrinter, AnAcceptanceThatIsOverIsNamedWithWhatCountsAgain) {
  CheckReport report = Lived();
  ExpiredAcceptance& expired = *report.mutable_site()->add_expired();
  expired.set_check("vm-snapshot-old");
  expired.mutable_acceptance()->set_until("2026-01-31");
  expired.mutable_acceptance()->set_reason("audit");
  expired.mutable_acceptance()->set_place("site.yaml:9");
  expired.set_findings(2);
  EXPECT_THAT(Printed(report, Format::kText),
              HasSubstr("no longer accepted until 2026-01-31: audit (site.yaml:9): "
                        "vm-snapshot-old, 2 objects count again\n"));
}

TEST(FindingsPrinter, CsvAndJunitCarryMarksAndAcceptances) {
  const std::string csv = Printed(Lived(), Format::kCsv);
  EXPECT_THAT(csv, HasSubstr("url=NULL,\"\",0,new,\"\",\"\",\"\"\n"));
  EXPECT_THAT(csv, HasSubstr("2025-05-06T07:08:09.000Z,2026-12-31,"));
  EXPECT_THAT(Printed(Lived(), Format::kJunit), HasSubstr("accepted until 2026-12-31: grows"));
  EXPECT_THAT(Printed(Lived(), Format::kJson), HasSubstr("\"raw_verdict\": \"FAIL\""));
}

TEST(FindingsPrinter, NewsAloneLeaveOutChecksWithoutNewsAndTheirGaps) {
  CheckReport report = Lived();
  report.set_only_news(true);
  const std::string text = Printed(report, Format::kText);
  EXPECT_THAT(text, HasSubstr("datastore-space-low"));
  EXPECT_THAT(text, testing::Not(HasSubstr("vm-question-pending")));
}

}  // namespace
}  // namespace sitrep::agent
