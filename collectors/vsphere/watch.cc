#include "collectors/vsphere/watch.h"

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/log.h"
#include "base/status_macros.h"
#include "collectors/vsphere/cost.h"
#include "collectors/vsphere/fault.h"
#include "collectors/vsphere/privilege_plan.h"
#include "collectors/vsphere/privilege_query.h"
#include "collectors/vsphere/soap_client.h"
#include "collectors/vsphere/table_choice.h"
#include "collectors/vsphere/watch_filters.h"
#include "tables/catalog.h"

namespace sitrep::collectors {
namespace {

// Whole readings in one call, after which nothing is watched and all is read as in Collect().
constexpr int kMostBuilds = 4;

const tables::Table& TableAt(int table) {
  return tables::Catalog::Get().tables()[static_cast<size_t>(table)];
}

// Remembers that the rows' owner failed: nothing helps then.
class GuardedRows : public base::RowRevision {
 public:
  explicit GuardedRows(base::RowRevision& rows) : rows_(rows) {}
  absl::Status Append(int table, base::Row row) override { return Seen(rows_.Append(table, row)); }
  absl::Status RemoveSource(std::string_view source) override {
    return Seen(rows_.RemoveSource(source));
  }
  absl::Status RemoveRows(int table, std::string_view source) override {
    return Seen(rows_.RemoveRows(table, source));
  }
  absl::Status RemoveObject(int table, std::string_view source, int column,
                            std::string_view object) override {
    return Seen(rows_.RemoveObject(table, source, column, object));
  }
  absl::Status Patch(int table, base::Row row, const std::vector<bool>& columns) override {
    const absl::Status status = rows_.Patch(table, row, columns);
    return absl::IsNotFound(status) ? status : Seen(status);
  }
  const absl::Status& status() const { return status_; }

 private:
  absl::Status Seen(absl::Status status) {
    if (!status.ok()) status_ = status;
    return status;
  }
  base::RowRevision& rows_;
  absl::Status status_;
};

// Takes the rows of the tables that are read whole, and what is noted of them. Rows of watched
// tables, read along because others refer to them, are there already.
class RestOfRows : public base::RowSink {
 public:
  RestOfRows(const std::set<int>& watched, base::RowRevision& rows)
      : watched_(watched), rows_(rows) {}

  absl::Status Append(int table, base::Row row) override {
    if (watched_.contains(table) || IsAboutWatched(table, row)) return absl::OkStatus();
    return rows_.Append(table, row);
  }

 private:
  bool IsAboutWatched(int table, base::Row row) const {
    const tables::Table& declared = TableAt(table);
    if (declared.name != "coverage" && declared.name != "coverage_object") return false;
    const base::Cell& cell = row[static_cast<size_t>(declared.Find("table_name"))];
    return watched_.contains(tables::Catalog::Get().Find(cell.text));
  }

  const std::set<int>& watched_;
  base::RowRevision& rows_;
};

// The place is lost, or something stands in the way that a new session may not meet.
bool MayReadAnew(const absl::Status& status) {
  return !IsInvalidLogin(status) &&
         (FaultOf(status).has_value() || absl::IsFailedPrecondition(status) ||
          absl::IsDataLoss(status));
}

}  // namespace

struct SourceWatch::State {
  State(const SourceOptions& source_options, const CollectOptions& collect_options,
        base::Clock& time, const base::Interrupt& flag)
      : source(source_options), options(collect_options), clock(time), interrupt(flag) {}

  const SourceOptions source;
  CollectOptions options;
  base::Clock& clock;
  const base::Interrupt& interrupt;
  std::vector<int> chosen;
  std::set<int> excluded;  // tables that this source does not let us watch
  Progress progress;

  std::unique_ptr<Session> session;
  bool ended = false;                // the session is; a new one comes first
  bool clock_is_fresh = true;        // no call since the session began
  std::set<std::string> privileges;  // that the account lacks, of those that watched tables need
  Omissions omissions;
  std::unique_ptr<WatchFilters> filters;  // none: not in step
  bool kept = false;
  bool unwatched = false;  // for this once, all is read as Collect() does

