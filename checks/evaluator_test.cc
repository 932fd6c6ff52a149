#include "checks/evaluator.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "checks/severity.h"
#include "checks/snapshot_fixture.h"
#include "snapshot/hostile_file.h"

namespace sitrep::checks {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

// A check of one host column unless a test says otherwise.
Check HostCheck(std::string sql) {
  Check check;
  check.id = "a-check";
  check.title = "A title";
  check.severity = MINOR;
  check.category = "test";
  check.object = "host";
  check.key = {"source", "moid"};
  check.sql = std::move(sql);
  return check;
}

constexpr char kRebootSql[] =
    "SELECT source, moid, name, booted_at FROM host WHERE reboot_required = 1";

Pack PackOf(std::vector<Check> checks) { return Pack{"test", "1", std::move(checks)}; }

absl::StatusOr<CheckResult> Judge(SnapshotFixture& fixture, const Check& check,
                                  const EvaluateOptions& options = {}) {
  snapshot::SnapshotReader reader = fixture.Reader();
  const absl::StatusOr<Findings> findings = Evaluate(reader, PackOf({check}), options);
  if (!findings.ok()) return findings.status();
  return findings->results(0);
}

std::string VerdictOf(SnapshotFixture& fixture, const Check& check,
                      const EvaluateOptions& options = {}) {
  const auto result = Judge(fixture, check, options);
  return result.ok() ? std::string(VerdictName(result->verdict())) : result.status().ToString();
}

absl::Status Refusal(std::string sql) {
  static SnapshotFixture fixture;
  return Judge(fixture, HostCheck(std::move(sql))).status();
}

TEST(Evaluate, RefusesAFileThatGivesOnePageOfCoverageForEver) {
  SnapshotFixture fixture;
  ASSERT_TRUE(snapshot::MakeHostile(fixture.path(), 8).ok());
  const absl::Status status = Judge(fixture, HostCheck(kRebootSql)).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kDataLoss) << status;
  EXPECT_THAT(std::string(status.message()), HasSubstr("more rows than its file can hold"));
}

constexpr char kHosts[] =
    "insert into host (source, moid, name, reboot_required) values ('s1', 'host-1', 'esx1', 1), "
    "('s1', 'host-2', 'esx2', 0), ('s1', 'host-3', 'esx3', 1);";
constexpr char kGap[] =
    "insert into coverage (source, table_name, column_name, status, missing, reason, privilege) "
    "values "
    "('s1', 'host', 'reboot_required', 'denied', 2, 'NoPermission', 'System.View');"
    "insert into coverage_object (source, table_name, column_name, moid) values "
    "('s1', 'host', 'reboot_required', 'host-8'), ('s1', 'host', 'reboot_required', 'host-9');";

TEST(Evaluator, PassesWhenEverythingWasSeenAndNothingFound) {
  SnapshotFixture fixture;
  fixture.Insert("insert into host (source, moid, reboot_required) values ('s1', 'host-1', 0)");
  EXPECT_EQ(VerdictOf(fixture, HostCheck(kRebootSql)), "pass");
}

TEST(Evaluator, DoesNotApplyWithoutObjects) {
  SnapshotFixture fixture;
  EXPECT_EQ(VerdictOf(fixture, HostCheck(kRebootSql)), "not_applicable");
}

TEST(Evaluator, WarnsBelowTheSeverityThatFailsAndFailsFromThereOn) {
  SnapshotFixture fixture;
  fixture.Insert(kHosts);
  Check check = HostCheck(kRebootSql);
  EXPECT_EQ(VerdictOf(fixture, check), "warn");
  EvaluateOptions options;
  options.fail_on = MINOR;
  EXPECT_EQ(VerdictOf(fixture, check, options), "fail");
  check.severity = MAJOR;
  EXPECT_EQ(VerdictOf(fixture, check), "fail");
  options.fail_on = CRITICAL;
  EXPECT_EQ(VerdictOf(fixture, check, options), "warn");
}

