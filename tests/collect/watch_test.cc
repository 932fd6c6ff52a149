#include "collectors/vsphere/watch.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <optional>

#include "absl/strings/str_cat.h"
#include "collectors/vsphere/collect.h"
#include "snapshot/reader.h"
#include "snapshot/revision.h"
#include "tables/catalog.h"
#include "tests/support/lab_process.h"

namespace sitrep::tests {
namespace {

using collectors::CollectOptions;
using collectors::SourceWatch;
using collectors::WatchReport;

constexpr char kNow[] = "2026-11-22T12:00:00Z";

const std::set<std::string>& RunTables() {
  static const std::set<std::string> names = {"cost", "snapshot_info"};
  return names;
}

std::vector<std::string> RowsOf(snapshot::SnapshotReader& reader, const tables::Table& table) {
  auto statement = reader.database().Prepare(absl::StrCat("SELECT * FROM ", table.name));
  EXPECT_TRUE(statement.ok()) << statement.status();
  std::vector<std::string> rows;
  while (*statement->Step()) {
    std::string row;
    for (size_t i = 0; i < table.columns.size(); ++i) {
      const int column = static_cast<int>(i);
      const bool clock = table.columns[i].name == "observed_at";
      row += clock || statement->IsNull(column) ? "NULL" : statement->Text(column);
      row += '|';
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

// The first difference between two snapshots, leaving out what is about the run; empty: none.
std::string Difference(const std::string& one, const std::string& other) {
  auto a = snapshot::SnapshotReader::Open(one);
  auto b = snapshot::SnapshotReader::Open(other);
  if (!a.ok() || !b.ok()) return absl::StrCat(a.status().message(), b.status().message());
  for (const tables::Table& table : tables::Catalog::Get().tables()) {
    if (RunTables().contains(table.name)) continue;
    const std::vector<std::string> left = RowsOf(*a, table);
    const std::vector<std::string> right = RowsOf(*b, table);
    if (left == right) continue;
    for (size_t i = 0; i < std::max(left.size(), right.size()); ++i) {
      const std::string mine = i < left.size() ? left[i] : "no row";
      const std::string theirs = i < right.size() ? right[i] : "no row";
      if (mine != theirs) return absl::StrCat(table.name, ":\n", mine, "\n", theirs);
    }
  }
  return "";
}

class WatchTest : public testing::Test {
 protected:
  void SetUp() override { StartLab({"--scenario", "sick", "--page-limit", "9"}); }
  void TearDown() override {
    watch_.reset();
    std::filesystem::remove_all(folder_);
    if (lab_ == nullptr) return;
    for (const char* kind : {"sessions", "views", "filters", "collectors", "open_tokens"}) {
      EXPECT_EQ(lab_->State(kind), 0) << kind;
    }
  }

  void StartLab(std::vector<std::string> flags) {
    watch_.reset();
    flags.insert(flags.end(), {"--now", kNow});
    auto lab = LabProcess::Start(std::move(flags));
    ASSERT_TRUE(lab.ok()) << lab.status();
    lab_ = *std::move(lab);
    options_ = lab_->source();
    folder_ = absl::StrCat(testing::TempDir(), "/watch-",
                           testing::UnitTest::GetInstance()->current_test_info()->name());
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
    last_.clear();
  }

  // Opened by the first round, or anew.
  absl::Status Connect() {
    auto watch = SourceWatch::Connect(options_, collect_, clock_, interrupt_);
    if (watch.ok()) watch_ = *std::move(watch);
    return watch.status();
  }

  std::string NewPath() { return absl::StrCat(folder_, "/", ++files_, ".sitrep"); }

  static absl::Status AppendInfo(base::RowSink& sink) {
    const tables::Table& table = tables::Catalog::Get().table("snapshot_info");
    std::vector<base::Cell> row(table.columns.size());
    row[static_cast<size_t>(table.Find("source"))] = base::Cell::Text("snapshot");
    row[static_cast<size_t>(table.Find("format_version"))] = base::Cell::Integer(1);
    return sink.Append(tables::Catalog::Get().Find("snapshot_info"), row);
  }

  // A round as the daemon makes one: out of the last file, sealed and kept.
  absl::StatusOr<WatchReport> Round(const collectors::Progress& progress = {}) {
    const std::string path = NewPath();
    auto rows = last_.empty() ? snapshot::SnapshotRevision::Create(path)
                              : snapshot::SnapshotRevision::Revise(last_, path);
    EXPECT_TRUE(rows.ok()) << rows.status();
    if (watch_ == nullptr) {
      EXPECT_TRUE(Connect().ok());
    }
    const auto report = watch_->Read(**rows, progress);
    if (!report.ok()) return report;
    EXPECT_TRUE(AppendInfo(**rows).ok());
    EXPECT_TRUE((*rows)->Seal().ok());
    watch_->Keep();
    last_ = path;
    return report;
  }

  // What Collect() gives now, on a session of its own.
  std::string Full() {
    const std::string path = NewPath();
    auto writer = snapshot::SnapshotRevision::Create(path);
    EXPECT_TRUE(writer.ok()) << writer.status();
    full_report_ = collectors::Collect(options_, collect_, **writer, {}, clock_, interrupt_);
    EXPECT_TRUE(full_report_.ok()) << full_report_.status();
    EXPECT_TRUE(AppendInfo(**writer).ok());
    EXPECT_TRUE((*writer)->Seal().ok());
    return path;
  }

  void ExpectEqualToFull() { EXPECT_EQ(Difference(last_, Full()), ""); }

  void Change(const std::string& body) { ASSERT_TRUE(lab_->Post("change", body).ok()) << body; }
  void Rule(const std::string& body) { ASSERT_TRUE(lab_->Post("rule", body).ok()) << body; }

  int64_t Count(const std::string& sql) {
    auto reader = snapshot::SnapshotReader::Open(last_);
    EXPECT_TRUE(reader.ok()) << reader.status();
    return reader->database().Integer(sql).value_or(-1);
  }

  std::unique_ptr<LabProcess> lab_;
  collectors::SourceOptions options_;
  CollectOptions collect_;
  base::ManualClock clock_{absl::FromUnixSeconds(1700000000)};  // pauses take no time
  base::Interrupt interrupt_;
  std::unique_ptr<SourceWatch> watch_;
  std::string folder_;
  std::string last_;
  int files_ = 0;
  absl::StatusOr<collectors::CollectReport> full_report_;
};

TEST_F(WatchTest, TheFirstSnapshotEqualsAFullOneAndCostsAboutAsMuch) {
  const auto report = Round();
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_TRUE(report->whole);
  EXPECT_GT(report->entered, 50);
  ExpectEqualToFull();
  EXPECT_LT(report->source.received_bytes, full_report_->received_bytes * 1.2);
  EXPECT_LT(report->source.calls, full_report_->calls * 1.2 + 5);
}

TEST_F(WatchTest, AQuietSourceCostsNextToNothingAndEqualsAFullOne) {
  ASSERT_TRUE(Round().ok());
  const auto report = Round();
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_FALSE(report->whole);
  EXPECT_EQ(report->entered + report->modified + report->left, 0);
  ExpectEqualToFull();
  EXPECT_GT(Count("select count(*) from vm"), 10);
  // All that WaitForUpdatesEx can keep: one call that says nothing.
  EXPECT_EQ(Count("select calls from cost where method = 'WaitForUpdatesEx'"), 1);
  EXPECT_LT(Count("select received_bytes from cost where method = 'WaitForUpdatesEx'"), 2000);
  EXPECT_EQ(Count("select count(*) from cost where method in ('Login', 'CreateFilter')"), 0);
}

TEST_F(WatchTest, WhatChangesIsReadAloneAndTheSnapshotEqualsAFullOne) {
  ASSERT_TRUE(Round().ok());
  for (const char* change :
       {R"({"action": "poweroff", "vm": "web-01"})",
        R"({"action": "rename", "vm": "app-01", "name": "app & <01>"})",
        R"({"action": "snapshot", "vm": "db-02"})", R"({"action": "usage", "vm": "proxy-01"})"}) {
    Change(change);
    const auto report = Round();
    ASSERT_TRUE(report.ok()) << report.status();
    EXPECT_FALSE(report->whole) << change;
    EXPECT_EQ(report->entered + report->left, 0) << change;
    EXPECT_GT(report->modified, 0) << change;
    EXPECT_LE(report->modified, 3) << change;
    ExpectEqualToFull();
  }
  EXPECT_EQ(Count("select count(*) from vm where name = 'app & <01>'"), 1);
}

TEST_F(WatchTest, MachinesThatComeAndGoAreRowsThatComeAndGo) {
  ASSERT_TRUE(Round().ok());
  Change(R"({"action": "clone", "vm": "web-01", "name": "web-77"})");
  Change(R"({"action": "remove", "vm": "db-01"})");
  Change(R"({"action": "poweron", "vm": "build-03"})");
  const auto report = Round();
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_FALSE(report->whole);
  EXPECT_EQ(report->entered, 1);
  EXPECT_EQ(report->left, 1);
  ExpectEqualToFull();
  EXPECT_EQ(Count("select count(*) from vm where name = 'web-77'"), 1);
  EXPECT_EQ(Count("select count(*) from vm_snapshot s where not exists (select 1 from vm where "
                  "vm.moid = s.vm_moid)"),
            0);
  // Again and again, out of files that were revised before.
  Change(R"({"action": "remove", "vm": "web-77"})");
  ASSERT_TRUE(Round().ok());
  ASSERT_TRUE(Round().ok());
  ExpectEqualToFull();
}

TEST_F(WatchTest, EventsGoOnWhereTheLastRoundEnded) {
  const auto first = Round();
  ASSERT_TRUE(first.ok()) << first.status();
  const int64_t events = Count("select count(*) from event");
  EXPECT_GT(events, 0);
  for (const collectors::HistoryResult& stream : first->source.history) {
    collect_.history.checkpoints.push_back(stream.checkpoint);
  }
  watch_->SetHistory(collect_.history);
  ASSERT_TRUE(Round().ok());
  EXPECT_LT(Count("select count(*) from event"), events);
  ExpectEqualToFull();
}

TEST_F(WatchTest, UpdatesInPagesOfAnySizeAreAllTakenIn) {
  StartLab({"--vms", "25"});  // 101 machines
  for (const int page : {1, 99, 100, 101}) {
    ASSERT_TRUE(lab_->Post("set", absl::StrCat(R"({"page_limit": )", page, "}")).ok());
    watch_.reset();
    last_.clear();
    collect_.page_objects = page;
    ASSERT_TRUE(Round().ok());
    EXPECT_EQ(Count("select count(*) from vm"), 101) << page;
    for (int i = 0; i < 3; ++i) {
      Change(absl::StrCat(R"({"action": "usage", "vm": "web-0)", i + 1, "\"}"));
    }
    const auto report = Round();
    ASSERT_TRUE(report.ok()) << report.status();
    EXPECT_EQ(report->modified, 3);
    collect_.page_objects = 0;
    ExpectEqualToFull();
  }
}

TEST_F(WatchTest, ASessionThatEndsBetweenRoundsIsReplacedAndNothingSeemsGone) {
  ASSERT_TRUE(Round().ok());
  ASSERT_TRUE(lab_->Post("expire", "{}").ok());
  Change(R"({"action": "poweroff", "vm": "web-01"})");
  const auto report = Round();
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_TRUE(report->whole);
  ExpectEqualToFull();
  const auto next = Round();
  ASSERT_TRUE(next.ok()) << next.status();
  EXPECT_FALSE(next->whole);
  ExpectEqualToFull();
}

TEST_F(WatchTest, ASessionThatEndsWhileEverythingIsReadIsReplaced) {
  bool expired = false;
  const auto report = Round([&](const collectors::CollectProgress& at) {
    if (expired || at.type != "VirtualMachine") return;
    expired = true;
    ASSERT_TRUE(lab_->Post("expire", "{}").ok());
  });
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_TRUE(expired);
  EXPECT_EQ(lab_->State("logins"), 2);
  ExpectEqualToFull();
}

TEST_F(WatchTest, ASessionThatEndsWhileChangesAreReadIsReplaced) {
  ASSERT_TRUE(Round().ok());
  ASSERT_TRUE(lab_->Post("set", R"({"page_limit": 1})").ok());
  for (const char* vm : {"web-01", "app-01", "db-01"}) {
    Change(absl::StrCat(R"({"action": "poweroff", "vm": ")", vm, "\"}"));
  }
  bool expired = false;
  const auto report = Round([&](const collectors::CollectProgress&) {
    if (!expired) {
      ASSERT_TRUE(lab_->Post("expire", "{}").ok());
    }
    expired = true;
  });
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_TRUE(report->whole);
  ExpectEqualToFull();
}

TEST_F(WatchTest, APlaceTheSourceForgotOrAnAnswerThatIsLostIsMadeGood) {
  for (const char* rule :
       {R"({"method": "WaitForUpdatesEx", "kind": "fault", "fault": "InvalidCollectorVersion",
            "count": 2})",
        R"({"method": "WaitForUpdatesEx", "kind": "fault", "fault": "ManagedObjectNotFound",
            "count": 1})",
        R"({"method": "WaitForUpdatesEx", "kind": "reset", "after": true, "count": 1})",
        R"({"method": "WaitForUpdatesEx", "kind": "cut", "cut_after": 700, "count": 1})"}) {
    watch_.reset();
    last_.clear();
    ASSERT_TRUE(Round().ok());
    Change(R"({"action": "usage", "vm": "web-01"})");
    Rule(rule);
    const auto report = Round();
    ASSERT_TRUE(report.ok()) << rule << report.status();
    EXPECT_TRUE(report->whole) << rule;
    ExpectEqualToFull();
    ASSERT_TRUE(lab_->Post("clear", "{}").ok());
  }
}

