#include "agent/finding_history.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "absl/strings/str_cat.h"
#include "base/clock.h"
#include "base/file.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace sitrep::agent {
namespace {

using testing::HasSubstr;

absl::Time Day(double day) {
  return absl::FromCivil(absl::CivilDay(2026, 1, 1), absl::UTCTimeZone()) + absl::Hours(24 * day);
}

// A report of one check, with findings of one source.
struct SeenRun {
  std::string source = "u-1";
  double day = 0;
  std::vector<std::string> objects{};  // that count
  std::vector<std::string> accepted{};
  std::vector<std::string> hidden{};
  std::string verdict = "FAIL";
  bool gap = false;
  bool record = true;
  std::vector<DatastoreSpace> datastores{};
  std::vector<LicenseTerm> licenses{};
};

void AddKey(ReportedFinding& finding, const std::string& source, const std::string& object) {
  Value& first = *finding.add_key();
  first.set_name("source");
  first.set_text(source);
  Value& second = *finding.add_key();
  second.set_name("moid");
  second.set_text(object);
}

CheckReport ReportOf(const SeenRun& run) {
  CheckReport report;
  report.set_pack("built-in");
  report.set_pack_version("7");
  ReportedCheck& check = *report.add_results();
  check.set_check("datastore-full");
  check.set_severity(MAJOR);
  check.set_category("capacity");
  check.set_raw_verdict(run.verdict);
  check.set_verdict(run.verdict);
  if (run.gap) check.add_gaps()->set_table("datastore");
  for (const std::string& object : run.objects) AddKey(*check.add_findings(), run.source, object);
  for (const std::string& object : run.hidden) AddKey(*check.add_hidden(), run.source, object);
  for (const std::string& object : run.accepted) {
    ReportedFinding& finding = *check.add_accepted();
    AddKey(finding, run.source, object);
    finding.mutable_accepted()->set_until("2026-12-31");
  }
  return report;
}

class History : public testing::Test {
 protected:
  History() {
    std::string pattern = testing::TempDir() + "/history-XXXXXX";
    folder_ = mkdtemp(pattern.data());
    path_ = folder_ + "/finding_history.db";
  }

  // Opens the file anew each time, as each run of the program does.
  CheckReport Follow(const SeenRun& run) {
    auto history = FindingHistory::Open(path_);
    EXPECT_TRUE(history.ok()) << history.status();
    CheckReport report = ReportOf(run);
    ObservedSource source{run.source, run.source + ".example.com:443", Day(run.day)};
    source.datastores = run.datastores;
    source.licenses = run.licenses;
    const absl::Status status = history->Follow({source}, run.record, Day(run.day), report);
    EXPECT_TRUE(status.ok()) << status;
    return report;
  }

  static std::string Counts(const CheckReport& report) {
    if (report.history_size() != 1) return "no history";
    const SourceHistory& history = report.history(0);
    return absl::StrCat(history.state(), " ", history.new_(), "/", history.fixed(), "/",
                        history.reopened(), "/", history.unchanged());
  }

  int64_t Number(const std::string& sql) {
    auto database = base::Database::Open(path_, base::Database::Mode::kReadOnly);
    EXPECT_TRUE(database.ok()) << database.status();
    return database->Integer(sql).value_or(-1);
  }

