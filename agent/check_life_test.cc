// `sitrep check` from run to run: the site's rules and the history of findings, over constructed
// snapshots.
#include <stdlib.h>

#include <sstream>

#include "absl/strings/str_cat.h"
#include "agent/program.h"
#include "base/file.h"
#include "checks/snapshot_fixture.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace sitrep::agent {
namespace {

using testing::HasSubstr;
using testing::Not;

class CheckLife : public testing::Test {
 protected:
  CheckLife() {
    std::string pattern = testing::TempDir() + "/check-life-XXXXXX";
    folder_ = mkdtemp(pattern.data());
    clock_.Sleep(absl::FromCivil(absl::CivilDay(2026, 3, 1), absl::UTCTimeZone()) - clock_.Now());
  }

  ExitCode Check(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "check");
    return Run(arguments);
  }

  ExitCode Run(const std::vector<std::string>& line) {
    out_.str("");
    err_.str("");
    Surroundings surroundings{
        &clock_, &interrupt_, &out_, &err_, false, 80, false, [this](const std::string& name) {
          return name == "SITREP_STATE_DIR" ? folder_ + "/state"
                 : name == "HOME"           ? folder_
                                            : std::string();
        }};
    return RunProgram(line, surroundings);
  }

  // A snapshot of the source's day, in which these machines have a snapshot of 2025.
  std::string Snapshot(const std::string& day, const std::vector<std::string>& machines) {
    fixtures_.push_back(std::make_unique<checks::SnapshotFixture>());
    checks::SnapshotFixture& fixture = *fixtures_.back();
    fixture.Insert(absl::StrCat("UPDATE source SET address = 'vc:443', observed_at = '", day,
                                "T00:00:00.000Z';"
                                "INSERT INTO vm (source, moid, name) VALUES ('s1', 'x', 'x');"));
    for (const std::string& name : machines) {
      fixture.Insert(absl::StrCat(
          "INSERT INTO vm (source, moid, name) VALUES ('s1', 'vm-", name, "', '", name,
          "'); INSERT INTO vm_snapshot (source, vm_moid, snapshot_moid, created_at) VALUES ('s1', "
          "'vm-",
          name, "', 'snapshot-", name, "', '2025-01-01T00:00:00.000Z');"));
    }
    return fixture.path();
  }

  std::string Write(const std::string& name, std::string_view text) {
    const std::string path = absl::StrCat(folder_, "/", name);
    EXPECT_TRUE(base::WriteFileAtomically(path, text).ok());
    return path;
  }

  std::string folder_;
  base::ManualClock clock_{absl::UnixEpoch()};
  base::Interrupt interrupt_;
  std::ostringstream out_;
  std::ostringstream err_;
  std::vector<std::unique_ptr<checks::SnapshotFixture>> fixtures_;
};

TEST_F(CheckLife, FindingsAreMarkedFromRunToRun) {
  Check({Snapshot("2026-02-01", {"web", "db"})});
  EXPECT_THAT(out_.str(), HasSubstr("history of vc:443: begins with this run\n"));
  EXPECT_THAT(out_.str(), Not(HasSubstr("(new)")));
  Check({Snapshot("2026-02-02", {"web", "mail"})});
  EXPECT_THAT(out_.str(), HasSubstr("history of vc:443: 1 new, 1 fixed, 0 re-opened, 1 unchanged "
                                    "since 2026-02-01T00:00:00.000Z\n"));
  EXPECT_THAT(out_.str(), testing::ContainsRegex("web \\[vm-web[^\n]*\\(since 2026-02-01\\)"));
  EXPECT_THAT(out_.str(), testing::ContainsRegex("mail \\[vm-mail[^\n]*\\(new\\)"));
  Check({Snapshot("2026-02-03", {"web", "db"}), "--format", "json"});
  EXPECT_THAT(out_.str(), HasSubstr("\"mark\": \"re-opened\""));
  EXPECT_THAT(out_.str(), HasSubstr("\"since\": \"2026-02-01T00:00:00.000Z\""));
  EXPECT_EQ(err_.str(), "");
}

TEST_F(CheckLife, SinceLastShowsOnlyWhatIsNew) {
  Check({Snapshot("2026-02-01", {"web"}), "--since", "last"});
  EXPECT_THAT(out_.str(), HasSubstr("web [vm-web"));
  EXPECT_THAT(out_.str(), HasSubstr("begins with this run"));
  const std::string second = Snapshot("2026-02-02", {"web", "mail"});
  const ExitCode all = Check({second});
  EXPECT_EQ(Check({second, "--since", "last"}), all);
  EXPECT_THAT(out_.str(), HasSubstr("mail [vm-mail"));
  EXPECT_THAT(out_.str(), Not(HasSubstr("web [vm-web")));
  EXPECT_EQ(Check({second, "--since", "last", "--no-history"}), ExitCode::kUsage);
}