  absl::Status Begin();
  absl::Status Reconnect();
  absl::Status CheckPrivileges();
  absl::StatusOr<WatchReport> ReadUntilRead(base::RowRevision& rows, const absl::Status& failed);
  absl::StatusOr<WatchReport> ReadOnce(base::RowRevision& rows);
  absl::StatusOr<Synced> Build(base::RowRevision& rows);
  absl::StatusOr<WatchReport> Finish(const Synced& synced, base::RowRevision& rows);
  absl::StatusOr<CollectReport> ReadRest(base::RowRevision& rows);
  void Destroy();
};

void SourceWatch::State::Destroy() {
  // After another login all that was open is gone with the session before.
  if (filters != nullptr && !ended && session->generation() == 0) filters->Destroy();
  filters.reset();
}

// The old session is ended, and with it all that was open; what the source says then is believed.
absl::Status SourceWatch::State::Reconnect() {
  filters.reset();
  session->Logout().IgnoreError();
  ended = true;
  ASSIGN_OR_RETURN(std::unique_ptr<Session> fresh, Session::Connect(source, clock, interrupt));
  if (fresh->source_key() != session->source_key()) {
    return absl::FailedPreconditionError(
        absl::StrCat(session->address(), " is another source now: begin with a new watch"));
  }
  fresh->cost().Take(session->cost());
  session = std::move(fresh);
  ended = false;
  clock_is_fresh = true;
  return absl::OkStatus();
}

// What the account may not read is not asked for; when that changes, other properties are.
absl::Status SourceWatch::State::CheckPrivileges() {
  const auto missing = MissingPrivileges(*session, PrivilegesOf(chosen));
  if (absl::IsCancelled(missing.status()) || IsSessionLoss(missing.status())) {
    return missing.status();
  }
  if (!missing.ok() || (filters != nullptr && *missing == privileges)) return absl::OkStatus();
  Destroy();
  privileges = *missing;
  return absl::OkStatus();
}

absl::StatusOr<Synced> SourceWatch::State::Build(base::RowRevision& rows) {
  RETURN_IF_ERROR(rows.RemoveSource(session->source_key()));
  omissions = ColumnsLeftOut(chosen, options.light);
  omissions.merge(DeniedParts(chosen, privileges));
  std::set<int> unwatchable = excluded;
  for (const int table : chosen) {
    const bool all = unwatched || !options.scope.empty();
    if (all || omissions.contains({table, -1})) unwatchable.insert(table);
  }
  filters = std::make_unique<WatchFilters>(
      *session, options, PlanWatch(chosen, unwatchable, omissions, session->content()), progress);
  absl::StatusOr<Synced> synced = filters->Build(rows);
  excluded.insert(filters->excluded().begin(), filters->excluded().end());
  return synced;
}

// A table whose objects another names lacks what the other lacks.
void GatherGaps(WatchFilters& filters, GapLedger& gaps) {
  gaps.Merge(filters.gaps());
  for (const int table : filters.tables()) {
    const tables::Table& declared = TableAt(table);
    if (declared.references_table.empty()) continue;
    const int named_in = tables::Catalog::Get().Find(declared.references_table);
    gaps.Inherit(table, filters.gaps(), named_in,
                 TableAt(named_in).Find(declared.references_column));
  }
}

absl::StatusOr<CollectReport> SourceWatch::State::ReadRest(base::RowRevision& rows) {
  CollectOptions rest = options;
  rest.tables = {"source"};
  for (const int table : chosen) {
    if (filters->tables().contains(table)) continue;
    if (TableAt(table).name != "source") rest.tables.push_back(TableAt(table).name);
    RETURN_IF_ERROR(rows.RemoveRows(table, session->source_key()));
  }
  for (const std::string_view table : {"coverage", "coverage_object", "cost"}) {
    RETURN_IF_ERROR(rows.RemoveRows(tables::Catalog::Get().Find(table), session->source_key()));
  }
  RestOfRows sink(filters->tables(), rows);
  return CollectFrom(*session, rest, sink, progress);
}

absl::StatusOr<WatchReport> SourceWatch::State::Finish(const Synced&, base::RowRevision& rows) {
  WatchReport report;
  ASSIGN_OR_RETURN(report.source, ReadRest(rows));
  GapLedger watched;
  GatherGaps(*filters, watched);
  RETURN_IF_ERROR(watched.Write(session->source_key(), rows));
  std::vector<Gap>& gaps = report.source.gaps;
  std::erase_if(gaps, [&](const Gap& gap) {
    return filters->tables().contains(tables::Catalog::Get().Find(gap.table));
  });
  for (Gap& gap : watched.Gaps()) gaps.push_back(std::move(gap));
  report.entered = filters->counts().entered;
  report.modified = filters->counts().modified;
  report.left = filters->counts().left;
  return report;
}

absl::StatusOr<WatchReport> SourceWatch::State::ReadOnce(base::RowRevision& rows) {
  if (!std::exchange(clock_is_fresh, false)) RETURN_IF_ERROR(session->ReadClock());
  RETURN_IF_ERROR(CheckPrivileges());
  const bool whole = filters == nullptr;
  ASSIGN_OR_RETURN(const Synced synced, whole ? Build(rows) : filters->Update(rows));
  ASSIGN_OR_RETURN(WatchReport report, Finish(synced, rows));
  report.whole = whole;
  return report;
}

absl::Status SourceWatch::State::Begin() {
  if (!std::exchange(kept, false)) Destroy();
  // A session that was renewed is not ours any more in what was open; and it has used up the
  // logins that a run may make.
  if (!ended && session->generation() == 0) return absl::OkStatus();
  return Reconnect();
}

absl::StatusOr<WatchReport> SourceWatch::State::ReadUntilRead(base::RowRevision& rows,
                                                              const absl::Status& failed) {
  const absl::Time begin = clock.Now();
  RETURN_IF_ERROR(Begin());
  for (int builds = 1;; ++builds) {
    session->client().set_deadline(begin + options.deadline);
    unwatched = builds == kMostBuilds;
    absl::StatusOr<WatchReport> report = ReadOnce(rows);
    if (report.ok()) {
      report->source.elapsed = clock.Now() - begin;
      return report;
    }
    if (!failed.ok() || !MayReadAnew(report.status()) || builds == kMostBuilds) return report;
    base::LogInfo(absl::StrCat(session->address(), " is read anew: ", report.status().message()));
    RETURN_IF_ERROR(Reconnect());
  }
}

SourceWatch::SourceWatch(std::unique_ptr<State> state) : state_(std::move(state)) {}

absl::StatusOr<std::unique_ptr<SourceWatch>> SourceWatch::Connect(
    const SourceOptions& source, const CollectOptions& options, base::Clock& clock,
    const base::Interrupt& interrupt) {
  auto state = std::make_unique<State>(source, options, clock, interrupt);
  ASSIGN_OR_RETURN(state->chosen, ChooseTables(options.tables, options.light));
  ASSIGN_OR_RETURN(state->session, Session::Connect(source, clock, interrupt));
  return std::unique_ptr<SourceWatch>(new SourceWatch(std::move(state)));
}

SourceWatch::~SourceWatch() { state_->Destroy(); }

absl::StatusOr<WatchReport> SourceWatch::Read(base::RowRevision& rows, const Progress& progress) {
  state_->progress = progress;
  GuardedRows guarded(rows);
  absl::StatusOr<WatchReport> report = state_->ReadUntilRead(guarded, guarded.status());
  state_->session->client().set_deadline(absl::InfiniteFuture());
  if (!report.ok()) state_->Destroy();
  state_->session->cost().Clear();
  return report;
}

void SourceWatch::Keep() { state_->kept = state_->filters != nullptr && !state_->unwatched; }

void SourceWatch::SetHistory(const HistoryRequest& history) { state_->options.history = history; }

absl::Status SourceWatch::KeepAlive() { return state_->session->KeepAlive(); }

absl::Status SourceWatch::Close() {
  state_->Destroy();
  return state_->session->Logout();
}

const std::string& SourceWatch::source_key() const { return state_->session->source_key(); }

}  // namespace sitrep::collectors
