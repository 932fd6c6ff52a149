// Every check of checks/pack against its own test file, and what must hold for all of them.
#include "checks/pack.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "base/file.h"
#include "checks/evaluator.h"
#include "checks/snapshot_fixture.h"
#include "checks/trial.h"

namespace sitrep::checks {
namespace {

constexpr char kPack[] = SITREP_SOURCE_DIR "/checks/pack";

class PackTest : public testing::TestWithParam<std::string> {};

TEST_P(PackTest, HoldsByItsTest) {
  const std::string path = absl::StrCat(kPack, "/", GetParam(), ".test");
  const auto text = base::ReadFile(path);
  ASSERT_TRUE(text.ok()) << text.status();
  const auto file = ParseTrialFile(*text, path);
  ASSERT_TRUE(file.ok()) << file.status();
  const auto complaints =
      TryCheck(BuiltInPack(), *BuiltInPack().Find(GetParam()), *file,
               absl::StrCat(testing::TempDir(), "/sitrep-trial-", GetParam(), ".sitrep"));
  ASSERT_TRUE(complaints.ok()) << complaints.status();
  EXPECT_THAT(*complaints, testing::IsEmpty());
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
  }
}

// An article is named only with the address where it was found.
TEST(Pack, NamesNoArticleWithoutItsAddress) {
  for (const Check& check : BuiltInPack().checks) {
    const std::string links = absl::StrJoin(check.links, " ");
    for (const std::string& link : check.links) {
      EXPECT_TRUE(absl::StartsWith(link, "https://")) << check.id << ": " << link;
    }
    const std::string text = absl::StrCat(check.title, " ", check.why, " ", check.fix);
    for (absl::string_view word : absl::StrSplit(text, absl::ByAnyChar(" ,.;:()"))) {
      const bool article =
          (absl::StartsWith(word, "KB") && word.size() > 4) || absl::StartsWith(word, "VMSA-") ||
          (word.size() >= 5 && word.find_first_not_of("0123456789") == absl::string_view::npos);
      if (!article) continue;
      EXPECT_THAT(links, testing::HasSubstr(std::string(word))) << check.id;
    }
  }
}

TEST(Pack, HasAsManyChecksAsAnAdministratorExpects) {
  EXPECT_GE(BuiltInPack().checks.size(), 160u);
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