TEST(Evaluator, IsUnknownWhenAGapHidesWhatItReads) {
  SnapshotFixture fixture;
  fixture.Insert("insert into host (source, moid, reboot_required) values ('s1', 'host-1', 0)");
  fixture.Insert(kGap);
  const auto result = Judge(fixture, HostCheck(kRebootSql));
  ASSERT_TRUE(result.ok()) << result.status();
  EXPECT_EQ(result->verdict(), UNKNOWN);
  EXPECT_EQ(result->not_seen(), 2);
  ASSERT_EQ(result->gaps_size(), 1);
  EXPECT_EQ(result->gaps(0).table(), "host");
  EXPECT_EQ(result->gaps(0).column(), "reboot_required");
  EXPECT_EQ(result->gaps(0).status(), "denied");
  EXPECT_EQ(result->gaps(0).privilege(), "System.View");
  EXPECT_EQ(result->gaps(0).missing(), 2);
}

TEST(Evaluator, IsUnknownAndNotInapplicableWhenTheWholeTableIsAGap) {
  SnapshotFixture fixture;
  fixture.Insert(
      "insert into coverage (source, table_name, column_name, status, privilege) values "
      "('s1', 'host', '', 'unreachable', '')");
  EXPECT_EQ(VerdictOf(fixture, HostCheck(kRebootSql)), "unknown");
}

TEST(Evaluator, KeepsItsVerdictAndSaysHowManyItCouldNotSee) {
  SnapshotFixture fixture;
  fixture.Insert(kHosts);
  fixture.Insert(kGap);
  // A second gap that hides one of the same hosts, and one that does not concern the check.
  fixture.Insert(
      "insert into coverage (source, table_name, column_name, status, privilege) values "
      "('s1', 'host', 'name', 'failed', ''), ('s1', 'host', 'vendor', 'failed', '');"
      "insert into coverage_object (source, table_name, column_name, moid) values "
      "('s1', 'host', 'name', 'host-9'), ('s1', 'host', 'name', 'host-7'), ('s1', 'host', "
      "'vendor', 'host-6');");
  const auto result = Judge(fixture, HostCheck(kRebootSql));
  ASSERT_TRUE(result.ok()) << result.status();
  EXPECT_EQ(result->verdict(), WARN);
  EXPECT_EQ(result->findings_size(), 2);
  EXPECT_EQ(result->gaps_size(), 2);
  EXPECT_EQ(result->not_seen(), 3);
}

TEST(Evaluator, CountsAGapWithoutNamesByItsNumber) {
  SnapshotFixture fixture;
  fixture.Insert(
      "insert into coverage (source, table_name, column_name, status, missing, privilege) values "
      "('s1', 'host', 'name', 'failed', 4, ''), ('s1', 'host', 'reboot_required', 'failed', 7, "
      "''), "
      "('s2', 'host', 'name', 'failed', 1, ''), ('s3', 'host', '', 'interrupted', null, '')");
  const auto result = Judge(fixture, HostCheck(kRebootSql));
  ASSERT_TRUE(result.ok()) << result.status();
  EXPECT_EQ(result->not_seen(), 8) << "the same seven hosts of s1, and one of s2";
  EXPECT_EQ(result->gaps_size(), 3) << "equal gaps of two sources are one";
}

TEST(Evaluator, TakesAGapOfWhatAComputedColumnIsMadeFrom) {
  SnapshotFixture fixture;
  fixture.Insert(
      "insert into vm (source, moid) values ('s1', 'vm-1');"
      "insert into coverage (source, table_name, column_name, status, privilege) values "
      "('s1', 'vm', 'configuration_file', 'denied', '')");
  Check check = HostCheck("SELECT source, moid FROM vm WHERE folder_differs_from_name = 1");
  check.object = "vm";
  EXPECT_EQ(VerdictOf(fixture, check), "unknown");
}

