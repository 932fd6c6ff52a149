#include "agent/output/comparison_printer.h"

#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "agent/output/comparison_text.h"
#include "agent/output/json.h"
#include "agent/output/row_printer.h"
#include "checks/finding_text.h"
#include "checks/severity.h"

namespace sitrep::agent {
namespace {

using review::Datum;
using review::FindingState;
using review::RowChange;

std::string Text(std::string_view text) { return std::string(text); }

std::string_view SideName(review::Side side) {
  return side == review::Side::kBefore ? "before" : "after";
}

absl::Status Written(const std::ostream& out) {
  return out.good() ? absl::OkStatus() : absl::InternalError("cannot write the result");
}

Json ToJson(const Datum& datum) {
  if (const auto* integer = std::get_if<int64_t>(&datum)) return *integer;
  if (const auto* real = std::get_if<double>(&datum)) return *real;
  if (const auto* text = std::get_if<std::string>(&datum)) return *text;
  return Json();
}

Json KeyJson(const tables::Table& table, const std::vector<Datum>& key) {
  if (key.empty()) return Json();
  Json json = Json::Object();
  for (size_t i = 0; i < key.size(); ++i)
    json.Set(table.columns[table.key[i]].name, ToJson(key[i]));
  return json;
}

Json ColumnJson(const review::ColumnChange& column) {
  Json json = Json::Object();
  json.Set("column", column.column->name)
      .Set("class", review::ChangeName(column.column->change))
      .Set("before", ToJson(column.before))
      .Set("after", ToJson(column.after));
  if (!column.before_name.empty()) json.Set("before_name", column.before_name);
  if (!column.after_name.empty()) json.Set("after_name", column.after_name);
  return json;
}

Json RowJson(const RowChange& change) {
  Json json = Json::Object();
  json.Set("state", review::RowStateName(change.state))
      .Set("table", change.table->name)
      .Set("name", change.name)
      .Set("before_key", KeyJson(*change.table, change.before_key))
      .Set("after_key", KeyJson(*change.table, change.after_key));
  Json columns = Json::Array();
  for (const review::ColumnChange& column : change.columns) columns.Add(ColumnJson(column));
  json.Set("columns", std::move(columns));
  return json;
}

Json FindingJson(const review::FindingChange& change) {
  Json json = Json::Object();
  json.Set("state", review::FindingStateName(change.state))
      .Set("check", change.result->check())
      .Set("title", change.result->title())
      .Set("severity", checks::SeverityName(change.result->severity()))
      .Set("category", change.result->category())
      .Set("verdict", checks::VerdictName(change.result->verdict()))
      .Set("reason", change.reason)
      .Set("before", change.before == nullptr ? Json() : Json::Message(*change.before))
      .Set("after", change.after == nullptr ? Json() : Json::Message(*change.after));
  return json;
}

Json NotComparedJson(const review::NotCompared& part) {
  Json json = Json::Object();
  json.Set("side", SideName(part.side))
      .Set("source", part.source)
      .Set("table", part.table)
      .Set("column", part.column)
      .Set("status", part.status)
      .Set("reason", part.reason)
      .Set("privilege", part.privilege)
      .Set("objects", part.objects);
  return json;
}

Json FileJson(const ComparisonTitle::File& file) {
  Json json = Json::Object();
  json.Set("path", file.path)
      .Set("started_at", file.facts.started_at)
      .Set("sealed_at", file.facts.sealed_at)
      .Set("format_version", file.facts.format_version)
      .Set("partial", file.facts.partial)
      .Set("redacted", file.facts.redacted)
      .Set("alias_key_id",
           file.facts.alias_key_id.empty() ? Json() : Json(file.facts.alias_key_id));
  return json;
}

Json SummaryJson(const review::ComparisonSummary& summary) {
  Json findings = Json::Object();
  for (const FindingState state :
       {FindingState::kNew, FindingState::kWorse, FindingState::kBetter, FindingState::kFixed,
        FindingState::kUnchanged, FindingState::kNoLongerEvaluated}) {
    findings.Set(review::FindingStateName(state), summary.Count(state));
  }
  Json rows = Json::Object();
  rows.Set("added", summary.rows_added)
      .Set("removed", summary.rows_removed)
      .Set("changed", summary.rows_changed);
  Json json = Json::Object();
  json.Set("findings", std::move(findings))
      .Set("rows", std::move(rows))
      .Set("not_compared", summary.not_compared)
      .Set("failed", summary.failed)
      .Set("warnings", summary.warnings)
      .Set("partial", summary.partial);
  return json;
}

// One document, whose lists are printed as their items come.
class ComparisonJson : public ComparisonPrinter {
 public:
  ComparisonJson(ComparisonTitle title, std::ostream& out) : title_(std::move(title)), out_(out) {}

  absl::Status OnFinding(const review::FindingChange& change) override {
    return Item(0, FindingJson(change));
  }
  absl::Status OnNotCompared(const review::NotCompared& part) override {
    return Item(1, NotComparedJson(part));
  }
  absl::Status OnRow(const RowChange& change) override { return Item(2, RowJson(change)); }

  void Finish(const review::ComparisonSummary& summary) override {
    OpenUpTo(2);
    out_ << "],\n\"summary\": " << SummaryJson(summary).ToString() << "\n}\n";
  }