  std::string folder_;
  std::string path_;
};

TEST_F(History, TheFirstRunHasNothingToCompareWith) {
  const CheckReport report = Follow({.objects = {"ds-1", "ds-2"}});
  EXPECT_EQ(Counts(report), "first 0/0/0/0");
  EXPECT_EQ(report.history(0).since(), "");
  EXPECT_EQ(report.results(0).findings(0).mark(), "");
  EXPECT_EQ(report.results(0).findings(0).since(), "2026-01-01T00:00:00.000Z");
  struct stat facts {};
  ASSERT_EQ(stat(path_.c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0777, 0600u);
}

TEST_F(History, FindingsAreNewFixedReopenedOrUnchanged) {
  Follow({.day = 0, .objects = {"ds-1", "ds-2"}});
  const CheckReport second = Follow({.day = 1, .objects = {"ds-1", "ds-3"}});
  EXPECT_EQ(Counts(second), "recorded 1/1/0/1");
  EXPECT_EQ(second.history(0).since(), "2026-01-01T00:00:00.000Z");
  EXPECT_EQ(second.results(0).findings(0).mark(), "");
  EXPECT_EQ(second.results(0).findings(0).since(), "2026-01-01T00:00:00.000Z");
  EXPECT_EQ(second.results(0).findings(1).mark(), "new");
  const CheckReport third = Follow({.day = 2, .objects = {"ds-1", "ds-2"}});
  EXPECT_EQ(Counts(third), "recorded 0/1/1/1");
  EXPECT_EQ(third.results(0).findings(1).mark(), "re-opened");
  EXPECT_EQ(third.results(0).findings(1).since(), "2026-01-01T00:00:00.000Z");
  EXPECT_EQ(third.results(0).findings(1).reopened(), 1);
  EXPECT_EQ(Counts(Follow({.day = 3, .objects = {"ds-1", "ds-2"}})), "recorded 0/0/0/2");
}

TEST_F(History, AllFixedIsAPass) {
  Follow({.day = 0, .objects = {"ds-1"}});
  EXPECT_EQ(Counts(Follow({.day = 1, .verdict = "PASS"})), "recorded 0/1/0/0");
  EXPECT_EQ(Counts(Follow({.day = 2, .verdict = "PASS"})), "recorded 0/0/0/0");
  EXPECT_EQ(Number("SELECT count(*) FROM finding WHERE fixed_at = '2026-01-02T00:00:00.000Z'"), 1);
}

TEST_F(History, TheSameSnapshotTwiceSaysTheSameAndChangesNothing) {
  Follow({.day = 0, .objects = {"ds-1", "ds-2"}});
  const SeenRun run{.day = 1, .objects = {"ds-1", "ds-3"}};
  const CheckReport once = Follow(run);
  CheckReport twice = Follow(run);
  EXPECT_EQ(Counts(twice), "same 1/1/0/1");
  twice.mutable_history(0)->set_state("recorded");
  EXPECT_EQ(twice.SerializeAsString(), once.SerializeAsString());
  EXPECT_EQ(Number("SELECT count(*) FROM run"), 2);
}

TEST_F(History, AnOlderSnapshotIsRefusedAndChangesNothing) {
  Follow({.day = 5, .objects = {"ds-1"}});
  const CheckReport older = Follow({.day = 4, .objects = {"ds-2"}});
  EXPECT_EQ(Counts(older), "older 0/0/0/0");
  EXPECT_EQ(older.results(0).findings(0).mark(), "");
  EXPECT_EQ(Number("SELECT count(*) FROM run"), 1);
  EXPECT_EQ(Number("SELECT count(*) FROM finding"), 1);
  EXPECT_EQ(Counts(Follow({.day = 6, .objects = {"ds-1"}})), "recorded 0/0/0/1");
}

TEST_F(History, AClockFarAheadDoesNotLockLaterRunsOut) {
  auto history = FindingHistory::Open(path_);
  CheckReport report = ReportOf({.objects = {"ds-1"}});
  ASSERT_TRUE(history->Follow({{"u-1", "vc", Day(9000)}}, true, Day(0), report).ok());
  EXPECT_EQ(report.history(0).state(), "ahead");
  EXPECT_EQ(Counts(Follow({.day = 0, .objects = {"ds-1"}})), "first 0/0/0/0");
}

TEST_F(History, ASourceWithoutAClockIsNotRecorded) {
  auto history = FindingHistory::Open(path_);
  CheckReport report = ReportOf({.objects = {"ds-1"}});
  ASSERT_TRUE(history->Follow({{"u-1", "vc"}}, true, Day(0), report).ok());
  EXPECT_EQ(report.history(0).state(), "no_clock");
  EXPECT_EQ(Number("SELECT count(*) FROM run"), 0);
}

TEST_F(History, WhatACheckCouldNotSeeIsNotFixed) {
  Follow({.day = 0, .objects = {"ds-1"}});
  EXPECT_EQ(Counts(Follow({.day = 1, .verdict = "UNKNOWN", .gap = true})), "recorded 0/0/0/0");
  EXPECT_EQ(Counts(Follow({.day = 2, .objects = {"ds-2"}, .gap = true})), "recorded 1/0/0/0");
  EXPECT_EQ(Counts(Follow({.day = 3, .verdict = "NOT_APPLICABLE"})), "recorded 0/0/0/0");
  EXPECT_EQ(Counts(Follow({.day = 4, .objects = {"ds-1"}})), "recorded 0/1/0/1");
}

TEST_F(History, TwoSourcesHaveTheirOwnRunsAndFindings) {
  Follow({.source = "u-1", .day = 0, .objects = {"ds-1"}});
  EXPECT_EQ(Counts(Follow({.source = "u-2", .day = 3, .objects = {"ds-1"}})), "first 0/0/0/0");
  // The other source's later run makes this one no older.
  EXPECT_EQ(Counts(Follow({.source = "u-1", .day = 1, .verdict = "PASS"})), "recorded 0/1/0/0");
  EXPECT_EQ(Counts(Follow({.source = "u-2", .day = 4, .objects = {"ds-1"}})), "recorded 0/0/0/1");
}

TEST_F(History, OneSnapshotOfTwoSourcesRecordsBoth) {
  CheckReport report = ReportOf({.source = "u-1", .objects = {"ds-1"}});
  AddKey(*report.mutable_results(0)->add_findings(), "u-2", "ds-1");
  AddKey(*report.mutable_results(0)->add_findings(), "u-3", "of a source not observed");
  auto history = FindingHistory::Open(path_);
  ASSERT_TRUE(
      history->Follow({{"u-1", "a", Day(0)}, {"u-2", "b", Day(1)}}, true, Day(1), report).ok());
  ASSERT_EQ(report.history_size(), 2);
  EXPECT_EQ(report.history(1).address(), "b");
  EXPECT_EQ(Number("SELECT count(*) FROM finding"), 2);
}

TEST_F(History, ARunThatIsNotRecordedIsComparedAllTheSame) {
  EXPECT_EQ(Counts(Follow({.day = 0, .objects = {"ds-1"}, .record = false})), "none 0/0/0/0");
  Follow({.day = 0, .objects = {"ds-1", "ds-2", "ds-3"}});
  Follow({.day = 1, .objects = {"ds-1", "ds-2"}});
  const CheckReport report =
      Follow({.day = 2, .objects = {"ds-1", "ds-3", "ds-4"}, .record = false});
  EXPECT_EQ(Counts(report), "compared 1/1/1/1");
  EXPECT_EQ(report.results(0).findings(1).mark(), "re-opened");
  EXPECT_EQ(report.results(0).findings(2).mark(), "new");
  EXPECT_EQ(Number("SELECT count(*) FROM run"), 2);
  EXPECT_EQ(Counts(Follow({.day = 2, .objects = {"ds-1", "ds-2"}})), "recorded 0/0/0/2");
}

TEST_F(History, WhatIsAcceptedOrHiddenLivesOnButDoesNotCount) {
  Follow({.day = 0, .objects = {"ds-1", "ds-2"}});
  const CheckReport second =
      Follow({.day = 1, .objects = {}, .accepted = {"ds-1"}, .hidden = {"ds-2"}});
  EXPECT_EQ(Counts(second), "recorded 0/0/0/0");
  EXPECT_EQ(second.results(0).accepted(0).since(), "2026-01-01T00:00:00.000Z");
  EXPECT_EQ(Number("SELECT count(*) FROM finding WHERE accepted_until = '2026-12-31'"), 1);
  EXPECT_EQ(Counts(Follow({.day = 2, .objects = {"ds-1", "ds-2"}})), "recorded 0/0/0/2");
}

TEST_F(History, KeysDoNotRunTogether) {
  CheckReport report = ReportOf({});
  ReportedFinding text;
  AddKey(text, "u-1", "7");
  ReportedFinding number = text;
  number.mutable_key(1)->set_integer(7);
  ReportedFinding longer = text;
  longer.mutable_key(1)->set_text("7\",\"8");
  ReportedFinding two = text;
  two.add_key()->set_text("8");
  for (const ReportedFinding& finding : {text, number, longer, two})
    *report.mutable_results(0)->add_findings() = finding;
  auto history = FindingHistory::Open(path_);
  ASSERT_TRUE(history->Follow({{"u-1", "a", Day(0)}}, true, Day(0), report).ok());
  EXPECT_EQ(Number("SELECT count(*) FROM finding"), 4);
}

TEST_F(History, TheTrendCountsByRunSeverityAndCategory) {
  const std::vector<LicenseTerm> licenses = {{"vSphere", "2026-12-31T00:00:00.000Z", 4, 2}};
  Follow({.day = 0, .objects = {"a"}, .datastores = {{"ds-1", "vol", 100, 50}}});
  Follow({.day = 1, .objects = {"a", "b"}, .datastores = {{"ds-1", "vol", 100, 40}}});
  Follow({.day = 2,
          .objects = {"b"},
          .accepted = {"a"},
          .datastores = {{"ds-1", "vol", 100, 30}, {"ds-2", "new", 10, 5}},
          .licenses = licenses});
  auto history = FindingHistory::Open(path_);
  const auto trends = history->ReadTrend();
  ASSERT_TRUE(trends.ok()) << trends.status();
  ASSERT_EQ(trends->size(), 1u);
  const SourceTrend& trend = (*trends)[0];
  ASSERT_EQ(trend.runs.size(), 3u);
  EXPECT_EQ(trend.runs[1].severities.at("major"), 2);
  EXPECT_EQ(trend.runs[1].categories.at("capacity"), 2);
  EXPECT_EQ(trend.runs[1].added, 1);
  EXPECT_EQ(trend.runs[2].severities.at("major"), 1);
  EXPECT_EQ(trend.runs[2].accepted, 1);
  ASSERT_EQ(trend.datastores.size(), 2u);
  EXPECT_NEAR(*trend.datastores[0].trend.days_left, 3, 1e-9);
  EXPECT_FALSE(trend.datastores[1].trend.days_left.has_value());
  EXPECT_EQ(trend.licenses, licenses);
}

TEST_F(History, RunsBeyondTheNewestAreForgottenWithWhatOnlyTheyKnew) {
  Follow({.day = 0, .objects = {"gone"}, .datastores = {{"ds-1", "vol", 2, 1}}});
  {
    // All but the last of the runs that fill the history.
    auto database = base::Database::Open(path_, base::Database::Mode::kReadWrite);
    const absl::Status filled = database->Execute(absl::StrCat(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ",
        FindingHistory::kMostRuns - 1,
        ") INSERT INTO run (source_id, observed_at, recorded_at, pack, pack_version) SELECT 1, "
        "strftime('%Y-%m-%dT00:00:00.000Z', '2026-01-01', i || ' days'), '', '', '' FROM n;"
        "INSERT INTO run_count SELECT id, 'major', 'capacity', 1, 0 FROM run WHERE id > 1;"
        "UPDATE finding SET fixed_at = '2026-01-02T00:00:00.000Z'"));
    ASSERT_TRUE(filled.ok()) << filled;
  }
  Follow({.day = FindingHistory::kMostRuns + 0.0, .objects = {"here"}});
  EXPECT_EQ(Number("SELECT count(*) FROM run"), FindingHistory::kMostRuns);
  EXPECT_EQ(Number("SELECT count(*) FROM run_count"), FindingHistory::kMostRuns);
  EXPECT_EQ(Number("SELECT count(*) FROM space"), 0);
  EXPECT_EQ(Number("SELECT count(*) FROM finding WHERE key = '[\"gone\"]'"), 1);
  Follow({.day = FindingHistory::kMostRuns + 1.0, .objects = {"here"}});
  EXPECT_EQ(Number("SELECT count(*) FROM finding WHERE key = '[\"gone\"]'"), 0);
  EXPECT_EQ(Number("SELECT count(*) FROM finding"), 1);
}

// Ends the process at the moment in which SQLite would make its second transaction last: the first
// is that of opening.
int DieAtCommit(sqlite3* handle, char**, const void*) {
  sqlite3_commit_hook(
      handle,
      [](void*) -> int {
        static int commits = 0;
        if (++commits == 2) _exit(7);
        return 0;
      },
      nullptr);
  return SQLITE_OK;
}

TEST_F(History, ARunThatIsKilledLeavesTheHistoryAsItWas) {
  Follow({.day = 0, .objects = {"ds-1"}});
  // More than SQLite keeps in memory: some is in the file already when the process ends.
  SeenRun run{.day = 1, .objects = {}};
  for (int i = 0; i < 50'000; ++i) run.objects.push_back(absl::StrCat("ds-", i));
  EXPECT_EXIT(
      {
        sqlite3_auto_extension(reinterpret_cast<void (*)()>(DieAtCommit));
        Follow(run);
        _exit(8);
      },
      testing::ExitedWithCode(7), "");
  EXPECT_TRUE(base::FileExists(path_ + "-journal"));
  EXPECT_EQ(Counts(Follow({.day = 1, .objects = {"ds-1"}})), "recorded 0/0/0/1");
  EXPECT_EQ(Number("SELECT count(*) FROM finding"), 1);
}

TEST_F(History, ADamagedFileAndOneOfANewerProgramAreToldApart) {
  Follow({.objects = {"ds-1"}});
  {
    auto database = base::Database::Open(path_, base::Database::Mode::kReadWrite);
    ASSERT_TRUE(database->Execute("PRAGMA user_version = 99").ok());
  }
  const absl::Status newer = FindingHistory::Open(path_).status();
  EXPECT_TRUE(absl::IsFailedPrecondition(newer)) << newer;
  EXPECT_THAT(std::string(newer.message()), HasSubstr("format 99"));
  std::string bytes(8192, 'x');
  FILE* file = fopen(path_.c_str(), "w");
  fwrite(bytes.data(), 1, bytes.size(), file);
  fclose(file);
  EXPECT_TRUE(absl::IsDataLoss(FindingHistory::Open(path_).status()));
}

}  // namespace
}  // namespace sitrep::agent