TEST(Evaluator, DoesNotFireOnARowThatIsMissingBecauseNobodyCouldReadIt) {
  SnapshotFixture fixture;
  fixture.Insert(
      "insert into host (source, moid) values ('s1', 'host-1'), ('s1', 'host-2');"
      "insert into coverage (source, table_name, column_name, status, missing, privilege) values "
      "('s1', 'host_service', 'label', 'denied', 1, '');"
      "insert into coverage_object (source, table_name, column_name, moid) values ('s1', "
      "'host_service', 'label', 'host-1')");
  Check check = HostCheck(
      "SELECT source, moid FROM host h WHERE NOT EXISTS "
      "(SELECT 1 FROM host_service s WHERE s.source = h.source AND s.host_moid = h.moid)");
  EXPECT_EQ(Judge(fixture, check)->findings_size(), 2);
  check.absence_of = {"host_service"};
  const auto result = Judge(fixture, check);
  ASSERT_TRUE(result.ok()) << result.status();
  ASSERT_EQ(result->findings_size(), 1);
  EXPECT_EQ(result->findings(0).key(1).text(), "host-2");
  EXPECT_EQ(result->not_seen(), 1);
  fixture.Insert(
      "insert into coverage (source, table_name, column_name, status, privilege) values "
      "('s1', 'host_service', '', 'failed', '')");
  EXPECT_EQ(VerdictOf(fixture, check), "unknown");
}

TEST(Evaluator, NamesEveryValueAndItsClass) {
  SnapshotFixture fixture;
  fixture.Insert(
      "insert into host (source, moid, name, build, memory_bytes) values ('s1', 'host-1', 'esx1', "
      "'7', 10)");
  const auto result = Judge(
      fixture,
      HostCheck("SELECT source, moid, name, build, memory_bytes * 2 AS twice, version FROM host"));
  ASSERT_TRUE(result.ok()) << result.status();
  const Finding& finding = result->findings(0);
  ASSERT_EQ(finding.key_size(), 2);
  EXPECT_EQ(finding.key(0).name(), "source");
  EXPECT_EQ(finding.key(0).redaction(), tables::ALIAS);
  ASSERT_EQ(finding.evidence_size(), 4);
  EXPECT_EQ(finding.evidence(0).redaction(), tables::ALIAS);
  EXPECT_EQ(finding.evidence(1).redaction(), tables::PUBLIC);
  EXPECT_EQ(finding.evidence(2).integer(), 20);
  EXPECT_EQ(finding.evidence(2).redaction(), tables::PUBLIC);
  EXPECT_EQ(finding.evidence(3).kind_case(), Value::KIND_NOT_SET);
}

TEST(Evaluator, KnowsTheClassThroughSubqueriesAndCommonTables) {
  SnapshotFixture fixture;
  fixture.Insert("insert into host (source, moid, name) values ('s1', 'host-1', 'esx1')");
  const auto result =
      Judge(fixture, HostCheck("WITH x AS (SELECT source, moid, name AS n FROM host) "
                               "SELECT source, moid, n AS build, (SELECT name FROM host) AS m "
                               "FROM (SELECT * FROM x)"));
  ASSERT_TRUE(result.ok()) << result.status();
  EXPECT_EQ(result->findings(0).evidence(0).redaction(), tables::ALIAS);
  EXPECT_EQ(result->findings(0).evidence(1).redaction(), tables::ALIAS);
}

TEST(Evaluator, RefusesComputedText) {
  for (const char* column : {"coalesce(name, build)", "'text'", "x'41'", "iif(1, name, '')",
                             "CASE WHEN 1 THEN name END"}) {
    SnapshotFixture fixture;
    fixture.Insert("insert into host (source, moid, name) values ('s1', 'host-1', 'esx1')");
    const absl::Status status =
        Judge(fixture,
              HostCheck(absl::StrCat("SELECT source, moid, ", column, " AS odd FROM host")))
            .status();
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << column;
    EXPECT_THAT(std::string(status.message()), HasSubstr("a-check: column odd")) << column;
  }
}

