#include "checks/check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_replace.h"
#include "checks/severity.h"
#include "checks/sql_words.h"

namespace sitrep::checks {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr char kWhole[] = R"(-- id: vm-snapshot-old
-- title: A snapshot is old
-- severity: minor
-- category: capacity
--
-- object: vm
-- key: source, vm_moid, snapshot_moid
-- why: It grows: every change
--   makes it larger.
-- fix: Remove it.
-- link: https://example.com/a
-- link: https://example.com/b
-- applies-to: 6.5..8.0
-- absence-of: vm_snapshot
-- parameter: days integer 14 days - long enough - for most
-- parameter: share real 0.5 - half
SELECT source -- a comment
FROM vm_snapshot
)";

TEST(CheckFile, IsReadWithEveryField) {
  const auto check = ParseCheck(kWhole, "a.sql");
  ASSERT_TRUE(check.ok()) << check.status();
  EXPECT_EQ(check->id, "vm-snapshot-old");
  EXPECT_EQ(check->severity, MINOR);
  EXPECT_THAT(check->key, ElementsAre("source", "vm_moid", "snapshot_moid"));
  EXPECT_EQ(check->why, "It grows: every change makes it larger.");
  EXPECT_THAT(check->links, ElementsAre("https://example.com/a", "https://example.com/b"));
  EXPECT_EQ(check->applies_to.ToString(), "6.5..8.0");
  EXPECT_THAT(check->absence_of, ElementsAre("vm_snapshot"));
  ASSERT_EQ(check->parameters.size(), 2u);
  EXPECT_EQ(check->parameters[0].unit, "days");
  EXPECT_EQ(check->parameters[0].reason, "long enough - for most");
  EXPECT_EQ(std::get<int64_t>(check->parameters[0].default_value), 14);
  EXPECT_EQ(check->parameters[1].unit, "");
  EXPECT_EQ(std::get<double>(check->parameters[1].default_value), 0.5);
  EXPECT_EQ(check->sql, "SELECT source -- a comment\nFROM vm_snapshot");
  EXPECT_EQ(check->file, "a.sql");
}

TEST(CheckFile, MayHaveLinesOfTheOtherSystem) {
  const auto check = ParseCheck(absl::StrReplaceAll(kWhole, {{"\n", "\r\n"}}), "a.sql");
  ASSERT_TRUE(check.ok()) << check.status();
  EXPECT_EQ(check->title, "A snapshot is old");
}

TEST(CheckFile, IsRefusedWithFileAndLine) {
  const std::tuple<const char*, const char*, const char*> changes[] = {
      {"-- id: vm-snapshot-old\n", "", "a.sql:1: the header has no \"-- id: ...\""},
      {"-- id: vm-snapshot-old", "-- id: Old", "a.sql:1: an id is small letters"},
      {"-- title: A snapshot is old", "-- title", "a.sql:2: expected"},
      {"-- title: A snapshot is old", "-- title:", "a.sql:2: title is empty"},
      {"-- severity: minor", "-- severity: bad", "a.sql:3: \"bad\" is no severity"},
      {"-- object: vm", "-- object: machine", "a.sql:6: there is no table machine"},
      {"-- key: source, vm_moid, snapshot_moid", "-- key: vm_moid",
       "a.sql:7: the first key column is source"},
      {"-- key: source, vm_moid, snapshot_moid", "-- key: source,,x", "a.sql:7: key is a list"},
      {"-- key: source, vm_moid, snapshot_moid", "-- key: source", "second key column"},
      {"-- fix: Remove it.", "-- fixes: Remove it.", "a.sql:10: \"fixes\" is no field"},
      {"-- fix: Remove it.", "-- why: Again", "a.sql:10: \"why\" is there twice"},
      {"-- applies-to: 6.5..8.0", "-- applies-to: 6.5", "a.sql:13: applies-to is a range"},
      {"-- applies-to: 6.5..8.0", "-- applies-to: a..", "a.sql:13: applies-to is a range"},
      {"-- absence-of: vm_snapshot", "-- absence-of: vm_snap",
       "a.sql:14: there is no table vm_snap"},
      {"days integer 14 days - ", "days integer 14 days ", "a.sql:15: expected \"-- parameter"},
      {"days integer 14 days - ", "days int 14 days - ", "a.sql:15: a parameter is of type"},
      {"days integer 14 days - ", "days integer x days - ",
       "a.sql:15: parameter days: \"x\" is not of type integer"},
      {"share real 0.5 - half", "share real nan - half", "a.sql:16: parameter share"},
      {"share real 0.5 - half", "days real 1 - half", "a.sql:16: the parameter is there twice"},
      {"SELECT source -- a comment\nFROM vm_snapshot\n", "", "there is no SELECT"},
      {"-- id: vm-snapshot-old", "--   more\n-- id: vm-snapshot-old",
       "a.sql:1: a continuation line"},
  };
  for (const auto& [before, after, message] : changes) {
    ASSERT_THAT(kWhole, HasSubstr(before));
    const auto check = ParseCheck(absl::StrReplaceAll(kWhole, {{before, after}}), "a.sql");
    EXPECT_EQ(check.status().code(), absl::StatusCode::kInvalidArgument) << after;
    EXPECT_THAT(std::string(check.status().message()), HasSubstr(message)) << after;
  }
  EXPECT_FALSE(ParseCheck("", "a.sql").ok());
  EXPECT_FALSE(ParseCheck(std::string_view("-- id: a\0b", 10), "a.sql").ok());
}

TEST(VersionRange, TakesInItsEndsAndWhatIsUnknown) {
  const VersionRange range{{6, 5}, {8, 0}};
  EXPECT_TRUE(range.Contains("6.5.0"));
  EXPECT_TRUE(range.Contains("6.5"));
  EXPECT_TRUE(range.Contains("8.0.3"));
  EXPECT_TRUE(range.Contains("8"));
  EXPECT_TRUE(range.Contains(""));
  EXPECT_TRUE(range.Contains("unknown"));
  EXPECT_FALSE(range.Contains("6.4.9"));
  EXPECT_FALSE(range.Contains("6"));
  EXPECT_FALSE(range.Contains("8.1"));
  EXPECT_FALSE(range.Contains("10.0"));
  EXPECT_TRUE(VersionRange{}.Contains("1"));
  EXPECT_EQ((VersionRange{{7}, {}}.ToString()), "7..");
  EXPECT_EQ((VersionRange{{}, {8, 0}}.ToString()), "..8.0");
}

TEST(Severity, HasNamesThatAreReadBack) {
  for (const Severity severity : {INFO, MINOR, MAJOR, CRITICAL}) {
    EXPECT_EQ(*ParseSeverity(SeverityName(severity)), severity);
  }
  EXPECT_EQ(ParseSeverity("Major").status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(VerdictName(NOT_APPLICABLE), "not_applicable");
}

TEST(SqlWords, LeavesOutCommentsTextNumbersAndParameters) {
  EXPECT_THAT(
      SqlWords("SELECT a.B, \"Order\" -- union\n FROM [x] /* limit */ WHERE 'it''s like' = :over "
               "AND c||`d` 1e5 0x1F ->>"),
      ElementsAre("select", "a", "b", "order", "from", "x", "where", "and", "c", "||", "d", "->"));
  EXPECT_THAT(SqlWords("'open"), ElementsAre());
  EXPECT_THAT(SqlWords("\""), ElementsAre(""));
  EXPECT_THAT(SqlWords("/* open"), ElementsAre());
}

}  // namespace
}  // namespace sitrep::checks