TEST_F(CheckLife, AnOlderSnapshotIsJudgedButLeavesTheHistory) {
  Check({Snapshot("2026-02-02", {"web"})});
  Check({Snapshot("2026-02-01", {"web", "db"})});
  EXPECT_THAT(out_.str(), HasSubstr("db [vm-db"));
  EXPECT_THAT(out_.str(), HasSubstr("older than the last one recorded"));
  Check({Snapshot("2026-02-03", {"web"})});
  EXPECT_THAT(out_.str(), HasSubstr("0 new, 0 fixed, 0 re-opened, 1 unchanged"));
}

TEST_F(CheckLife, APartOfTheChecksOrOtherThresholdsAreNotRecorded) {
  Check({Snapshot("2026-02-01", {"web"})});
  const std::string second = Snapshot("2026-02-02", {"web", "db"});
  Check({second, "--only", "vm-snapshot-old"});
  EXPECT_THAT(out_.str(), HasSubstr("1 new, 0 fixed, 0 re-opened, 1 unchanged since "
                                    "2026-02-01T00:00:00.000Z; this run is not recorded"));
  Check({second, "--param", "vm-snapshot-old.days=100000"});
  EXPECT_THAT(out_.str(), HasSubstr("0 new, 1 fixed"));
  Check({second});
  EXPECT_THAT(out_.str(), HasSubstr("1 new, 0 fixed, 0 re-opened, 1 unchanged"));
  EXPECT_THAT(out_.str(), Not(HasSubstr("not recorded")));
}

TEST_F(CheckLife, WithoutHistoryNothingIsKept) {
  Check({Snapshot("2026-02-01", {"web"}), "--no-history"});
  EXPECT_THAT(out_.str(), Not(HasSubstr("history")));
  EXPECT_FALSE(base::FileExists(folder_ + "/state/finding_history.db"));
}

TEST_F(CheckLife, ARedactedCopyAndAPartialSnapshotAreNotRecorded) {
  Snapshot("2026-02-01", {"web"});
  fixtures_.back()->Insert("UPDATE snapshot_info SET redacted = 1");
  Check({fixtures_.back()->path()});
  EXPECT_THAT(out_.str(), Not(HasSubstr("history")));
  Snapshot("2026-02-01", {"web"});
  fixtures_.back()->Insert("UPDATE snapshot_info SET partial = 1");
  Check({fixtures_.back()->path()});
  EXPECT_THAT(out_.str(), HasSubstr("nothing is recorded yet"));
}

TEST_F(CheckLife, ADamagedHistoryIsSetAsideAndTheFindingsAreToldAllTheSame) {
  const std::string snapshot = Snapshot("2026-02-01", {"web"});
  const ExitCode good = Check({snapshot});
  Write("state/finding_history.db", std::string(9000, 'x'));
  EXPECT_EQ(Check({snapshot}), good);
  EXPECT_THAT(out_.str(), HasSubstr("web [vm-web"));
  EXPECT_THAT(out_.str(), HasSubstr("begins with this run"));
  EXPECT_THAT(err_.str(), HasSubstr("the history of findings is damaged"));
  EXPECT_TRUE(base::FileExists(folder_ + "/state/finding_history.db.damaged-20260301T000000Z"));
}

TEST_F(CheckLife, AHistoryOfANewerProgramIsLeftAloneAndNotFatal) {
  const std::string snapshot = Snapshot("2026-02-01", {"web"});
  const ExitCode good = Check({snapshot});
  {
    auto database = base::Database::Open(folder_ + "/state/finding_history.db",
                                         base::Database::Mode::kReadWrite);
    ASSERT_TRUE(database->Execute("PRAGMA user_version = 99").ok());
  }
  EXPECT_EQ(Check({snapshot}), good);
  EXPECT_THAT(err_.str(), HasSubstr("no history of findings was kept"));
  EXPECT_THAT(err_.str(), HasSubstr("format 99"));
}

TEST_F(CheckLife, ASiteFileAcceptsUntilItsDayAndThenNoLonger) {
  const std::string snapshot = Snapshot("2026-02-01", {"web"});
  const std::string site = Write("site.yaml",
                                 "accept:\n"
                                 "  - check: vm-snapshot-old\n"
                                 "    object: web\n"
                                 "    until: 2026-03-31\n"
                                 "    reason: kept for the audit\n");
  const std::vector<std::string> line = {snapshot, "--only", "vm-snapshot-old", "--site", site};
  EXPECT_EQ(Check({snapshot, "--only", "vm-snapshot-old"}), ExitCode::kWarnings);
  EXPECT_EQ(Check(line), ExitCode::kOk);
  EXPECT_THAT(out_.str(), HasSubstr("accepted, as of 2026-03-01T00:00:00.000Z\n"));
  EXPECT_THAT(out_.str(),
              HasSubstr("accepted until 2026-03-31: kept for the audit (" + site + ":2)"));
  EXPECT_THAT(out_.str(), HasSubstr("1 accepted\n"));
  clock_.Advance(absl::Hours(24 * 31));
  EXPECT_EQ(Check(line), ExitCode::kWarnings);
  EXPECT_THAT(out_.str(), HasSubstr("no longer accepted until 2026-03-31"));
}