TEST(Evaluator, RefusesWhatIsNotReadingByTheCheckName) {
  const std::pair<const char*, const char*> hostile[] = {
      {"ATTACH '/etc/passwd' AS x", "ATTACH"},
      {"DETACH main", "SELECT"},
      {"PRAGMA query_only = 0", "PRAGMA"},
      {"INSERT INTO host (source, moid) SELECT 'a', 'b'", "SELECT"},
      {"DELETE FROM host", "SELECT"},
      {"UPDATE host SET name = ''", "SELECT"},
      {"DROP TABLE host", "SELECT"},
      {"CREATE TEMP TABLE x (y)", "SELECT"},
      {"VACUUM", "SELECT"},
      {"BEGIN", "SELECT"},
      {"SELECT source, moid, random() AS r FROM host", "random()"},
      {"SELECT source, moid, date('now') AS d FROM host", "date()"},
      {"SELECT source, moid, strftime('%s') AS d FROM host", "strftime()"},
      {"SELECT source, moid, unixepoch() AS d FROM host", "unixepoch()"},
      {"SELECT source, moid, current_timestamp AS d FROM host", "current_timestamp()"},
      {"SELECT source, moid FROM host WHERE current_date > ''", "current_date()"},
      {"SELECT source, moid, load_extension('x') AS l FROM host", "load_extension()"},
      {"SELECT source, moid, zeroblob(1000000000) AS z FROM host", "zeroblob()"},
      {"SELECT source, moid, length(name) AS n FROM host", "length()"},
      {"SELECT source, moid FROM host WHERE instr(name, 'a')", "instr()"},
      {"SELECT source, moid FROM host WHERE substr(name, 1, 1) = 'a'", "substr()"},
      {"SELECT source, moid FROM host WHERE lower(name) = 'a'", "lower()"},
      {"SELECT source, moid, min(name) AS m FROM host", "min()"},
      {"SELECT source, moid, group_concat(name) AS m FROM host", "group_concat()"},
      {"SELECT source, moid FROM host WHERE name LIKE 'a%'", "LIKE"},
      {"SELECT source, moid FROM host WHERE name GLOB 'a*'", "GLOB"},
      {"SELECT source, moid FROM host WHERE name REGEXP 'a'", "REGEXP"},
      {"SELECT source, moid FROM host WHERE name || 'a' = 'b'", "||"},
      {"SELECT source, moid FROM host WHERE CAST(name AS INTEGER) = 1", "CAST"},
      {"SELECT source, moid FROM host ORDER BY name", "ORDER"},
      {"SELECT source, moid FROM host LIMIT 1", "LIMIT"},
      {"SELECT source, moid, count(*) OVER (PARTITION BY name) AS n FROM host", "OVER"},
      {"SELECT source, moid, build FROM host UNION ALL SELECT source, moid, name FROM host",
       "UNION"},
      {"WITH RECURSIVE r(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM r) SELECT source, moid FROM "
       "host, r",
       "RECURSIVE"},
      {"WITH r(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM r) SELECT source, moid FROM host, r",
       "UNION"},
      {"SELECT source, moid, annotation FROM vm", "vm.annotation"},
      {"SELECT source, moid FROM vm WHERE annotation IS NULL", "vm.annotation"},
      {"WITH host AS (SELECT * FROM vm) SELECT source, moid FROM host", "vm.annotation"},
      {"SELECT source, table_name AS moid FROM coverage", "coverage"},
      {"SELECT h.source, h.moid, c.calls FROM host h, cost c", "cost"},
      {"SELECT h.source, h.moid FROM host h, snapshot_info i WHERE i.redacted = 0",
       "snapshot_info"},
      {"SELECT h.source, h.moid, s.name AS t FROM host h, sqlite_schema s", "sqlite_master"},
      {"SELECT h.source, h.moid FROM host h, pragma_database_list p", "SELECT"},
      {"SELECT h.source, h.moid, j.value FROM host h, json_each('[1]') j", "json_each"},
      {"EXPLAIN SELECT source, moid FROM host", "SELECT"},
  };
  for (const auto& [sql, word] : hostile) {
    const absl::Status status = Refusal(sql);
    EXPECT_EQ(status.code(), absl::StatusCode::kPermissionDenied) << sql << ": " << status;
    EXPECT_THAT(std::string(status.message()), HasSubstr("a-check: ")) << sql;
    EXPECT_THAT(std::string(status.message()), HasSubstr(word)) << sql;
  }
}

