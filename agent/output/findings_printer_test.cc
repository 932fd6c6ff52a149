#include "agent/output/findings_printer.h"

#include <google/protobuf/text_format.h>

#include <sstream>

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
  PrintFindings(Sample(), format, out);
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
            "check,severity,category,verdict,title,object,evidence,gaps,not_seen\n"
            "datastore-space-low,major,capacity,fail,Little space,source=u-1; moid=datastore-7,"
            "name=vol<1>; free_percent=3; url=NULL,\"\",0\n"
            "host-ssh-running,minor,security,pass,SSH runs,\"\",\"\",\"\",0\n"
            "vm-question-pending,major,operation,unknown,Question,\"\",\"\","
            "\"vm.question denied for 3 objects, needs privilege System.Read (NoPermission)\",3\n");
}

TEST(FindingsPrinter, JunitCountsAndEscapes) {
  const std::string xml = Printed(Format::kJunit);
  EXPECT_THAT(xml, HasSubstr("tests=\"3\" failures=\"1\" errors=\"1\" skipped=\"0\""));
  EXPECT_THAT(xml, HasSubstr("vol&lt;1&gt; [datastore-7]"));
  EXPECT_THAT(xml,
              HasSubstr("<testcase classname=\"security\" name=\"host-ssh-running\"></testcase>"));
}

TEST(FindingsPrinter, EndingFollowsTheVerdicts) {
  const Ending ending = EndingOf(Sample());
  EXPECT_TRUE(ending.failed);
  EXPECT_TRUE(ending.partial);
  EXPECT_FALSE(ending.warnings);
  EXPECT_EQ(ExitCodeOf(ending), ExitCode::kFailed);
}

}  // namespace
}  // namespace sitrep::agent