TEST_F(WatchTest, RowsThatWereNotKeptAreNotBuiltUpon) {
  ASSERT_TRUE(Round().ok());
  Change(R"({"action": "poweroff", "vm": "web-01"})");
  {
    auto lost = snapshot::SnapshotRevision::Revise(last_, NewPath());
    ASSERT_TRUE(lost.ok());
    ASSERT_TRUE(watch_->Read(**lost).ok());  // and the disk was full
  }
  const auto report = Round();
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_TRUE(report->whole);
  ExpectEqualToFull();
}

TEST_F(WatchTest, AnInterruptEndsTheRoundAndLeavesNothing) {
  ASSERT_TRUE(Round().ok());
  ASSERT_TRUE(lab_->Post("set", R"({"page_limit": 1})").ok());
  Change(R"({"action": "poweroff", "vm": "web-01"})");
  Change(R"({"action": "poweroff", "vm": "app-01"})");
  const auto report = Round([&](const collectors::CollectProgress&) { interrupt_.Request(); });
  EXPECT_EQ(report.status().code(), absl::StatusCode::kCancelled) << report.status();
  EXPECT_TRUE(watch_->Close().ok());
}

TEST_F(WatchTest, ASourceThatAnswersNoMoreIsAnErrorAndTheNextRoundBeginsAnew) {
  ASSERT_TRUE(Round().ok());
  Rule(R"({"path": "/sdk", "kind": "reset"})");
  EXPECT_EQ(Round().status().code(), absl::StatusCode::kUnavailable);
  ASSERT_TRUE(lab_->Post("clear", "{}").ok());
  const auto report = Round();
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_TRUE(report->whole);
  ExpectEqualToFull();
}

