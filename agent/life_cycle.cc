#include "agent/life_cycle.h"

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "agent/output/plain_text.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/status_macros.h"

namespace sitrep::agent {
namespace {

constexpr char kFile[] = "/finding_history.db";
// Of one table; what has more is no estate.
constexpr char kMostRows[] = " LIMIT 100000";

// A file whose tables are not ours does not prepare: as useless as a damaged one.
bool IsDamage(const absl::Status& status) {
  return absl::IsDataLoss(status) || absl::IsInvalidArgument(status);
}

absl::Status SetAside(Context& context, const std::string& path, const absl::Status& why) {
  const std::string aside =
      absl::StrCat(path, ".damaged-",
                   absl::FormatTime("%Y%m%dT%H%M%SZ", context.clock().Now(), absl::UTCTimeZone()));
  // The journal belongs to the damaged file: a new one must not be played back from it.
  for (const char* ending : {"-journal", ""}) {
    const std::string file = absl::StrCat(path, ending);
    if (base::FileExists(file)) {
      RETURN_IF_ERROR(base::RenameDurably(file, absl::StrCat(aside, ending)));
    }
  }
  context.Warn(absl::StrCat("the history of findings is damaged (",
                            ForTerminal(std::string(why.message())), "); it is now ", aside,
                            ", and a new one begins"));
  return absl::OkStatus();
}

absl::StatusOr<std::string> HistoryPath(Context& context) {
  ASSIGN_OR_RETURN(const std::string state, context.StateDirectory());
  return absl::StrCat(state, kFile);
}

absl::StatusOr<FindingHistory> OpenAt(Context& context, const std::string& path) {
  absl::StatusOr<FindingHistory> history = FindingHistory::Open(path);
  if (history.ok() || !IsDamage(history.status())) return history;
  RETURN_IF_ERROR(SetAside(context, path, history.status()));
  return FindingHistory::Open(path);
}

absl::Status ReadDatastores(snapshot::SnapshotReader& reader,
                            std::map<std::string, ObservedSource>& sources) {
  if (!reader.Has("datastore", "free_bytes")) return absl::OkStatus();
  ASSIGN_OR_RETURN(base::Statement statement,
                   reader.database().Prepare(absl::StrCat(
                       "SELECT source, moid, name, capacity_bytes, free_bytes FROM datastore WHERE "
                       "capacity_bytes IS NOT NULL AND free_bytes IS NOT NULL",
                       kMostRows)));
  while (true) {
    ASSIGN_OR_RETURN(const bool more, statement.Step());
    if (!more) return absl::OkStatus();
    const auto source = sources.find(std::string(statement.Text(0)));
    if (source == sources.end()) continue;
    source->second.datastores.push_back({std::string(statement.Text(1)),
                                         std::string(statement.Text(2)), statement.Integer(3),
                                         statement.Integer(4)});
  }
}

absl::Status ReadLicenses(snapshot::SnapshotReader& reader, const std::string& table,
                          const std::string& columns,
                          std::map<std::string, ObservedSource>& sources) {
  if (!reader.Has(table, "expires_at")) return absl::OkStatus();
  ASSIGN_OR_RETURN(
      base::Statement statement,
      reader.database().Prepare(absl::StrCat("SELECT source, expires_at, ", columns, " FROM ",
                                             table, " WHERE expires_at IS NOT NULL", kMostRows)));
  while (true) {
    ASSIGN_OR_RETURN(const bool more, statement.Step());
    if (!more) return absl::OkStatus();
    const auto source = sources.find(std::string(statement.Text(0)));
    const absl::StatusOr<absl::Time> expires = base::TimeFromText(statement.Text(1));
    if (source == sources.end() || !expires.ok()) continue;
    source->second.licenses.push_back({std::string(statement.Text(2)), base::TimeToText(*expires),
                                       statement.Integer(3), statement.Integer(4)});
  }
}

absl::Status Follow(Context& context, snapshot::SnapshotReader& reader, bool record,
                    CheckReport& report) {
  ASSIGN_OR_RETURN(const std::vector<ObservedSource> sources, ObserveSources(reader));
  ASSIGN_OR_RETURN(const std::string path, HistoryPath(context));
  const absl::Time now = context.clock().Now();
  absl::Status status;
  {
    ASSIGN_OR_RETURN(FindingHistory history, OpenAt(context, path));
    status = history.Follow(sources, record, now, report);
  }
  if (!IsDamage(status)) return status;
  RETURN_IF_ERROR(SetAside(context, path, status));
  report.clear_history();
  ASSIGN_OR_RETURN(FindingHistory history, FindingHistory::Open(path));
  return history.Follow(sources, record, now, report);
}

void ForgetMarks(CheckReport& report) {
  report.clear_history();
  for (ReportedCheck& check : *report.mutable_results()) {
    for (auto* list :
         {check.mutable_findings(), check.mutable_accepted(), check.mutable_hidden()}) {
      for (ReportedFinding& finding : *list) {
        finding.clear_mark();
        finding.clear_since();
        finding.clear_reopened();
      }
    }
  }
}

}  // namespace

absl::StatusOr<FindingHistory> OpenHistory(Context& context) {
  ASSIGN_OR_RETURN(const std::string path, HistoryPath(context));
  return OpenAt(context, path);
}

absl::StatusOr<std::vector<ObservedSource>> ObserveSources(snapshot::SnapshotReader& reader) {
  std::map<std::string, ObservedSource> sources;
  ASSIGN_OR_RETURN(
      base::Statement statement,
      reader.database().Prepare("SELECT source, address, observed_at FROM source LIMIT 100000"));
  while (true) {
    ASSIGN_OR_RETURN(const bool more, statement.Step());
    if (!more) break;
    ObservedSource& source = sources[std::string(statement.Text(0))];
    source.source = std::string(statement.Text(0));
    source.address = std::string(statement.IsNull(1) ? statement.Text(0) : statement.Text(1));
    source.observed_at = base::TimeFromText(statement.Text(2)).value_or(absl::InfinitePast());
  }
  RETURN_IF_ERROR(ReadDatastores(reader, sources));
  RETURN_IF_ERROR(
      ReadLicenses(reader, "license", "license_name, total_count, used_count", sources));
  RETURN_IF_ERROR(ReadLicenses(reader, "license_evaluation", "'evaluation', 0, 0", sources));
  std::vector<ObservedSource> list;
  for (auto& [id, source] : sources) list.push_back(std::move(source));
  return list;
}

void FollowLife(Context& context, snapshot::SnapshotReader& reader, bool record,
                CheckReport& report) {
  // Its names are aliases, which the history has never seen.
  if (reader.facts().redacted) return;
  const absl::Status status = Follow(context, reader, record && !reader.facts().partial, report);
  if (status.ok()) return;
  ForgetMarks(report);
  context.Warn(absl::StrCat("no history of findings was kept: ",
                            ForTerminal(std::string(status.message()))));
}

void KeepNews(CheckReport& report) {
  std::set<std::string> compared;
  for (const SourceHistory& history : report.history()) {
    if (!history.since().empty()) compared.insert(history.source());
  }
  const auto is_old = [&](const ReportedFinding& finding) {
    return finding.mark().empty() && finding.key_size() > 0 &&
           compared.count(finding.key(0).text()) != 0;
  };
  report.set_only_news(!compared.empty());
  for (ReportedCheck& check : *report.mutable_results()) {
    for (auto* list :
         {check.mutable_findings(), check.mutable_accepted(), check.mutable_hidden()}) {
      list->erase(std::remove_if(list->begin(), list->end(), is_old), list->end());
    }
  }
}

}  // namespace sitrep::agent
