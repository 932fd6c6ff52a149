#include "agent/finding_history.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "agent/history_run.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/status_macros.h"

namespace sitrep::agent {
namespace {

// One text for each version of the format, run in this order; never changed once released.
constexpr std::string_view kMigrations[] = {R"sql(
CREATE TABLE source (
  id INTEGER PRIMARY KEY,
  source TEXT NOT NULL UNIQUE,
  address TEXT NOT NULL
) STRICT;
CREATE TABLE run (
  id INTEGER PRIMARY KEY,
  source_id INTEGER NOT NULL,
  observed_at TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  pack TEXT NOT NULL,
  pack_version TEXT NOT NULL,
  added INTEGER NOT NULL DEFAULT 0,
  fixed INTEGER NOT NULL DEFAULT 0,
  reopened INTEGER NOT NULL DEFAULT 0,
  unknown INTEGER NOT NULL DEFAULT 0,
  UNIQUE (source_id, observed_at)
) STRICT;
CREATE TABLE run_count (
  run_id INTEGER NOT NULL,
  severity TEXT NOT NULL,
  category TEXT NOT NULL,
  open INTEGER NOT NULL,
  accepted INTEGER NOT NULL,
  PRIMARY KEY (run_id, severity, category)
) STRICT, WITHOUT ROWID;
CREATE TABLE finding (
  source_id INTEGER NOT NULL,
  check_id TEXT NOT NULL,
  key TEXT NOT NULL,
  object TEXT NOT NULL,
  severity TEXT NOT NULL,
  category TEXT NOT NULL,
  first_seen TEXT NOT NULL,
  last_seen TEXT NOT NULL,
  fixed_at TEXT,
  reopened INTEGER NOT NULL DEFAULT 0,
  reopened_at TEXT,
  standing TEXT NOT NULL,
  accepted_until TEXT,
  PRIMARY KEY (source_id, check_id, key)
) STRICT, WITHOUT ROWID;
CREATE TABLE space (
  run_id INTEGER NOT NULL,
  moid TEXT NOT NULL,
  name TEXT NOT NULL,
  capacity_bytes INTEGER NOT NULL,
  free_bytes INTEGER NOT NULL,
  PRIMARY KEY (run_id, moid)
) STRICT, WITHOUT ROWID;
CREATE TABLE license (
  source_id INTEGER NOT NULL,
  name TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  total_count INTEGER NOT NULL,
  used_count INTEGER NOT NULL
) STRICT;
)sql"};
constexpr int64_t kVersion = std::size(kMigrations);

absl::Status Migrate(base::Database& database) {
  ASSIGN_OR_RETURN(const int64_t version, database.Integer("PRAGMA user_version"));
  if (version > kVersion) {
    return absl::FailedPreconditionError(absl::StrCat(
        database.path(), " has format ", version, ", and this program knows ", kVersion,
        "; use the newer program, or move the file away to begin a new history"));
  }
  for (int64_t next = version; next < kVersion; ++next) {
    RETURN_IF_ERROR(database.Execute(kMigrations[next]));
  }
  return database.Execute(absl::StrCat("PRAGMA user_version = ", kVersion));
}

// Runs `work` in one transaction.
template <typename Work>
absl::Status InTransaction(base::Database& database, const char* begin, const Work& work) {
  RETURN_IF_ERROR(database.Execute(begin));
  absl::Status status = work();
  if (status.ok()) status = database.Execute("COMMIT");
  // Undone by SQLite already when that fails: nothing is left to undo.
  if (!status.ok()) database.Execute("ROLLBACK").IgnoreError();
  return status;
}

using Runs = std::map<std::string, HistoryRun>;

absl::Status SeeAll(Runs& runs, const ReportedCheck& check, bool counts,
                    google::protobuf::RepeatedPtrField<ReportedFinding>& findings) {
  for (ReportedFinding& finding : findings) {
    const auto run = finding.key_size() > 0 ? runs.find(finding.key(0).text()) : runs.end();
    if (run != runs.end()) RETURN_IF_ERROR(run->second.See(check, counts, finding));
  }
  return absl::OkStatus();
}

absl::Status FollowAll(Runs& runs, CheckReport& report) {
  for (ReportedCheck& check : *report.mutable_results()) {
    RETURN_IF_ERROR(SeeAll(runs, check, true, *check.mutable_findings()));
    RETURN_IF_ERROR(SeeAll(runs, check, false, *check.mutable_accepted()));
    RETURN_IF_ERROR(SeeAll(runs, check, false, *check.mutable_hidden()));
    for (auto& [source, run] : runs) RETURN_IF_ERROR(run.EndCheck(check));
  }
  for (auto& [source, run] : runs) {
    ASSIGN_OR_RETURN(*report.add_history(), run.End());
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<RunCounts>> ReadRuns(base::Database& database, int64_t source) {
  ASSIGN_OR_RETURN(
      base::Statement statement,
      database.Prepare("SELECT observed_at, added, fixed, reopened, unknown, severity, category, "
                       "open, accepted FROM run LEFT JOIN run_count ON run_id = id "
                       "WHERE source_id = ?1 ORDER BY observed_at"));
  statement.BindInteger(1, source);
  std::vector<RunCounts> runs;
  while (true) {
    ASSIGN_OR_RETURN(const bool more, statement.Step());
    if (!more) return runs;
    if (runs.empty() || runs.back().observed_at != statement.Text(0)) {
      RunCounts& run = runs.emplace_back();
      run.observed_at = std::string(statement.Text(0));
      run.added = statement.Integer(1);
      run.fixed = statement.Integer(2);
      run.reopened = statement.Integer(3);
      run.unknown = statement.Integer(4);
    }
    if (statement.IsNull(5)) continue;
    runs.back().severities[std::string(statement.Text(5))] += statement.Integer(7);
    runs.back().categories[std::string(statement.Text(6))] += statement.Integer(7);
    runs.back().accepted += statement.Integer(8);
  }
}

// Datastores that the newest run saw.
absl::StatusOr<std::vector<DatastoreTrend>> ReadSpace(base::Database& database, int64_t source) {
  ASSIGN_OR_RETURN(
      base::Statement statement,
      database.Prepare("SELECT moid, name, capacity_bytes, free_bytes, observed_at FROM space JOIN "
                       "run ON run_id = id WHERE source_id = ?1 ORDER BY moid, observed_at"));
  statement.BindInteger(1, source);
  ASSIGN_OR_RETURN(base::Statement newest,
                   database.Prepare("SELECT max(observed_at) FROM run WHERE source_id = ?1"));
  RETURN_IF_ERROR(newest.BindInteger(1, source).Step().status());
  const std::string last_run(newest.Text(0));
  std::vector<DatastoreTrend> stores;
  std::vector<SpacePoint> points;
  DatastoreSpace store;
  std::string seen;
  const auto end = [&] {
    if (!points.empty() && seen == last_run) stores.push_back({store, TrendOf(points)});
    points.clear();
  };
  while (true) {
    ASSIGN_OR_RETURN(const bool more, statement.Step());
    if (!more || statement.Text(0) != store.moid) end();
    if (!more) return stores;
    store = {std::string(statement.Text(0)), std::string(statement.Text(1)), statement.Integer(2),
             statement.Integer(3)};
    seen = std::string(statement.Text(4));
    ASSIGN_OR_RETURN(const absl::Time at, base::TimeFromText(seen));
    points.push_back({at, store.capacity, store.free});
  }
}

absl::StatusOr<std::vector<LicenseTerm>> ReadLicenses(base::Database& database, int64_t source) {
  ASSIGN_OR_RETURN(base::Statement statement,
                   database.Prepare("SELECT name, expires_at, total_count, used_count FROM license "
                                    "WHERE source_id = ?1 ORDER BY expires_at, name"));
  statement.BindInteger(1, source);
  std::vector<LicenseTerm> licenses;
  while (true) {
    ASSIGN_OR_RETURN(const bool more, statement.Step());
    if (!more) return licenses;
    licenses.push_back({std::string(statement.Text(0)), std::string(statement.Text(1)),
                        statement.Integer(2), statement.Integer(3)});
  }
}

}  // namespace

absl::StatusOr<FindingHistory> FindingHistory::Open(const std::string& path) {
  if (!base::FileExists(path)) {
    ASSIGN_OR_RETURN(base::FileSink file, base::FileSink::Append(path, 0600));
    RETURN_IF_ERROR(file.Finish());
  }
  ASSIGN_OR_RETURN(base::Database database,
                   base::Database::Open(path, base::Database::Mode::kReadWrite));
  RETURN_IF_ERROR(database.Execute("PRAGMA synchronous = FULL"));
  RETURN_IF_ERROR(
      InTransaction(database, "BEGIN IMMEDIATE", [&database] { return Migrate(database); }));
  return FindingHistory(std::move(database));
}

absl::Status FindingHistory::Follow(const std::vector<ObservedSource>& sources, bool record,
                                    absl::Time now, CheckReport& report) {
  return InTransaction(database_, record ? "BEGIN IMMEDIATE" : "BEGIN", [&]() -> absl::Status {
    Runs runs;
    for (const ObservedSource& source : sources) {
      ASSIGN_OR_RETURN(HistoryRun run, HistoryRun::Begin(database_, source, record, now, report));
      runs.emplace(source.source, std::move(run));
    }
    return FollowAll(runs, report);
  });
}

absl::StatusOr<std::vector<SourceTrend>> FindingHistory::ReadTrend() {
  ASSIGN_OR_RETURN(
      base::Statement statement,
      database_.Prepare("SELECT id, source, address FROM source ORDER BY address, source"));
  std::vector<SourceTrend> trends;
  while (true) {
    ASSIGN_OR_RETURN(const bool more, statement.Step());
    if (!more) return trends;
    SourceTrend& trend = trends.emplace_back();
    trend.source = std::string(statement.Text(1));
    trend.address = std::string(statement.Text(2));
    const int64_t id = statement.Integer(0);
    ASSIGN_OR_RETURN(trend.runs, ReadRuns(database_, id));
    ASSIGN_OR_RETURN(trend.datastores, ReadSpace(database_, id));
    ASSIGN_OR_RETURN(trend.licenses, ReadLicenses(database_, id));
  }
}

}  // namespace sitrep::agent