TEST_F(WatchTest, AChangedPasswordIsTriedOnce) {
  ASSERT_TRUE(Round().ok());
  ASSERT_TRUE(lab_->Post("expire", "{}").ok());
  Rule(R"({"method": "Login", "kind": "fault", "fault": "InvalidLogin"})");
  EXPECT_TRUE(collectors::IsInvalidLogin(Round().status()));
  EXPECT_EQ(lab_->Calls("Login"), 2);
}

TEST_F(WatchTest, GapsComeAndGoWithWhatIsDenied) {
  ASSERT_TRUE(Round().ok());
  for (const char* denial :
       {R"({"type": "VirtualMachine", "path": "config.hardware.device", "object": "web-01"})",
        R"({"type": "HostSystem", "path": "summary.quickStats"})",
        R"({"type": "Folder", "path": "triggeredAlarmState"})"}) {
    ASSERT_TRUE(lab_->Post("deny", denial).ok());
    const auto report = Round();
    ASSERT_TRUE(report.ok()) << report.status();
    EXPECT_FALSE(report->whole);
    ExpectEqualToFull();
  }
  EXPECT_GT(Count("select count(*) from coverage where status = 'denied'"), 2);
  EXPECT_EQ(Count("select count(*) from alarm"), 0);
  ASSERT_TRUE(lab_->Post("clear", "{}").ok());
  ASSERT_TRUE(Round().ok());
  ExpectEqualToFull();
  EXPECT_GT(Count("select count(*) from alarm"), 0);
}