TEST(Evaluator, NamesTheCheckWhoseSqlIsWrong) {
  const std::pair<const char*, const char*> wrong[] = {
      {"SELECT", "incomplete input"},
      {"SELECT source, moid FROM hosts", "no such table"},
      {"SELECT source, moid, nme FROM host", "no such column"},
      {"SELECT moid, source FROM host", "not the key column source"},
      {"SELECT source FROM host", "not the key column moid"},
      {"SELECT source, moid FROM host; SELECT 1", "more than one statement"},
      {"SELECT source, moid FROM host WHERE cpu_mhz > :limit", ":limit"},
      {"SELECT source, moid FROM host WHERE cpu_mhz > ?", "which the header does not declare"},
      {"-- nothing", "no statement"},
  };
  for (const auto& [sql, word] : wrong) {
    const absl::Status status = Refusal(sql);
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << sql << ": " << status;
    EXPECT_THAT(std::string(status.message()), HasSubstr("a-check: ")) << sql;
    EXPECT_THAT(std::string(status.message()), HasSubstr(word)) << sql;
  }
}

TEST(Evaluator, StopsACheckThatTakesTooLongAndJudgesTheOthers) {
  SnapshotFixture fixture;
  fixture.Insert(
      "with recursive r(x) as (select 1 union all select x + 1 from r where x < 300) "
      "insert into vm (source, moid) select 's1', 'vm-' || x from r");
  Check bomb = HostCheck(
      "SELECT a.source, a.moid FROM vm a, vm b, vm c, vm d WHERE a.cpu_count + b.cpu_count + "
      "c.cpu_count + d.cpu_count = 1");
  bomb.object = "vm";
  Check other = HostCheck("SELECT source, moid FROM vm WHERE template = 1");
  other.id = "b-check";
  other.object = "vm";
  EvaluateOptions options;
  options.bounds.steps = 1'000'000;
  snapshot::SnapshotReader reader = fixture.Reader();
  const auto findings = Evaluate(reader, PackOf({bomb, other}), options);
  ASSERT_TRUE(findings.ok()) << findings.status();
  EXPECT_EQ(findings->results(0).verdict(), UNKNOWN);
  EXPECT_EQ(findings->results(0).gaps(0).reason(), "the check was stopped after 1000000 steps");
  EXPECT_EQ(findings->results(1).verdict(), PASS);
}

TEST(Evaluator, IsUnknownWhenARunEndsInTrouble) {
  SnapshotFixture fixture;
  fixture.Insert(
      "insert into host (source, moid, memory_bytes, booted_at) values "
      "('s1', 'host-1', 9223372036854775807, 'soon'), ('s1', 'host-2', 9223372036854775807, null)");
  const std::pair<const char*, const char*> troubles[] = {
      {"SELECT source, moid, sum(memory_bytes) AS m FROM host", "integer overflow"},
      {"SELECT source, moid, seconds(booted_at) AS b FROM host",
       "seconds() was given a text that is no time"},
      {"SELECT h.source, h.moid FROM host h, host i", "the check names one object twice"},
      {"SELECT h.source, i.moid FROM host h LEFT JOIN host i ON i.moid = 'x' AND h.moid = 'host-1' "
       "WHERE h.moid = 'host-1'",
       "the check names an object without its whole key"},
  };
  for (const auto& [sql, reason] : troubles) {
    const auto result = Judge(fixture, HostCheck(sql));
    ASSERT_TRUE(result.ok()) << result.status();
    EXPECT_EQ(result->verdict(), UNKNOWN) << sql;
    EXPECT_EQ(result->findings_size(), 0);
    ASSERT_EQ(result->gaps_size(), 1);
    EXPECT_EQ(result->gaps(0).reason(), reason);
  }
  EvaluateOptions options;
  options.bounds.findings = 1;
  const auto result = Judge(fixture, HostCheck("SELECT source, moid FROM host"), options);
  EXPECT_EQ(result->gaps(0).reason(), "the check found more than 1 objects");
}

