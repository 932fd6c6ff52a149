#include "agent/output/snapshot_printer.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "agent/output/json.h"
#include "agent/output/plain_text.h"
#include "agent/output/row_printer.h"
#include "base/file.h"
#include "base/status_macros.h"
#include "snapshot/reader.h"

namespace sitrep::agent {
namespace {

struct MethodCost {
  std::string method;
  int64_t calls = 0;
  int64_t p95_ms = 0;
};

// The method with the slowest calls: what an administrator wants to know of.
absl::StatusOr<MethodCost> SlowestMethod(snapshot::SnapshotReader& reader,
                                         const std::string& source) {
  MethodCost cost;
  ASSIGN_OR_RETURN(base::Statement statement,
                   reader.database().Prepare(
                       "SELECT method, calls, p95_ms FROM cost WHERE source = ? AND p95_ms IS NOT "
                       "NULL ORDER BY p95_ms DESC, method LIMIT 1"));
  statement.BindText(1, source);
  ASSIGN_OR_RETURN(const bool found, statement.Step());
  if (found) cost = {std::string(statement.Text(0)), statement.Integer(1), statement.Integer(2)};
  return cost;
}

std::string GapLine(const collectors::Gap& gap) {
  std::string text = gap.column.empty() ? gap.table : absl::StrCat(gap.table, ".", gap.column);
  absl::StrAppend(&text, " ", gap.status);
  if (gap.missing >= 0)
    absl::StrAppend(&text, " for ", CountText(gap.missing, "object", "objects"));
  if (!gap.privilege.empty()) absl::StrAppend(&text, ", needs privilege ", gap.privilege);
  if (!gap.reason.empty()) absl::StrAppend(&text, " (", gap.reason, ")");
  return text;
}

std::string CostLine(const collectors::CollectReport& report, const MethodCost& slowest) {
  std::string text =
      absl::StrCat(CountText(report.calls, "call", "calls"), " in ", DurationText(report.elapsed),
                   ", at most ", report.most_in_flight, " at once, ", BytesText(report.sent_bytes),
                   " sent, ", BytesText(report.received_bytes), " received; 95 % of calls within ",
                   DurationText(absl::Milliseconds(report.p95_ms)));
  if (slowest.calls > 0) {
    absl::StrAppend(&text, ", of ", slowest.method, " within ",
                    DurationText(absl::Milliseconds(slowest.p95_ms)));
  }
  if (report.retries > 0)
    absl::StrAppend(&text, "; ", CountText(report.retries, "retry", "retries"));
  if (report.slowdowns > 0) {
    absl::StrAppend(&text, "; slowed down ", CountText(report.slowdowns, "time", "times"),
                    " because the source did");
  }
  return text;
}

constexpr size_t kLineColumns = 100;

// Tables with rows, side by side: "  vm 41   host 8   ...".
void PrintTables(const collectors::CollectReport& report, std::ostream& out) {
  std::vector<std::string> cells;
  size_t width = 0;
  for (const collectors::TableCount& table : report.tables) {
    if (table.rows == 0) continue;
    cells.push_back(absl::StrCat(table.table, " ", table.rows));
    width = std::max(width, cells.back().size() + 2);
  }
  const size_t across = std::max<size_t>(1, (kLineColumns - 2) / std::max<size_t>(width, 1));
  const size_t down = (cells.size() + across - 1) / across;
  for (size_t row = 0; row < down; ++row) {
    std::string line = "  ";
    for (size_t i = row; i < cells.size(); i += down) {
      absl::StrAppend(&line, cells[i], std::string(width - cells[i].size(), ' '));
    }
    line.erase(line.find_last_not_of(' ') + 1);
    out << line << "\n";
  }
}

// "read: 8 hosts, 41 machines, ...; 6012 rows in 110 tables, 5 without any".
std::string SumLine(const collectors::CollectReport& report) {
  static constexpr struct {
    std::string_view table, singular, plural;
  } kShown[] = {{"cluster", "cluster", "clusters"},
                {"host", "host", "hosts"},
                {"vm", "machine", "machines"},
                {"datastore", "datastore", "datastores"}};
  std::string text;
  int64_t rows = 0;
  int64_t filled = 0;
  for (const collectors::TableCount& table : report.tables) {
    rows += table.rows;
    filled += table.rows > 0 ? 1 : 0;
    for (const auto& shown : kShown) {
      if (shown.table != table.table) continue;
      absl::StrAppend(&text, CountText(table.rows, shown.singular, shown.plural), ", ");
    }
  }
  if (!text.empty()) text.replace(text.size() - 2, 2, "; ");
  return absl::StrCat(text, CountText(rows, "row", "rows"), " in ",
                      CountText(filled, "table", "tables"), ", ",
                      static_cast<int64_t>(report.tables.size()) - filled, " without any");
}

// `tables`: with the rows of each.
void PrintText(const SourceOutcome& source, const MethodCost& slowest, bool tables,
               std::ostream& out) {
  const collectors::CollectReport& report = source.report;
  out << "\n" << ForTerminal(source.name);
  if (source.name != source.address) out << " (" << source.address << ")";
  if (!report.product.empty()) out << "  " << ForTerminal(report.product);
  out << "\n";
  if (!source.same_as.empty()) {
    out << "  the same source as " << ForTerminal(source.same_as) << ": read once\n";
    return;
  }
  if (!source.status.ok()) {
    out << "  not read: " << ForTerminal(std::string(source.status.message())) << "\n";
    return;
  }
  if (tables) PrintTables(report, out);
  out << "  read: " << SumLine(report) << "\n";
  if (!report.ended.ok())
    out << "  ended early: " << ForTerminal(std::string(report.ended.message())) << "\n";
  out << "  gaps: " << (report.gaps.empty() ? "none" : absl::StrCat(report.gaps.size())) << "\n";
  for (const collectors::Gap& gap : report.gaps) out << "    " << ForTerminal(GapLine(gap)) << "\n";
  out << "  cost: " << CostLine(report, slowest) << "\n";
}

Json ToJson(const collectors::Gap& gap) {
  Json json = Json::Object();
  json.Set("table", gap.table).Set("column", gap.column).Set("status", gap.status);
  json.Set("missing", gap.missing < 0 ? Json() : Json(gap.missing));
  json.Set("reason", gap.reason).Set("privilege", gap.privilege);
  return json;
}

Json ToJson(const SourceOutcome& source, const MethodCost& slowest) {
  const collectors::CollectReport& report = source.report;
  Json tables = Json::Array();
  for (const collectors::TableCount& table : report.tables) {
    tables.Add(Json::Object().Set("table", table.table).Set("rows", table.rows));
  }
  Json gaps = Json::Array();
  for (const collectors::Gap& gap : report.gaps) gaps.Add(ToJson(gap));
  Json cost = Json::Object();
  cost.Set("calls", report.calls)
      .Set("sent_bytes", report.sent_bytes)
      .Set("received_bytes", report.received_bytes);
  cost.Set("elapsed_ms", absl::ToInt64Milliseconds(report.elapsed)).Set("p95_ms", report.p95_ms);
  cost.Set("most_in_flight", report.most_in_flight)
      .Set("longest_lane_ms", absl::ToInt64Milliseconds(report.longest_lane))
      .Set("retries", report.retries)
      .Set("slowdowns", report.slowdowns);
  cost.Set("slowest_method", slowest.method).Set("slowest_p95_ms", slowest.p95_ms);
  Json json = Json::Object();
  json.Set("name", source.name).Set("address", source.address).Set("source", source.source_key);
  const absl::Status& error = source.status.ok() ? report.ended : source.status;
  json.Set("product", report.product)
      .Set("error", error.ok() ? Json() : Json(std::string(error.message())))
      .Set("same_as", source.same_as.empty() ? Json() : Json(source.same_as));
  json.Set("interrupted", report.interrupted).Set("complete", source.complete());
  json.Set("tables", std::move(tables)).Set("gaps", std::move(gaps)).Set("cost", std::move(cost));
  return json;
}

void PrintCsv(const SnapshotOutcome& outcome, std::ostream& out) {
  ResultTable table;
  table.columns = {"source", "table", "rows", "gaps"};
  for (const SourceOutcome& source : outcome.sources) {
    for (const collectors::TableCount& count : source.report.tables) {
      int64_t gaps = 0;
      for (const collectors::Gap& gap : source.report.gaps)
        gaps += gap.table == count.table ? 1 : 0;
      table.rows.push_back({source.name, count.table, count.rows, gaps});
    }
  }
  table.Print(Format::kCsv, out);
}

}  // namespace

absl::Status PrintSnapshot(const SnapshotOutcome& outcome, Format format, std::ostream& out) {
  ASSIGN_OR_RETURN(snapshot::SnapshotReader reader, snapshot::SnapshotReader::Open(outcome.path));
  ASSIGN_OR_RETURN(const int64_t size, base::FileSize(outcome.path));
  if (format == Format::kCsv) {
    PrintCsv(outcome, out);
    return absl::OkStatus();
  }
  Json sources = Json::Array();
  if (format == Format::kText) out << outcome.path << "  " << BytesText(size) << "\n";
  for (const SourceOutcome& source : outcome.sources) {
    ASSIGN_OR_RETURN(const MethodCost slowest, SlowestMethod(reader, source.report.source));
    if (format == Format::kText) PrintText(source, slowest, outcome.sources.size() == 1, out);
    if (format == Format::kJson) sources.Add(ToJson(source, slowest));
  }
  if (format == Format::kJson) {
    Json json = Json::Object();
    json.Set("snapshot", outcome.path).Set("bytes", size).Set("profile", reader.facts().profile);
    json.Set("sealed_at", reader.facts().sealed_at).Set("partial", reader.facts().partial);
    json.Set("complete", outcome.complete()).Set("sources", std::move(sources));
    out << json.ToString() << "\n";
  }
  return absl::OkStatus();
}

}  // namespace sitrep::agent
