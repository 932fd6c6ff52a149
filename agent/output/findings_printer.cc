#include "agent/output/findings_printer.h"

#include <algorithm>
#include <array>
#include <vector>

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

std::string Name(std::string_view text) { return std::string(text); }

void PrintCheck(const CheckResult& result, std::ostream& out) {
  out << "  " << result.check() << "  " << Name(checks::VerdictName(result.verdict())) << "  "
      << ForTerminal(result.title());
  if (result.findings_size() > 0)
    out << "  [" << CountText(result.findings_size(), "object", "objects") << "]";
  out << "\n";
  for (const Finding& finding : result.findings())
    out << "      " << ForTerminal(checks::ObjectText(finding)) << "\n";
  for (const Gap& gap : result.gaps())
    out << "      not seen: " << ForTerminal(checks::GapText(gap)) << "\n";
}

bool Shown(const CheckResult& result) {
  return result.findings_size() > 0 || result.gaps_size() > 0;
}

void PrintSeverity(const Findings& findings, Severity severity, std::ostream& out) {
  bool first = true;
  for (const CheckResult& result : findings.results()) {
    if (result.severity() != severity || !Shown(result)) continue;
    if (first) out << Name(checks::SeverityName(severity)) << "\n";
    first = false;
    PrintCheck(result, out);
  }
  if (!first) out << "\n";
}

void PrintText(const Findings& findings, std::ostream& out) {
  for (const Severity severity : {CRITICAL, MAJOR, MINOR, INFO})
    PrintSeverity(findings, severity, out);
  std::vector<std::string> counts;
  for (const Verdict verdict : {FAIL, WARN, UNKNOWN, PASS, NOT_APPLICABLE}) {
    const auto count =
        std::count_if(findings.results().begin(), findings.results().end(),
                      [verdict](const CheckResult& result) { return result.verdict() == verdict; });
    counts.push_back(absl::StrCat(count, " ", Name(checks::VerdictName(verdict))));
  }
  out << CountText(findings.results_size(), "check", "checks") << ": "
      << absl::StrJoin(counts, ", ") << "\n";
  out << "as of " << findings.as_of() << ", pack " << findings.pack() << " "
      << findings.pack_version() << "\n";
}

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

void PrintCsv(const Findings& findings, std::ostream& out) {
  ResultTable table;
  table.columns = {"check",  "severity", "category", "verdict", "title",
                   "object", "evidence", "gaps",     "not_seen"};
  for (const CheckResult& result : findings.results()) {
    const auto add = [&](const std::string& object, const std::string& evidence) {
      table.rows.push_back({result.check(), Name(checks::SeverityName(result.severity())),
                            result.category(), Name(checks::VerdictName(result.verdict())),
                            result.title(), object, evidence, Joined(result.gaps()),
                            result.not_seen()});
    };
    for (const Finding& finding : result.findings())
      add(Joined(finding.key()), Joined(finding.evidence()));
    if (result.findings_size() == 0) add("", "");
  }
  table.Print(Format::kCsv, out);
}

}  // namespace

void PrintFindings(const Findings& findings, Format format, std::ostream& out) {
  switch (format) {
    case Format::kText:
      PrintText(findings, out);
      break;
    case Format::kJson:
      out << Json::Message(findings).ToString() << "\n";
      break;
    case Format::kCsv:
      PrintCsv(findings, out);
      break;
    case Format::kJunit:
      out << FindingsJunit(findings);
      break;
  }
}

Ending EndingOf(const Findings& findings) {
  Ending ending;
  for (const CheckResult& result : findings.results()) {
    ending.failed = ending.failed || result.verdict() == FAIL;
    ending.warnings = ending.warnings || result.verdict() == WARN;
    ending.partial = ending.partial || result.verdict() == UNKNOWN || result.gaps_size() > 0;
  }
  return ending;
}

}  // namespace sitrep::agent