TEST(Evaluator, BindsDefaultsAndOverrides) {
  SnapshotFixture fixture;
  fixture.Insert(
      "insert into host (source, moid, cpu_mhz) values ('s1', 'host-1', 1000), ('s1', 'host-2', "
      "3000)");
  Check check = HostCheck("SELECT source, moid FROM host WHERE cpu_mhz < :mhz");
  check.parameters = {{"mhz", ParameterType::kInteger, int64_t{2000}, "mhz", "a reason"}};
  EXPECT_EQ(Judge(fixture, check)->findings_size(), 1);
  EvaluateOptions options;
  options.parameters = {{"a-check.mhz", "4000"}};
  EXPECT_EQ(Judge(fixture, check, options)->findings_size(), 2);
  for (const auto& [name, value] : std::map<std::string, std::string>{
           {"a-check.mhz", "many"}, {"a-check.ghz", "4"}, {"b-check.mhz", "4"}, {"mhz", "4"}}) {
    options.parameters = {{name, value}};
    EXPECT_EQ(Judge(fixture, check, options).status().code(), absl::StatusCode::kInvalidArgument)
        << name;
  }
  check.sql = "SELECT source, moid FROM host";
  EXPECT_THAT(std::string(Judge(fixture, check).status().message()),
              HasSubstr("does not use parameter :mhz"));
}

TEST(Evaluator, RunsOnlyWhatIsAskedFor) {
  SnapshotFixture fixture;
  snapshot::SnapshotReader reader = fixture.Reader();
  const Pack pack = PackOf({HostCheck(kRebootSql)});
  EvaluateOptions options;
  options.skip = {"a-check"};
  EXPECT_EQ(Evaluate(reader, pack, options)->results_size(), 0);
  options.skip = {};
  options.only = {"no-check"};
  EXPECT_EQ(Evaluate(reader, pack, options).status().code(), absl::StatusCode::kInvalidArgument);
}

TEST(Evaluator, LeavesOutSourcesOfOtherVersions) {
  SnapshotFixture fixture;
  fixture.Insert(
      "insert into source (source, version, observed_at) values ('s2', '6.7.0', "
      "'2026-03-01T00:00:00.000Z');"
      "insert into host (source, moid, reboot_required) values ('s1', 'host-1', 1), ('s2', "
      "'host-1', 1)");
  Check check = HostCheck(kRebootSql);
  check.applies_to.from = {7, 0};
  const auto result = Judge(fixture, check);
  ASSERT_EQ(result->findings_size(), 1);
  EXPECT_EQ(result->findings(0).key(0).text(), "s1");
  check.applies_to.from = {9};
  EXPECT_EQ(VerdictOf(fixture, check), "not_applicable");
  snapshot::SnapshotReader reader = fixture.Reader();
  EXPECT_EQ(Evaluate(reader, PackOf({}))->as_of(), "2026-03-01T00:00:00.000Z");
}

TEST(Evaluator, LeavesOutSourcesThatDoNotOfferTheTable) {
  SnapshotFixture fixture;
  fixture.Insert(
      "insert into coverage (source, table_name, column_name, status, privilege) values "
      "('s1', 'cluster', '', 'not_supported', '')");
  Check check = HostCheck("SELECT source, moid FROM cluster WHERE ha_enabled = 0");
  check.object = "cluster";
  EXPECT_EQ(VerdictOf(fixture, check), "not_applicable") << "a stand-alone host has no clusters";
  fixture.Insert(
      "insert into source (source, version) values ('s2', '8.0.3');"
      "insert into cluster (source, moid, ha_enabled) values ('s2', 'domain-c1', 1)");
  EXPECT_EQ(VerdictOf(fixture, check), "pass");
  fixture.Insert(
      "insert into coverage (source, table_name, column_name, status, privilege) values "
      "('vc.example:443', 'cluster', '', 'unreachable', '')");
  EXPECT_EQ(VerdictOf(fixture, check), "unknown");
}

TEST(Evaluator, TakesATableThatWasNotAskedForAsAGap) {
  SnapshotFixture fixture;
  fixture.Insert(
      "insert into coverage (source, table_name, column_name, status, privilege) values "
      "('s1', 'host', '', 'not_asked', '')");
  EXPECT_EQ(VerdictOf(fixture, HostCheck(kRebootSql)), "unknown");
}

