#include "agent/output/findings_printer.h"

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "agent/output/json.h"
#include "agent/output/junit.h"
#include "agent/output/plain_text.h"
#include "agent/output/row_printer.h"
#include "checks/finding_text.h"
#include "checks/severity.h"

namespace sitrep::agent {
namespace {

// Which sources have an earlier run to compare with.
std::set<std::string> ComparedSources(const CheckReport& report) {
  std::set<std::string> sources;
  for (const SourceHistory& history : report.history()) {
    if (!history.since().empty()) sources.insert(history.source());
  }
  return sources;
}

std::string Day(const std::string& time) { return time.substr(0, 10); }

// "  (new)", "  (since 2026-01-03)", "  (re-opened, first seen 2026-01-03)"; "" without a history.
std::string MarkText(const ReportedFinding& finding, const std::set<std::string>& compared) {
  if (finding.key_size() == 0 || compared.count(finding.key(0).text()) == 0) return "";
  if (finding.mark() == "new") return "  (new)";
  if (finding.since().empty()) return "";
  return finding.mark() == "re-opened"
             ? absl::StrCat("  (re-opened, first seen ", Day(finding.since()), ")")
             : absl::StrCat("  (since ", Day(finding.since()), ")");
}

std::string AcceptedText(const AcceptedUntil& accepted) {
  return absl::StrCat("accepted until ", accepted.until(), ": ", ForTerminal(accepted.reason()),
                      " (", ForTerminal(accepted.place()), ")");
}

std::string VerdictText(const ReportedCheck& check) {
  return absl::AsciiStrToLower(check.verdict());
}

// TextPrinter prints one report as text.
class TextPrinter {
 public:
  TextPrinter(const CheckReport& report, std::ostream& out)
      : report_(report), compared_(ComparedSources(report)), out_(out) {}

  void Print() {
    for (const Severity severity : {CRITICAL, MAJOR, MINOR, INFO}) PrintSeverity(severity);
    if (report_.has_site()) PrintSite();
    PrintCounts();
    out_ << "as of " << report_.as_of() << ", pack " << report_.pack() << " "
         << report_.pack_version() << "\n";
    if (report_.has_site()) {
      out_ << "rules of " << ForTerminal(report_.site().file()) << " as of "
           << report_.site().as_of() << ": " << report_.site().accepted() << " accepted, "
           << report_.site().hidden() << " hidden\n";
    }
    for (const SourceHistory& history : report_.history()) PrintHistory(history);
  }

 private:
  bool Shown(const ReportedCheck& check) const {
    return check.findings_size() > 0 || (check.gaps_size() > 0 && !report_.only_news());
  }

  void PrintTitle(const ReportedCheck& check, int64_t objects) {
    out_ << "  " << check.check() << "  " << VerdictText(check) << "  "
         << ForTerminal(check.title());
    if (objects > 0) out_ << "  [" << CountText(objects, "object", "objects") << "]";
    out_ << "\n";
  }

  void PrintObject(const ReportedFinding& finding) {
    out_ << "      " << ForTerminal(checks::ObjectText(finding.key(), finding.evidence()))
         << MarkText(finding, compared_) << "\n";
  }

  void PrintSeverity(Severity severity) {
    bool first = true;
    for (const ReportedCheck& check : report_.results()) {
      if (check.severity() != severity || !Shown(check)) continue;
      if (first) out_ << std::string(checks::SeverityName(severity)) << "\n";
      first = false;
      PrintTitle(check, check.findings_size());
      for (const ReportedFinding& finding : check.findings()) PrintObject(finding);
      if (report_.only_news()) continue;
      for (const Gap& gap : check.gaps())
        out_ << "      not seen: " << ForTerminal(checks::GapText(gap)) << "\n";
    }
    if (!first) out_ << "\n";
  }

  void PrintSite() {
    bool first = true;
    for (const ReportedCheck& check : report_.results()) {
      if (check.accepted_size() == 0) continue;
      if (first) out_ << "accepted, as of " << report_.site().as_of() << "\n";
      first = false;
      PrintTitle(check, check.accepted_size());
      for (const ReportedFinding& finding : check.accepted()) {
        PrintObject(finding);
        out_ << "          " << AcceptedText(finding.accepted()) << "\n";
      }
    }
    if (!first) out_ << "\n";
    for (const ExpiredAcceptance& expired : report_.site().expired()) {
      out_ << "no longer " << AcceptedText(expired.acceptance()) << ": " << expired.check() << ", "
           << CountText(expired.findings(), "object counts", "objects count") << " again\n";
    }
    if (report_.site().expired_size() > 0) out_ << "\n";
  }