TEST_F(WatchTest, EveryMachineGoneAtOnceIsBelievedOnANewSessionOnly) {
  StartLab({"--vms", "1"});  // 5 machines
  ASSERT_TRUE(Round().ok());
  for (const char* vm : {"web-01", "app-01", "db-01", "mail-01", "tpl-debian-12"}) {
    Change(absl::StrCat(R"({"action": "remove", "vm": ")", vm, "\"}"));
  }
  const auto report = Round();
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_TRUE(report->whole);
  EXPECT_EQ(lab_->State("logins"), 2);
  EXPECT_EQ(Count("select count(*) from vm"), 0);
  ExpectEqualToFull();
}

TEST_F(WatchTest, AnUnknownPathCostsItsOwnColumnsOnly) {
  for (const char* method : {"CreateFilter", "RetrievePropertiesEx"}) {
    Rule(absl::StrCat(R"({"method": ")", method, R"(", "kind": "fault", "contains":
         "runtime.bootTime", "fault": "InvalidProperty", "fields": {"name": "runtime.bootTime"}})"));
  }
  ASSERT_TRUE(Round().ok());
  ExpectEqualToFull();
  EXPECT_EQ(Count("select count(*) from coverage where column_name = 'booted_at'"), 2);
  Change(R"({"action": "usage", "vm": "web-01"})");
  ASSERT_TRUE(Round().ok());
  ExpectEqualToFull();
}