TEST(Evaluator, ReadsAnOlderFileAndSaysWhatItLacks) {
  SnapshotFixture fixture;
  fixture.Insert(kHosts);
  fixture.Insert("alter table host drop column vendor; drop table vm_snapshot;");
  EXPECT_EQ(VerdictOf(fixture, HostCheck(kRebootSql)), "warn");
  const auto lacking =
      Judge(fixture, HostCheck("SELECT source, moid, name, vendor FROM host WHERE vendor = 'x'"));
  ASSERT_TRUE(lacking.ok()) << lacking.status();
  EXPECT_EQ(lacking->verdict(), UNKNOWN);
  ASSERT_EQ(lacking->gaps_size(), 1);
  EXPECT_EQ(lacking->gaps(0).column(), "vendor");
  EXPECT_EQ(lacking->gaps(0).status(), "not_supported");
  const auto named = Judge(
      fixture, HostCheck("SELECT source, moid, name, vendor FROM host WHERE moid = 'host-1'"));
  ASSERT_TRUE(named.ok()) << named.status();
  EXPECT_EQ(named->findings(0).evidence(0).text(), "esx1");
  EXPECT_EQ(named->findings(0).evidence(0).redaction(), tables::ALIAS);

  Check absence = HostCheck(
      "SELECT source, moid FROM host h WHERE NOT EXISTS "
      "(SELECT 1 FROM vm_snapshot n WHERE n.vm_moid = h.moid)");
  absence.absence_of = {"vm_snapshot"};
  EXPECT_EQ(VerdictOf(fixture, absence), "unknown");
}

TEST(Evaluator, RefusesAFileWithViews) {
  SnapshotFixture fixture;
  fixture.Insert("create view odd as select annotation as name from vm");
  EXPECT_EQ(Judge(fixture, HostCheck(kRebootSql)).status().code(),
            absl::StatusCode::kFailedPrecondition);
}

TEST(Evaluator, GivesTheSameBytesTwiceAndInAnyOrderOfRows) {
  const std::vector<std::string> rows = {
      "insert into host (source, moid, name, reboot_required) values ('s1', 'host-2', 'b', 1);",
      "insert into host (source, moid, name, reboot_required) values ('s1', 'host-10', 'a', 1);",
      "insert into host (source, moid, name, reboot_required) values ('s0', 'host-2', 'c', 1);",
      kGap,
      "insert into coverage (source, table_name, column_name, status, privilege) values ('s1', "
      "'host', '', 'failed', '');"};
  const auto bytes = [&](bool backwards) {
    SnapshotFixture fixture;
    for (size_t i = 0; i < rows.size(); ++i)
      fixture.Insert(rows[backwards ? rows.size() - 1 - i : i]);
    snapshot::SnapshotReader reader = fixture.Reader();
    const auto findings = Evaluate(reader, BuiltInPack());
    EXPECT_TRUE(findings.ok()) << findings.status();
    EXPECT_EQ(SerializeFindings(*Evaluate(reader, BuiltInPack())), SerializeFindings(*findings));
    return SerializeFindings(*findings);
  };
  EXPECT_EQ(bytes(false), bytes(true));
  EXPECT_FALSE(bytes(false).empty());
}

TEST(Evaluator, SortsResultsAndFindings) {
  SnapshotFixture fixture;
  fixture.Insert(
      "insert into host (source, moid, reboot_required) values ('s1', 'host-2', 1), ('s1', "
      "'host-10', 1)");
  snapshot::SnapshotReader reader = fixture.Reader();
  const auto findings = Evaluate(reader, BuiltInPack());
  ASSERT_TRUE(findings.ok()) << findings.status();
  for (int i = 1; i < findings->results_size(); ++i) {
    EXPECT_LT(findings->results(i - 1).check(), findings->results(i).check());
    std::vector<std::string> moids;
    if (findings->results(i).check() != "host-reboot-required") continue;
    for (const Finding& finding : findings->results(i).findings())
      moids.push_back(finding.key(1).text());
    EXPECT_THAT(moids, ElementsAre("host-10", "host-2"));
  }
}

}  // namespace
}  // namespace sitrep::checks