  void PrintCounts() {
    std::vector<std::string> verdicts = {"FAIL", "WARN", "UNKNOWN", "PASS", "NOT_APPLICABLE"};
    if (report_.has_site()) verdicts.push_back("ACCEPTED");
    std::vector<std::string> counts;
    for (const std::string& verdict : verdicts) {
      const auto count =
          std::count_if(report_.results().begin(), report_.results().end(),
                        [&](const ReportedCheck& check) { return check.verdict() == verdict; });
      counts.push_back(absl::StrCat(count, " ", absl::AsciiStrToLower(verdict)));
    }
    out_ << CountText(report_.results_size(), "check", "checks") << ": "
         << absl::StrJoin(counts, ", ") << "\n";
  }

  void PrintHistory(const SourceHistory& history) {
    static const std::map<std::string, std::string> kStates = {
        {"first", "begins with this run"},
        {"none", "nothing is recorded yet"},
        {"same", "begins with this snapshot, which is recorded"},
        {"older", "this snapshot is older than the last one recorded; left as it was"},
        {"ahead", "not recorded: the source's clock is more than a day ahead of this machine's"},
        {"no_clock", "not recorded: the source's clock is not known"}};
    out_ << "history of " << ForTerminal(history.address()) << ": ";
    if (!history.since().empty()) {
      out_ << history.new_() << " new, " << history.fixed() << " fixed, " << history.reopened()
           << " re-opened, " << history.unchanged() << " unchanged since " << history.since();
      if (history.state() == "compared") out_ << "; this run is not recorded";
      out_ << "\n";
      return;
    }
    const auto state = kStates.find(history.state());
    out_ << (state == kStates.end() ? history.state() : state->second) << "\n";
  }

  const CheckReport& report_;
  std::set<std::string> compared_;
  std::ostream& out_;
};

std::string Joined(const google::protobuf::RepeatedPtrField<Value>& values) {
  return absl::StrJoin(values, "; ", [](std::string* out, const Value& value) {
    absl::StrAppend(out, value.name(), "=", checks::ValueText(value));
  });
}

std::string Joined(const google::protobuf::RepeatedPtrField<Gap>& gaps) {
  return absl::StrJoin(gaps, "; ", [](std::string* out, const Gap& gap) {
    absl::StrAppend(out, checks::GapText(gap));
  });
}

// One row at a time: there may be a million.
void PrintCsv(const CheckReport& report, std::ostream& out) {
  const std::unique_ptr<RowPrinter> printer = RowPrinter::Make(Format::kCsv, out);
  printer->Columns({"check", "severity", "category", "verdict", "title", "object", "evidence",
                    "gaps", "not_seen", "mark", "since", "accepted_until", "accepted_reason"});
  for (const ReportedCheck& check : report.results()) {
    const std::string verdict = VerdictText(check);
    const std::string gaps = Joined(check.gaps());
    const auto add = [&](const ReportedFinding& finding) {
      const std::string object = Joined(finding.key());
      const std::string evidence = Joined(finding.evidence());
      const base::Cell cells[] = {base::Cell::Text(check.check()),
                                  base::Cell::Text(checks::SeverityName(check.severity())),
                                  base::Cell::Text(check.category()),
                                  base::Cell::Text(verdict),
                                  base::Cell::Text(check.title()),
                                  base::Cell::Text(object),
                                  base::Cell::Text(evidence),
                                  base::Cell::Text(gaps),
                                  base::Cell::Integer(check.not_seen()),
                                  base::Cell::Text(finding.mark()),
                                  base::Cell::Text(finding.since()),
                                  base::Cell::Text(finding.accepted().until()),
                                  base::Cell::Text(finding.accepted().reason())};
      printer->Row(cells);
    };
    for (const ReportedFinding& finding : check.findings()) add(finding);
    for (const ReportedFinding& finding : check.accepted()) add(finding);
    if (check.findings_size() + check.accepted_size() == 0) add(ReportedFinding());
  }
  printer->Finish();
}

}  // namespace

void PrintReport(const CheckReport& report, Format format, std::ostream& out) {
  switch (format) {
    case Format::kText:
      TextPrinter(report, out).Print();
      break;
    case Format::kJson:
      out << Json::Message(report).ToString() << "\n";
      break;
    case Format::kCsv:
      PrintCsv(report, out);
      break;
    case Format::kJunit:
      out << FindingsJunit(report);
      break;
  }
}

Ending EndingOf(const CheckReport& report) {
  Ending ending;
  for (const ReportedCheck& check : report.results()) {
    ending.failed = ending.failed || check.verdict() == "FAIL";
    ending.warnings = ending.warnings || check.verdict() == "WARN";
    ending.partial = ending.partial || check.verdict() == "UNKNOWN" || check.gaps_size() > 0;
  }
  return ending;
}

}  // namespace sitrep::agent