TEST_F(WatchTest, WhatCannotBeWatchedIsReadWhole) {
  Rule(R"({"method": "CreateFilter", "kind": "fault", "contains": "<type>Datastore</type>",
           "fault": "NotSupported"})");
  ASSERT_TRUE(Round().ok());
  ExpectEqualToFull();
  const auto report = Round();
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_FALSE(report->whole);
  ExpectEqualToFull();
  EXPECT_GT(Count("select count(*) from datastore"), 0);
}

TEST_F(WatchTest, ASourceWithoutUpdatesIsReadWholeEachTime) {
  Rule(R"({"method": "CreatePropertyCollector", "kind": "fault", "fault": "NotSupported"})");
  ASSERT_TRUE(Round().ok());
  ExpectEqualToFull();
  ASSERT_TRUE(Round().ok());
  ExpectEqualToFull();
  EXPECT_EQ(lab_->Calls("CreatePropertyCollector"), 1);
}

TEST_F(WatchTest, AStandaloneHostAndTheLightProfileAreWatchedToo) {
  StartLab({"--esx", "--scenario", "sick"});
  collect_.light = true;
  ASSERT_TRUE(Round().ok());
  Change(R"({"action": "poweroff", "vm": "web-01"})");
  const auto report = Round();
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_FALSE(report->whole);
  ExpectEqualToFull();
}

}  // namespace
}  // namespace sitrep::tests