TEST_F(CheckLife, TheConfigurationNamesTheSiteFileAndTheCommandLineAnother) {
  const std::string snapshot = Snapshot("2026-02-01", {"web"});
  const std::string site = Write("site.yaml", "parameters: {vm-snapshot-old.days: 100000}\n");
  const std::string config = Write("c.yaml", absl::StrCat("checks:\n  site: ", site, "\n"));
  const std::vector<std::string> line = {snapshot, "--only", "vm-snapshot-old", "--config", config};
  EXPECT_EQ(Check(line), ExitCode::kOk);
  std::vector<std::string> other = line;
  other.insert(other.end(), {"--site", Write("empty.yaml", "")});
  EXPECT_EQ(Check(other), ExitCode::kWarnings);
  std::vector<std::string> first = line;
  first.insert(first.end(), {"--param", "vm-snapshot-old.days=1"});
  EXPECT_EQ(Check(first), ExitCode::kWarnings);
}

TEST_F(CheckLife, ASiteFileHidesAnObject) {
  const std::string snapshot = Snapshot("2026-02-01", {"web"});
  const std::string site = Write("site.yaml", "hide: [{table: vm, name: web}]\n");
  EXPECT_EQ(Check({snapshot, "--only", "vm-snapshot-old", "--site", site}), ExitCode::kOk);
  EXPECT_THAT(out_.str(), HasSubstr("0 accepted, 1 hidden"));
  EXPECT_THAT(out_.str(), Not(HasSubstr("vm-web")));
}

TEST_F(CheckLife, AWrongSiteFileIsAUsageErrorWithFileAndLine) {
  const std::string site = Write("site.yaml", "accept:\n  - check: no-such-check\n");
  EXPECT_EQ(Check({Snapshot("2026-02-01", {}), "--site", site}), ExitCode::kUsage);
  EXPECT_THAT(err_.str(), HasSubstr(site + ":2:12: there is no check `no-such-check`"));
  EXPECT_EQ(Check({"x", "--site", folder_ + "/none.yaml"}), ExitCode::kUsage);
}

TEST_F(CheckLife, CheckingTheConfigurationReadsTheSiteFile) {
  const std::string site = Write("site.yaml", "hide: [{name: web}]\n");
  const std::string config = Write("c.yaml", absl::StrCat("checks:\n  site: ", site, "\n"));
  EXPECT_EQ(Run({"config", "check", "--config", config}), ExitCode::kUsage);
  EXPECT_THAT(err_.str(), HasSubstr(site + ":1:8: hide an object with `table`"));
  Write("site.yaml", "hide: [{table: vm, name: web}]\n");
  EXPECT_EQ(Run({"config", "check", "--config", config}), ExitCode::kOk);
}

TEST_F(CheckLife, TheTrendCountsRunsAndDaysLeft) {
  EXPECT_EQ(Check({"--trend"}), ExitCode::kOk);
  EXPECT_THAT(out_.str(), HasSubstr("no run is recorded yet"));
  for (int day = 1; day <= 3; ++day) {
    Snapshot(absl::StrCat("2026-02-0", day), {"web"});
    fixtures_.back()->Insert(absl::StrCat(
        "INSERT INTO datastore (source, moid, name, capacity_bytes, free_bytes) VALUES ('s1', "
        "'datastore-1', 'vol', 1099511627776, ",
        1073741824LL * (110 - 10 * day), ");",
        "INSERT INTO license (source, license_key, license_name, expires_at) VALUES ('s1', 'k', "
        "'vSphere 8', '2026-02-13T00:00:00.000Z');"));
    Check({fixtures_.back()->path()});
  }
  EXPECT_EQ(Check({"--trend"}), ExitCode::kOk);
  EXPECT_THAT(out_.str(), HasSubstr("vc:443: 3 runs recorded\n"));
  EXPECT_THAT(out_.str(), HasSubstr("vol [datastore-1]  80.0 GiB of 1.0 TiB free: 8 days left, "
                                    "10.0 GiB a day, from 3 runs\n"));
  EXPECT_THAT(out_.str(), HasSubstr("vSphere 8  until 2026-02-13: 10 days left\n"));
  EXPECT_EQ(Check({"--trend", "--format", "json"}), ExitCode::kOk);
  EXPECT_THAT(out_.str(), HasSubstr("\"days_left\": 10"));
  EXPECT_EQ(Check({"--trend", "--format", "csv"}), ExitCode::kOk);
  EXPECT_THAT(out_.str(), HasSubstr("s1,vc:443,2026-02-03T00:00:00.000Z,severity,minor,1"));
}

}  // namespace
}  // namespace sitrep::agent
