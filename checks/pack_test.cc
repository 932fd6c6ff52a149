// Every check of checks/pack against its own test file, and what must hold for all of them.
#include "checks/pack.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "base/digest.h"
#include "base/file.h"
#include "checks/evaluator.h"
#include "checks/requirements.h"
#include "checks/severity.h"
#include "checks/snapshot_fixture.h"
#include "tables/catalog.h"

namespace sitrep::checks {
namespace {

constexpr char kPack[] = SITREP_SOURCE_DIR "/checks/pack";

// A test file: "# fires" and its statements, "# expect" and one key a line, "# silent" and its
// statements.
struct CheckTest {
  std::string fires;
  std::vector<std::string> expect;
  std::string silent;
};

CheckTest ReadCheckTest(const std::string& id) {
  const auto text = base::ReadFile(absl::StrCat(kPack, "/", id, ".test"));
  CheckTest test;
  if (!text.ok()) {
    ADD_FAILURE() << "check " << id << " has no test: " << text.status();
    return test;
  }
  std::string section;
  for (absl::string_view line : absl::StrSplit(*text, '\n', absl::SkipEmpty())) {
    if (line.substr(0, 2) == "# ") {
      section = std::string(line.substr(2));
    } else if (section == "expect") {
      test.expect.emplace_back(line);
    } else {
      absl::StrAppend(section == "fires" ? &test.fires : &test.silent, line, "\n");
    }
  }
  return test;
}

std::string ValueText(const Value& value) {
  return value.kind_case() == Value::kText ? value.text() : absl::StrCat(value.integer());
}

std::vector<std::string> Keys(const CheckResult& result) {
  std::vector<std::string> keys;
  for (const Finding& finding : result.findings()) {
    std::vector<std::string> parts;
    for (const Value& value : finding.key()) parts.push_back(ValueText(value));
    keys.push_back(absl::StrJoin(parts, " | "));
  }
  return keys;
}

CheckResult JudgeOne(SnapshotFixture& fixture, const std::string& id) {
  snapshot::SnapshotReader reader = fixture.Reader();
  EvaluateOptions options;
  options.only = {id};
  const absl::StatusOr<Findings> findings = Evaluate(reader, BuiltInPack(), options);
  if (!findings.ok()) {
    ADD_FAILURE() << findings.status();
    return {};
  }
  return findings->results(0);
}

class PackTest : public testing::TestWithParam<std::string> {};

TEST_P(PackTest, FiresOnExactlyTheNamedObjects) {
  const CheckTest test = ReadCheckTest(GetParam());
  ASSERT_FALSE(test.expect.empty());
  SnapshotFixture fixture;
  fixture.Insert(test.fires);
  const CheckResult result = JudgeOne(fixture, GetParam());
  EXPECT_THAT(Keys(result), testing::UnorderedElementsAreArray(test.expect));
  EXPECT_EQ(result.verdict(), result.severity() >= MAJOR ? FAIL : WARN) << result.DebugString();
}

TEST_P(PackTest, IsSilentWhenThereIsNothingToFind) {
  const CheckTest test = ReadCheckTest(GetParam());
  SnapshotFixture fixture;
  fixture.Insert(test.silent);
  EXPECT_EQ(VerdictName(JudgeOne(fixture, GetParam()).verdict()), "pass") << GetParam();
}

TEST_P(PackTest, DoesNotApplyWhereThereIsNothingOfItsKind) {
  SnapshotFixture fixture;
  const bool every_source = BuiltInPack().Find(GetParam())->object == "source";
  EXPECT_EQ(VerdictName(JudgeOne(fixture, GetParam()).verdict()),
            every_source ? "pass" : "not_applicable");
}

TEST_P(PackTest, IsUnknownWhenAColumnItReadsIsDenied) {
  const auto reads = RequirementsOf(*BuiltInPack().Find(GetParam()));
  ASSERT_TRUE(reads.ok()) << reads.status();
  SnapshotFixture fixture;
  fixture.Insert(ReadCheckTest(GetParam()).silent);
  for (const Read& read : *reads) {
    fixture.Insert(absl::StrCat(
        "delete from coverage; insert into coverage (source, table_name, column_name, status, "
        "missing, reason, privilege) values ('s1', '",
        read.table, "', '", read.column, "', 'denied', 3, 'NoPermission', 'System.Read')"));
    const CheckResult result = JudgeOne(fixture, GetParam());
    EXPECT_EQ(VerdictName(result.verdict()), "unknown") << read.table << "." << read.column;
    ASSERT_EQ(result.gaps_size(), 1);
    EXPECT_EQ(result.gaps(0).privilege(), "System.Read");
    EXPECT_EQ(result.not_seen(), 3);
  }
}

TEST_P(PackTest, IgnoresAGapInAColumnItDoesNotRead) {
  const auto reads = RequirementsOf(*BuiltInPack().Find(GetParam()));
  ASSERT_TRUE(reads.ok()) << reads.status();
  SnapshotFixture fixture;
  fixture.Insert(ReadCheckTest(GetParam()).silent);
  const std::set<Read> read(reads->begin(), reads->end());
  std::string gaps;
  for (const tables::Table& table : tables::Catalog::Get().tables()) {
    std::vector<std::string> columns = {""};
    for (const tables::Column& column : table.columns) columns.push_back(column.name);
    for (const std::string& column : columns) {
      // Whoever reads a column reads its table.
      const auto first = read.lower_bound({table.name, column});
      const bool concerned = column.empty() ? first != read.end() && first->table == table.name
                                            : read.count({table.name, column}) != 0;
      if (concerned) continue;
      absl::StrAppend(&gaps,
                      "insert into coverage (source, table_name, column_name, status, privilege) "
                      "values ('s1', '",
                      table.name, "', '", column, "', 'failed', '');");
    }
  }
  fixture.Insert(gaps);
  EXPECT_EQ(VerdictName(JudgeOne(fixture, GetParam()).verdict()), "pass");
}

std::string TestAlias(std::string_view text) {
  return absl::StrCat("z-",
                      base::Sha256Hex(absl::StrCat("seed 7 ", std::string(text))).substr(0, 16));
}

Findings Renamed(Findings findings) {
  for (CheckResult& result : *findings.mutable_results()) {
    for (Finding& finding : *result.mutable_findings()) {
      for (auto* values : {finding.mutable_key(), finding.mutable_evidence()}) {
        for (Value& value : *values) {
          if (value.redaction() == tables::ALIAS && value.kind_case() == Value::kText) {
            value.set_text(TestAlias(value.text()));
          }
        }
      }
    }
  }
  return findings;
}

std::multiset<std::string> AsSet(const CheckResult& result) {
  std::multiset<std::string> set = {
      absl::StrCat(VerdictName(result.verdict()).data(), " ", result.not_seen())};
  for (const Finding& finding : result.findings()) set.insert(finding.DebugString());
  for (const Gap& gap : result.gaps()) set.insert(gap.DebugString());
  return set;
}

TEST_P(PackTest, FindsTheSameUnderAliases) {
  SnapshotFixture fixture;
  fixture.Insert(ReadCheckTest(GetParam()).fires);
  fixture.Insert(
      "insert into coverage (source, table_name, column_name, status, missing, privilege) values "
      "('s1', 'host', '', 'failed', 2, ''), ('s1', 'vm', '', 'failed', 1, '');"
      "insert into coverage_object (source, table_name, column_name, moid) values "
      "('s1', 'host', '', 'host-90'), ('s1', 'host', '', 'host-91'), ('s1', 'vm', '', 'vm-90');");
  const CheckResult raw = JudgeOne(fixture, GetParam());
  Findings findings;
  *findings.add_results() = raw;
  fixture.Rename(TestAlias);
  EXPECT_EQ(AsSet(JudgeOne(fixture, GetParam())), AsSet(Renamed(findings).results(0)));
}

std::vector<std::string> Ids() {
  std::vector<std::string> ids;
  for (const Check& check : BuiltInPack().checks) ids.push_back(check.id);
  return ids;
}

INSTANTIATE_TEST_SUITE_P(BuiltIn, PackTest, testing::ValuesIn(Ids()), [](const auto& test_info) {
  std::string name;
  for (absl::string_view part : absl::StrSplit(test_info.param, '-')) {
    std::string word(part);
    word[0] = absl::ascii_toupper(static_cast<unsigned char>(word[0]));
    absl::StrAppend(&name, word);
  }
  return name;
});

TEST(Pack, HoldsOneFileACheckAndNoTestWithoutOne) {
  const auto names = base::ListDirectory(kPack);
  ASSERT_TRUE(names.ok()) << names.status();
  std::set<std::string> files(names->begin(), names->end());
  for (const Check& check : BuiltInPack().checks) {
    EXPECT_EQ(check.file, absl::StrCat(check.id, ".sql"));
    EXPECT_EQ(files.erase(absl::StrCat(check.id, ".sql")), 1u);
    EXPECT_EQ(files.erase(absl::StrCat(check.id, ".test")), 1u);
  }
  EXPECT_TRUE(files.empty()) << "left over: " << *files.begin();
}

TEST(Pack, IsTheSameFromItsFolderAndFromTheProgram) {
  const auto loaded = LoadPack(kPack);
  ASSERT_TRUE(loaded.ok()) << loaded.status();
  EXPECT_EQ(loaded->name, "pack");
  EXPECT_EQ(loaded->version.substr(0, 7), "sha256-");
  ASSERT_EQ(loaded->checks.size(), BuiltInPack().checks.size());
  EXPECT_GE(loaded->checks.size(), 40u);
  for (size_t i = 0; i < loaded->checks.size(); ++i) {
    EXPECT_EQ(loaded->checks[i].id, BuiltInPack().checks[i].id);
    EXPECT_EQ(loaded->checks[i].sql, BuiltInPack().checks[i].sql);
  }
}

TEST(Pack, GivesEveryParameterAReasonAndEveryCheckAShortText) {
  for (const Check& check : BuiltInPack().checks) {
    for (const Parameter& parameter : check.parameters) EXPECT_GE(parameter.reason.size(), 10u);
    EXPECT_LE(check.why.size(), 400u) << check.id;
    EXPECT_LE(check.fix.size(), 400u) << check.id;
    EXPECT_TRUE(check.links.empty())
        << check.id << ": a link is given only where its page was read";
  }
}

TEST(Pack, JudgesALargeEstateWithinItsBounds) {
  SnapshotFixture fixture;
  fixture.Insert(R"(
    create temp table n as with recursive r(x) as (select 0 union all select x + 1 from r where x < 9999) select x from r;
    insert into cluster (source, moid) select 's1', 'domain-c' || x from n where x < 20;
    insert into host (source, moid, cluster_moid, memory_bytes, build)
      select 's1', 'host-' || x, 'domain-c' || (x % 20), 1000000, '1' from n where x < 400;
    insert into host_service (source, host_moid, service_key, running)
      select 's1', h.moid, s.column1, 1 from host h, (values ('ntpd'), ('ptpd'), ('vpxa'), ('lbtd')) s;
    insert into vm (source, moid, host_moid, power_state, memory_bytes, name, configuration_file)
      select 's1', 'vm-' || x, 'host-' || (x % 400), 'poweredOn', 1, 'a', '[ds] b/b.vmx' from n;
    insert into datastore (source, moid, multiple_host_access, accessible)
      select 's1', 'datastore-' || x, 1, 1 from n where x < 100;
    insert into datastore_mount (source, datastore_moid, host_moid, accessible)
      select 's1', d.moid, h.moid, 1 from datastore d, host h;
    insert into vm_disk (source, vm_moid, device_key, datastore_moid, file)
      select 's1', v.moid, k.x, 'datastore-' || k.x, '[ds] a/a-000001.vmdk' from vm v, n k where k.x < 3;
    insert into vm_snapshot (source, vm_moid, snapshot_moid, created_at)
      select 's1', moid, 'snapshot-1', '2020-01-01T00:00:00.000Z' from vm;)");
  snapshot::SnapshotReader reader = fixture.Reader();
  EvaluateOptions options;
  options.bounds.steps = 20'000'000;
  const auto findings = Evaluate(reader, BuiltInPack(), options);
  ASSERT_TRUE(findings.ok()) << findings.status();
  for (const CheckResult& result : findings->results()) {
    EXPECT_NE(result.verdict(), UNKNOWN) << result.ShortDebugString();
  }
}

TEST(Pack, OfASiteHasANameAndAVersionFromItsDescription) {
  const std::string directory = testing::TempDir() + "/sitrep-site-pack";
  ASSERT_TRUE(base::MakeDirectories(directory).ok());
  const std::string check =
      "-- id: a-check\n-- title: t\n-- severity: info\n-- category: c\n-- object: host\n-- key: "
      "source, moid\n"
      "-- why: w\n-- fix: f\nselect source, moid from host\n";
  ASSERT_TRUE(base::WriteFileAtomically(directory + "/a-check.sql", check).ok());
  ASSERT_TRUE(base::WriteFileAtomically(directory + "/pack.txt", "name: site\nversion: 7\n").ok());
  const auto pack = LoadPack(directory);
  ASSERT_TRUE(pack.ok()) << pack.status();
  EXPECT_EQ(pack->name, "site");
  EXPECT_EQ(pack->version, "7");

  ASSERT_TRUE(base::WriteFileAtomically(directory + "/pack.txt", "name: site\nowner: me\n").ok());
  EXPECT_THAT(std::string(LoadPack(directory).status().message()),
              testing::HasSubstr("pack.txt:2"));
  ASSERT_TRUE(base::RemoveFile(directory + "/pack.txt").ok());
  ASSERT_TRUE(base::WriteFileAtomically(directory + "/b.sql", check).ok());
  EXPECT_THAT(std::string(LoadPack(directory).status().message()),
              testing::HasSubstr("both hold check a-check"));
  ASSERT_TRUE(base::RemoveFile(directory + "/a-check.sql").ok());
  ASSERT_TRUE(base::RemoveFile(directory + "/b.sql").ok());
  EXPECT_EQ(LoadPack(directory).status().code(), absl::StatusCode::kNotFound);
}

}  // namespace
}  // namespace sitrep::checks
