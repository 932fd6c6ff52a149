#include "agent/output/comparison_text.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "agent/output/plain_text.h"
#include "checks/finding_text.h"
#include "checks/severity.h"

namespace sitrep::agent {
namespace {

using review::ChangeGroup;
using review::FindingState;
using review::FindingStateName;
using review::RowState;

constexpr size_t kObjects = 20;  // of one check that are told by name

// The order in which a person wants to know.
constexpr FindingState kTold[] = {FindingState::kNew, FindingState::kWorse,
                                  FindingState::kNoLongerEvaluated, FindingState::kBetter,
                                  FindingState::kFixed};

std::string Words(std::string_view name) {
  std::string words(name);
  for (char& c : words) {
    if (c == '_') c = ' ';
  }
  return words;
}

std::string FileLine(const ComparisonTitle::File& file) {
  std::string line = absl::StrCat(ForTerminal(file.path), "  begun ", file.facts.started_at);
  if (file.facts.partial) absl::StrAppend(&line, ", partial");
  if (file.facts.redacted) absl::StrAppend(&line, ", redacted");
  return line;
}

std::string CheckLine(const CheckResult& result) {
  return absl::StrCat(result.check(), "  ", std::string(checks::SeverityName(result.severity())),
                      "  ", ForTerminal(result.title()));
}

std::string NamesText(const ChangeGroup& group) {
  std::string text = ForTerminal(absl::StrJoin(group.names, ", "));
  const int64_t more = group.count - static_cast<int64_t>(group.names.size());
  if (more > 0) absl::StrAppend(&text, " and ", more, " more");
  return text;
}

std::string GroupLine(const ChangeGroup& group) {
  if (group.state != RowState::kChanged) {
    return absl::StrCat(std::string(review::RowStateName(group.state)), "  ", group.count, ": ",
                        NamesText(group));
  }
  const std::string values =
      group.various ? "various values"
                    : absl::StrCat(ForTerminal(group.before), " -> ", ForTerminal(group.after));
  return absl::StrCat(group.column->name, "  ", values, "  ", group.count, ": ", NamesText(group));
}

}  // namespace

std::string NotComparedText(const review::NotCompared& part) {
  Gap gap;
  gap.set_table(part.table);
  gap.set_column(part.column);
  gap.set_status(part.status);
  gap.set_reason(part.reason);
  gap.set_privilege(part.privilege);
  gap.set_missing(part.objects);
  const std::string side = part.side == review::Side::kBefore ? "before: " : "after: ";
  if (part.table.empty()) return absl::StrCat(side, "source ", part.source, ": ", part.reason);
  return absl::StrCat(side, checks::GapText(gap));
}

ComparisonText::ComparisonText(ComparisonTitle title, std::ostream& out)
    : title_(std::move(title)), out_(out) {}

absl::Status ComparisonText::OnFinding(const review::FindingChange& change) {
  if (change.state == FindingState::kUnchanged) return absl::OkStatus();
  std::vector<Check>& checks = findings_[change.state];
  std::string& last = check_[static_cast<size_t>(change.state)];
  if (last != change.result->check()) {
    last = change.result->check();
    checks.push_back({CheckLine(*change.result), 0, {}});
  }
  Check& check = checks.back();
  if (++check.objects > static_cast<int64_t>(kObjects)) return absl::OkStatus();
  std::string line = checks::ObjectText(change.after != nullptr ? *change.after : *change.before);
  if (!change.reason.empty()) absl::StrAppend(&line, "  (", change.reason, ")");
  check.shown.push_back(ForTerminal(line));
  return absl::OkStatus();
}

absl::Status ComparisonText::OnNotCompared(const review::NotCompared& part) {
  not_compared_.push_back(ForTerminal(NotComparedText(part)));
  return absl::OkStatus();
}

absl::Status ComparisonText::OnRow(const review::RowChange& change) {
  groups_.Add(change);
  return absl::OkStatus();
}

void ComparisonText::PrintTitle() const {
  out_ << "before  " << FileLine(title_.before) << "\nafter   " << FileLine(title_.after) << "\n";
}

void ComparisonText::PrintFindings(const review::ComparisonSummary& summary) const {
  for (const FindingState state : kTold) {
    const auto checks = findings_.find(state);
    if (checks == findings_.end()) continue;
    out_ << "\n"
         << Words(FindingStateName(state)) << "  ["
         << CountText(summary.Count(state), "finding", "findings") << "]\n";
    for (const Check& check : checks->second) {
      out_ << "  " << check.line << "\n";
      for (const std::string& line : check.shown) out_ << "      " << line << "\n";
      const int64_t more = check.objects - static_cast<int64_t>(check.shown.size());
      if (more > 0) out_ << "      and " << more << " more\n";
    }
  }
}

void ComparisonText::PrintChanges() {
  const tables::Table* table = nullptr;
  for (const ChangeGroup& group : groups_.Take()) {
    if (table == nullptr) out_ << "\nobjects and settings\n";
    if (table != group.table) out_ << "  " << group.table->name << "\n";
    table = group.table;
    out_ << "      " << GroupLine(group) << "\n";
  }
}

void ComparisonText::PrintNotCompared() const {
  if (not_compared_.empty()) return;
  out_ << "\nnot compared\n";
  for (const std::string& line : not_compared_) out_ << "  " << line << "\n";
}

void ComparisonText::PrintSummary(const review::ComparisonSummary& summary) const {
  std::vector<std::string> counts;
  for (const FindingState state : kTold) {
    counts.push_back(absl::StrCat(summary.Count(state), " ", Words(FindingStateName(state))));
  }
  out_ << "\nfindings: " << absl::StrJoin(counts, ", ") << ", "
       << summary.Count(FindingState::kUnchanged) << " unchanged\n"
       << "rows: " << summary.rows_added << " added, " << summary.rows_removed << " removed, "
       << summary.rows_changed << " changed\n";
}

void ComparisonText::Finish(const review::ComparisonSummary& summary) {
  PrintTitle();
  PrintFindings(summary);
  PrintChanges();
  PrintNotCompared();
  PrintSummary(summary);
}

}  // namespace sitrep::agent