 private:
  // Not before there is a result: what cannot be compared prints nothing.
  void Begin() {
    out_ << "{\n";
    Member("format", "sitrep-comparison-1");
    Member("before", FileJson(title_.before));
    Member("after", FileJson(title_.after));
    Member("across", title_.across);
    Member("runtime", title_.runtime);
  }
  void Member(std::string_view name, const Json& value) {
    out_ << "\"" << name << "\": " << value.ToString() << ",\n";
  }
  void OpenUpTo(int list) {
    static constexpr std::string_view kLists[] = {"findings", "not_compared", "changes"};
    if (list_ < 0) Begin();
    while (list_ < list) {
      if (list_ >= 0) out_ << "],\n";
      out_ << "\"" << kLists[++list_] << "\": [";
      first_ = true;
    }
  }
  absl::Status Item(int list, const Json& item) {
    OpenUpTo(list);
    out_ << (first_ ? "\n" : ",\n") << item.ToString();
    first_ = false;
    return Written(out_);
  }

  ComparisonTitle title_;
  std::ostream& out_;
  int list_ = -1;
  bool first_ = true;
};

std::string EvidenceText(const Finding* finding) {
  if (finding == nullptr) return "";
  return absl::StrJoin(finding->evidence(), "; ", [](std::string* out, const Value& value) {
    absl::StrAppend(out, value.name(), "=", checks::ValueText(value));
  });
}

std::string KeyText(const Finding& finding) {
  return absl::StrJoin(finding.key(), "; ", [](std::string* out, const Value& value) {
    absl::StrAppend(out, value.name(), "=", checks::ValueText(value));
  });
}

std::string KeyText(const tables::Table& table, const std::vector<Datum>& key) {
  std::vector<std::string> parts;
  for (size_t i = 0; i < key.size(); ++i) {
    parts.push_back(absl::StrCat(table.columns[table.key[i]].name, "=", review::DatumText(key[i])));
  }
  return absl::StrJoin(parts, "; ");
}

std::string CellText(const Datum& datum) {
  return review::IsNull(datum) ? "" : review::DatumText(datum);
}

class ComparisonCsv : public ComparisonPrinter {
 public:
  explicit ComparisonCsv(std::ostream& out)
      : out_(out), printer_(RowPrinter::Make(Format::kCsv, out)) {}

  absl::Status OnFinding(const review::FindingChange& change) override {
    const Finding& finding = change.after != nullptr ? *change.after : *change.before;
    return Print({"finding", Text(review::FindingStateName(change.state)),
                  Text(checks::SeverityName(change.result->severity())), change.result->check(), "",
                  checks::ObjectText(finding), KeyText(finding), "", "",
                  EvidenceText(change.before), EvidenceText(change.after), change.reason});
  }

  absl::Status OnNotCompared(const review::NotCompared& part) override {
    return Print({"not_compared", part.status, "", "", part.table, part.source, "", part.column, "",
                  "", "", NotComparedText(part)});
  }

  absl::Status OnRow(const RowChange& change) override {
    const std::vector<Datum>& key = change.after_key.empty() ? change.before_key : change.after_key;
    std::vector<std::string> cells = {"row",
                                      Text(review::RowStateName(change.state)),
                                      "",
                                      "",
                                      change.table->name,
                                      change.name,
                                      KeyText(*change.table, key)};
    cells.resize(12);
    if (change.columns.empty()) return Print(cells);
    for (const review::ColumnChange& column : change.columns) {
      cells[7] = column.column->name;
      cells[8] = Text(review::ChangeName(column.column->change));
      cells[9] = CellText(column.before);
      cells[10] = CellText(column.after);
      const absl::Status status = Print(cells);
      if (!status.ok()) return status;
    }
    return absl::OkStatus();
  }

  void Finish(const review::ComparisonSummary&) override {
    Begin();
    printer_->Finish();
  }

 private:
  void Begin() {
    if (begun_) return;
    begun_ = true;
    printer_->Columns({"kind", "state", "severity", "check", "table", "object", "key", "column",
                       "class", "before", "after", "reason"});
  }
  absl::Status Print(const std::vector<std::string>& texts) {
    Begin();
    std::vector<base::Cell> cells;
    for (const std::string& text : texts) cells.push_back(base::Cell::TextOrNull(text));
    printer_->Row(cells);
    return Written(out_);
  }

  std::ostream& out_;
  std::unique_ptr<RowPrinter> printer_;
  bool begun_ = false;
};

}  // namespace

std::unique_ptr<ComparisonPrinter> ComparisonPrinter::Make(Format format,
                                                           const ComparisonTitle& title,
                                                           std::ostream& out) {
  if (format == Format::kJson) return std::make_unique<ComparisonJson>(title, out);
  if (format == Format::kCsv) return std::make_unique<ComparisonCsv>(out);
  return std::make_unique<ComparisonText>(title, out);
}

Ending EndingOf(const review::ComparisonSummary& summary) {
  Ending ending;
  ending.failed = summary.failed;
  ending.warnings = summary.warnings;
  ending.partial = summary.partial;
  return ending;
}

}  // namespace sitrep::agent
