#include "agent/take_snapshot.h"

#include <algorithm>
#include <memory>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "agent/login.h"
#include "agent/output/plain_text.h"
#include "agent/output/progress.h"
#include "agent/version.h"
#include "base/status_macros.h"
#include "snapshot/writer.h"
#include "tables/catalog.h"

namespace sitrep::agent {
namespace {

using base::Cell;
using tables::Catalog;
using tables::Table;

// A row by column names; the columns left out are NULL.
class NamedRow {
 public:
  explicit NamedRow(std::string_view table)
      : index_(Catalog::Get().Find(table)), cells_(Catalog::Get().table(table).columns.size()) {}
  NamedRow& Set(std::string_view column, Cell cell) {
    cells_[static_cast<size_t>(Catalog::Get().tables()[static_cast<size_t>(index_)].Find(column))] =
        cell;
    return *this;
  }
  absl::Status AppendTo(base::RowSink& sink) const { return sink.Append(index_, cells_); }

 private:
  int index_;
  std::vector<Cell> cells_;
};

absl::Status WriteInfo(const SnapshotPlan& plan, absl::Time started, absl::Time sealed,
                       bool partial, base::RowSink& sink) {
  const std::string started_at = base::TimeToText(started);
  const std::string sealed_at = base::TimeToText(sealed);
  const std::string profile = ProfileName(plan.collect);
  return NamedRow("snapshot_info")
      .Set("source", Cell::Text("snapshot"))
      .Set("format_version", Cell::Integer(Catalog::kFormatVersion))
      .Set("program_version", Cell::Text(kVersion))
      .Set("profile", Cell::Text(profile))
      .Set("started_at", Cell::Text(started_at))
      .Set("sealed_at", Cell::Text(sealed_at))
      .Set("partial", Cell::Boolean(partial))
      .Set("redacted", Cell::Boolean(false))
      .AppendTo(sink);
}

absl::Status WriteGap(const std::string& source, const std::string& table, std::string_view status,
                      std::string_view reason, base::RowSink& sink) {
  return NamedRow("coverage")
      .Set("source", Cell::Text(source))
      .Set("table_name", Cell::Text(table))
      .Set("column_name", Cell::Text(""))
      .Set("status", Cell::Text(status))
      .Set("reason", Cell::Text(reason))
      .Set("privilege", Cell::Text(""))
      .AppendTo(sink);
}

// Our own word for why a source could not be read; never the server's text, which may hold names.
std::string_view ReasonOf(const absl::Status& status) {
  if (absl::IsCancelled(status)) return "interrupted";
  if (absl::IsUnauthenticated(status)) return "login refused";
  if (absl::IsFailedPrecondition(status)) return "certificate not trusted";
  return "not reached";
}

// Every table the source would have filled.
absl::Status WriteUnreadSource(const SourceOutcome& source, base::RowSink& sink) {
  const std::string_view status = absl::IsCancelled(source.status) ? "interrupted" : "unreachable";
  for (const Table& table : Catalog::Get().tables()) {
    if (table.objects.empty()) continue;
    RETURN_IF_ERROR(WriteGap(source.address, table.name, status, ReasonOf(source.status), sink));
  }
  return absl::OkStatus();
}

// Tables nobody asked for: their emptiness must not read as health.
absl::Status WriteTablesNotAsked(const SnapshotPlan& plan, const collectors::CollectReport& report,
                                 base::RowSink& sink) {
  const std::string reason = plan.collect.tables.empty()
                                 ? absl::StrCat("profile ", ProfileName(plan.collect))
                                 : "--tables";
  for (const Table& table : Catalog::Get().tables()) {
    const bool asked = std::any_of(
        report.tables.begin(), report.tables.end(),
        [&table](const collectors::TableCount& count) { return count.table == table.name; });
    if (table.objects.empty() || asked) continue;
    RETURN_IF_ERROR(WriteGap(report.source, table.name, "not_asked", reason, sink));
  }
  return absl::OkStatus();
}

collectors::Progress ShowProgress(Progress& progress, const std::string& name) {
  return [&progress, name](const collectors::CollectProgress& state) {
    progress.Update(
        {absl::StrCat("collecting ", name), state.types_done, state.types_total,
         absl::StrCat(state.type, " ", state.objects, ", ", BytesText(state.received_bytes))});
  };
}

absl::StatusOr<collectors::CollectReport> CollectSource(Context& context, const SnapshotPlan& plan,
                                                        const SourceChoice& source,
                                                        base::RowSink& sink, Progress& progress) {
  ASSIGN_OR_RETURN(const std::unique_ptr<collectors::Session> session,
                   LogIn(context, source, plan.retry_login));
  return collectors::CollectFrom(*session, plan.collect, sink, ShowProgress(progress, source.name));
}

// Ok to go on: a source that cannot be read is an outcome; the snapshot's own errors are not.
absl::StatusOr<SourceOutcome> ReadOne(Context& context, const SnapshotPlan& plan,
                                      const SourceChoice& source, base::RowSink& sink,
                                      Progress& progress) {
  SourceOutcome outcome;
  outcome.name = source.name;
  const absl::StatusOr<collectors::SourceAddress> address =
      collectors::ParseSourceUrl(source.options.url);
  outcome.address = address.ok() ? address->HostAndPort() : source.options.url;
  if (context.interrupt().requested()) {
    outcome.status = absl::CancelledError("interrupted");
    return outcome;
  }
  absl::StatusOr<collectors::CollectReport> report =
      CollectSource(context, plan, source, sink, progress);
  progress.Finish();
  if (report.ok()) {
    outcome.report = *std::move(report);
    RETURN_IF_ERROR(NoteRefusal(context, source, outcome.report.ended));
    RETURN_IF_ERROR(WriteTablesNotAsked(plan, outcome.report, sink));
  } else {
    outcome.status = report.status();
  }
  return outcome;
}

bool AnyRead(const std::vector<SourceOutcome>& sources) {
  return std::any_of(sources.begin(), sources.end(),
                     [](const SourceOutcome& source) { return source.status.ok(); });
}

}  // namespace

bool SnapshotOutcome::complete() const {
  return !interrupted &&
         std::all_of(sources.begin(), sources.end(), [](const SourceOutcome& source) {
           return source.status.ok() && source.report.complete();
         });
}

absl::StatusOr<SnapshotOutcome> TakeSnapshot(Context& context, const SnapshotPlan& plan) {
  const absl::Time started = context.clock().Now();
  ASSIGN_OR_RETURN(const std::unique_ptr<snapshot::SnapshotWriter> writer,
                   snapshot::SnapshotWriter::Create(plan.path));
  Progress progress(context);
  SnapshotOutcome outcome;
  outcome.path = plan.path;
  for (const SourceChoice& source : plan.sources) {
    ASSIGN_OR_RETURN(SourceOutcome one, ReadOne(context, plan, source, *writer, progress));
    outcome.interrupted =
        outcome.interrupted || one.report.interrupted || absl::IsCancelled(one.status);
    outcome.sources.push_back(std::move(one));
  }
  if (!AnyRead(outcome.sources)) return outcome.sources.front().status;
  for (const SourceOutcome& source : outcome.sources) {
    if (!source.status.ok()) RETURN_IF_ERROR(WriteUnreadSource(source, *writer));
  }
  RETURN_IF_ERROR(WriteInfo(plan, started, context.clock().Now(), outcome.interrupted, *writer));
  RETURN_IF_ERROR(writer->Seal());
  return outcome;
}

std::string ProfileName(const collectors::CollectOptions& options) {
  return options.light ? "light" : "full";
}

std::string DefaultSnapshotName(const std::vector<SourceChoice>& sources, absl::Time now) {
  const std::string names = absl::StrJoin(
      sources, "+",
      [](std::string* out, const SourceChoice& source) { absl::StrAppend(out, source.name); });
  return absl::StrCat(names.substr(0, 128), "-",
                      absl::FormatTime("%Y%m%dT%H%M%SZ", now, absl::UTCTimeZone()), ".sitrep");
}

}  // namespace sitrep::agent
