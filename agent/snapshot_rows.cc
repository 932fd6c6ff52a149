#include "agent/snapshot_rows.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "agent/version.h"
#include "base/clock.h"
#include "base/status_macros.h"
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

struct WholeGap {
  std::string_view table;
  std::string_view status;
  std::string_view reason;
};

absl::Status WriteGap(const std::string& source, const WholeGap& gap, base::RowSink& sink) {
  return NamedRow("coverage")
      .Set("source", Cell::Text(source))
      .Set("table_name", Cell::Text(gap.table))
      .Set("column_name", Cell::Text(""))
      .Set("status", Cell::Text(gap.status))
      .Set("reason", Cell::Text(gap.reason))
      .Set("privilege", Cell::Text(""))
      .AppendTo(sink);
}

// Our own word for why a source could not be read; never the server's text, which may hold names.
std::string_view ReasonOf(const absl::Status& status) {
  if (absl::IsCancelled(status)) return "interrupted";
  if (absl::IsUnauthenticated(status)) return "login refused";
  if (absl::IsFailedPrecondition(status)) return "certificate not trusted";
  if (absl::IsAborted(status)) return "another run";
  if (absl::IsDeadlineExceeded(status)) return "deadline";
  if (absl::IsNotFound(status)) return "--scope";
  return "not reached";
}

// The run itself fills the others.
bool ComesFromSource(const Table& table) { return !table.objects.empty() || !table.reader.empty(); }

}  // namespace

absl::Status WriteRunFacts(const RunFacts& facts, base::RowSink& sink) {
  const std::string started_at = base::TimeToText(facts.started);
  const std::string sealed_at = base::TimeToText(facts.sealed);
  return NamedRow("snapshot_info")
      .Set("source", Cell::Text("snapshot"))
      .Set("format_version", Cell::Integer(Catalog::kFormatVersion))
      .Set("program_version", Cell::Text(kVersion))
      .Set("profile", Cell::Text(facts.profile))
      .Set("started_at", Cell::Text(started_at))
      .Set("sealed_at", Cell::Text(sealed_at))
      .Set("partial", Cell::Boolean(facts.partial))
      .Set("redacted", Cell::Boolean(false))
      .AppendTo(sink);
}

absl::Status WriteUnreadSource(const std::string& source, const absl::Status& why,
                               base::RowSink& sink) {
  const std::string_view status = absl::IsCancelled(why) ? "interrupted" : "unreachable";
  for (const Table& table : Catalog::Get().tables()) {
    if (!ComesFromSource(table)) continue;
    RETURN_IF_ERROR(WriteGap(source, {table.name, status, ReasonOf(why)}, sink));
  }
  return absl::OkStatus();
}

absl::Status WriteTablesNotAsked(const collectors::CollectReport& report, const std::string& reason,
                                 const std::map<std::string, std::string>& reasons,
                                 base::RowSink& sink) {
  for (const Table& table : Catalog::Get().tables()) {
    const bool asked = std::any_of(
        report.tables.begin(), report.tables.end(),
        [&table](const collectors::TableCount& count) { return count.table == table.name; });
    if (!ComesFromSource(table) || asked) continue;
    const auto own = reasons.find(table.name);
    RETURN_IF_ERROR(WriteGap(report.source,
                             {table.name, "not_asked", own == reasons.end() ? reason : own->second},
                             sink));
  }
  return absl::OkStatus();
}

}  // namespace sitrep::agent
